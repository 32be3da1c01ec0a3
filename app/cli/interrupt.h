// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Makes Ctrl-C and SIGTERM ask for the end instead of ending the program.
void watchInterrupts();

/// Whether the end was asked for.
bool isInterrupted();

/// The exit code of a command that was interrupted, as a shell says it.
constexpr int interruptedExitCode = 130;
