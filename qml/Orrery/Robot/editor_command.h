// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// The program and its arguments that open a file at a line in a known graphical editor; empty for one that is not
/// known (a terminal's editor cannot be started from a window). Pure; nothing passes through a shell.
/// @param editor as in $VISUAL: a program, a path, perhaps with arguments, of which only the program counts.
QStringList editorCommand(const QString& editor, const QString& file, int line);

/// Opens a file at a line in the editor that $VISUAL or $EDITOR names, else with whatever the desktop opens it with.
/// @return whether something was started. GUI thread.
bool openAtLine(const QString& file, int line);
