// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QRectF>
#include <QWindow>

#include <orrery/robot/motion/stop_switch.h>

#include <map>
#include <mutex>

/// Where a person can stop the robots, and what happens then. The window says where its stop buttons are; listeners
/// that do not depend on the GUI thread ask whether a press was meant for one of them, and press.
class StopDesk : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")

public:
    using QObject::QObject;

    /// Any thread. Every robot is stopped when this returns; pressed() follows when the GUI thread gets to it.
    Q_INVOKABLE void press();
    orrery::robot::StopSwitch& stopSwitch() { return m_switch; }

    /// The window that the zones are in. GUI thread.
    void setWindow(WId window);
    /// Where a stop button is, in the window's device pixels; empty when it is not to be seen. GUI thread.
    void setZone(const void* owner, const QRectF& pixels);

    /// Any thread, as the rest.
    WId window() const;
    bool hits(QPointF pixels) const;

Q_SIGNALS:
    void pressed();

private:
    orrery::robot::StopSwitch m_switch;
    mutable std::mutex m_mutex;
    WId m_window = 0; // guarded, like all below
    std::map<const void*, QRectF> m_zones;
};
