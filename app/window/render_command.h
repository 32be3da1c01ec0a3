// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// `orrery render ...`: draws a robot into a picture or a film and ends; no window is shown. Progress goes to standard
/// output as lines "frame N of M"; what went wrong, in a sentence, to standard error. SIGTERM and Ctrl-C end it, and
/// nothing half done is left.
/// @return the exit status: 0 all well, 1 it could not be done, 2 used wrongly.
int renderMain(int argc, char** argv);
