// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail_switch.h"

#include <chrono>
#include <utility>

namespace {
constexpr std::chrono::milliseconds stillFor{700}; // longer than a blinking caret's half
}

DetailSwitch::DetailSwitch(QObject* parent) : QObject(parent) {
    m_still.setSingleShot(true);
    m_still.setInterval(stillFor);
    connect(&m_still, &QTimer::timeout, this, [this] {
        m_own = true;
        setFull(true);
    });
}

void DetailSwitch::setWindow(QQuickWindow* window) {
    if (m_window == window) return;
    if (m_window) m_window->disconnect(this);
    m_window = window;
    if (window) connect(window, &QQuickWindow::afterAnimating, this, &DetailSwitch::beforeFrame);
    Q_EMIT windowChanged();
}

void DetailSwitch::setActive(bool active) {
    if (m_active == active) return;
    m_active = active;
    Q_EMIT activeChanged();
    if (active) {
        m_still.start();
    } else {
        m_still.stop();
        setFull(false);
    }
}

void DetailSwitch::beforeFrame() {
    if (!m_active || std::exchange(m_own, false)) return;
    setFull(false);
    m_still.start();
}

void DetailSwitch::setFull(bool full) {
    if (m_full == full) return;
    m_full = full;
    if (m_window) m_window->update();
    Q_EMIT fullChanged();
}
