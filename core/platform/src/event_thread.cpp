// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/platform/event_thread.h>

#include <QCoreApplication>
#include <QMetaObject>
#include <QObject>
#include <QString>
#include <QThread>

#include <utility>

namespace orrery::platform {

struct EventThread::State {
    QThread thread;
    QObject context; ///< Lives in `thread`; receives the tasks.
};

EventThread::EventThread() : m_state(std::make_unique<State>()) {
    if (!QCoreApplication::instance()) qFatal("EventThread needs a QCoreApplication: make one at the top of main().");
    m_state->thread.setObjectName(QStringLiteral("orrery-events"));
    m_state->context.moveToThread(&m_state->thread);
    m_state->thread.start();
}

EventThread::~EventThread() {
    post([this] { m_state->thread.quit(); });
    m_state->thread.wait();
}

void EventThread::post(Task task) {
    QMetaObject::invokeMethod(&m_state->context, std::move(task), Qt::QueuedConnection);
}

} // namespace orrery::platform
