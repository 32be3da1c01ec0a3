// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/executor.h>

#include <QObject>

namespace orrery {

/// Runs core completions on the GUI thread, in the order posted, through its event loop. Create it on that thread;
/// tasks still queued when it goes are dropped, so a completion never meets a presenter that was destroyed before this
/// executor.
class GuiExecutor final : public Executor {
public:
    void post(Task task) override;

private:
    QObject m_context;
};

} // namespace orrery
