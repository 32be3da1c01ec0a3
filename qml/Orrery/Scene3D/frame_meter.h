// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QMutex>
#include <QObject>
#include <QPointer>
#include <QQmlEngine>
#include <QQuickWindow>

#include <vector>

/// How long frames of a window take, from the start of their synchronisation to the swap (on a software renderer this
/// is nearly all there is). For the status panel and benchmarks; costs nothing worth mentioning. GUI thread; measures
/// on the render thread.
class FrameMeter : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickWindow* window READ window WRITE setWindow NOTIFY windowChanged FINAL)
    /// Since the last reset.
    Q_PROPERTY(int frameCount READ frameCount NOTIFY measured FINAL)
    /// Milliseconds, over the newest frames (at most 240).
    Q_PROPERTY(double medianTime READ medianTime NOTIFY measured FINAL)
    Q_PROPERTY(double worstTime READ worstTime NOTIFY measured FINAL)

public:
    using QObject::QObject;

    QQuickWindow* window() const { return m_window; }
    void setWindow(QQuickWindow* window);
    int frameCount() const;
    double medianTime() const;
    double worstTime() const;
    Q_INVOKABLE void reset();

Q_SIGNALS:
    void windowChanged();
    void measured();

private:
    void add(double milliseconds);

    QPointer<QQuickWindow> m_window;
    QElapsedTimer m_frame; // render thread
    mutable QMutex m_mutex;
    std::vector<double> m_times;
    int m_count = 0;
};
