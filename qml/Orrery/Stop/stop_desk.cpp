// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stop_desk.h"

#include <algorithm>

void StopDesk::press() {
    m_switch.press();
    QMetaObject::invokeMethod(this, &StopDesk::pressed, Qt::QueuedConnection);
}

void StopDesk::setWindow(WId window) {
    const std::lock_guard lock(m_mutex);
    m_window = window;
}

void StopDesk::setZone(const void* owner, const QRectF& pixels) {
    const std::lock_guard lock(m_mutex);
    if (pixels.isEmpty())
        m_zones.erase(owner);
    else
        m_zones[owner] = pixels;
}

WId StopDesk::window() const {
    const std::lock_guard lock(m_mutex);
    return m_window;
}

bool StopDesk::hits(QPointF pixels) const {
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_zones.begin(), m_zones.end(), [&](const auto& zone) { return zone.second.contains(pixels); });
}
