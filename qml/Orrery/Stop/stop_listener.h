// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

class StopDesk;

/// Hears the press on a stop button, and Ctrl with the full stop, on a thread and a display connection of its own: the
/// robot stops at once even while the GUI thread is busy. The window hears the same press when it gets to it.
/// From construction to destruction, which joins.
class StopListener {
public:
    /// @param desk outlives the listener; its window is known by then or later.
    /// @return null where there is no way to listen: not X11, or built without XInput. FreezeGuard is for there.
    static std::unique_ptr<StopListener> create(StopDesk& desk);
    virtual ~StopListener() = default;
};
