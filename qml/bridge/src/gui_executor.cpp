// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <orrery/bridge/gui_executor.h>

#include <QMetaObject>

namespace orrery {

void GuiExecutor::post(Task task) {
    QMetaObject::invokeMethod(&m_context, std::move(task), Qt::QueuedConnection);
}

} // namespace orrery
