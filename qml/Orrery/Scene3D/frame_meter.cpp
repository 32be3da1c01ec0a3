// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame_meter.h"

#include <QMutexLocker>

#include <algorithm>

namespace {
constexpr std::size_t kept = 240;
}

void FrameMeter::setWindow(QQuickWindow* window) {
    if (m_window == window) return;
    if (m_window) m_window->disconnect(this);
    m_window = window;
    if (window) {
        connect(
            window, &QQuickWindow::beforeSynchronizing, this, [this] { m_frame.start(); }, Qt::DirectConnection);
        connect(
            window, &QQuickWindow::frameSwapped, this,
            [this] {
                if (m_frame.isValid()) add(static_cast<double>(m_frame.nsecsElapsed()) / 1e6);
                m_frame.invalidate();
            },
            Qt::DirectConnection);
    }
    Q_EMIT windowChanged();
}

void FrameMeter::add(double milliseconds) {
    {
        const QMutexLocker lock(&m_mutex);
        if (m_times.size() < kept)
            m_times.push_back(milliseconds);
        else
            m_times[static_cast<std::size_t>(m_count) % kept] = milliseconds;
        ++m_count;
    }
    QMetaObject::invokeMethod(this, &FrameMeter::measured, Qt::QueuedConnection);
}

int FrameMeter::frameCount() const {
    const QMutexLocker lock(&m_mutex);
    return m_count;
}

double FrameMeter::medianTime() const {
    const QMutexLocker lock(&m_mutex);
    if (m_times.empty()) return 0;
    auto times = m_times;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

double FrameMeter::worstTime() const {
    const QMutexLocker lock(&m_mutex);
    return m_times.empty() ? 0 : *std::max_element(m_times.begin(), m_times.end());
}

void FrameMeter::reset() {
    {
        const QMutexLocker lock(&m_mutex);
        m_times.clear();
        m_count = 0;
    }
    Q_EMIT measured();
}
