// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QQmlEngine>
#include <QQuickWindow>
#include <QTimer>

/// Says when there is time to draw every triangle: once the window has shown the same picture for a while. The next
/// frame, whatever it is for, is drawn thinned out again, so nothing that moves ever waits for the full robot. GUI
/// thread.
class DetailSwitch : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickWindow* window READ window WRITE setWindow NOTIFY windowChanged FINAL)
    /// Whether there is anything to switch; otherwise never full.
    Q_PROPERTY(bool active READ active WRITE setActive NOTIFY activeChanged FINAL)
    Q_PROPERTY(bool full READ full NOTIFY fullChanged FINAL)

public:
    explicit DetailSwitch(QObject* parent = nullptr);

    QQuickWindow* window() const { return m_window; }
    void setWindow(QQuickWindow* window);
    bool active() const { return m_active; }
    void setActive(bool active);
    bool full() const { return m_full; }

Q_SIGNALS:
    void windowChanged();
    void activeChanged();
    void fullChanged();

private:
    void beforeFrame();
    void setFull(bool full);

    QPointer<QQuickWindow> m_window;
    QTimer m_still;
    bool m_active = false;
    bool m_full = false;
    bool m_own = false; ///< The next frame is the one that full() itself asks for.
};
