// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Where there is neither X nor Wayland, starts an X server of our own (Xvfb) that ends with its last client, and makes
/// this process use it. Before the application object is made.
/// @return why there is none; empty when something can be drawn on.
QString ensureDisplay(int argc, char** argv);
