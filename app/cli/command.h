// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// What sub-commands share. Each add...Command() registers itself with CLI11 and, when chosen, leaves the exit code
/// here.
struct CommandContext {
    int exitCode = 0; ///< 0 all well, 1 it could not be done (said on stderr), 2 used wrongly.
};
