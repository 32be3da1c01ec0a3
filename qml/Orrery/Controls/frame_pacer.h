// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QQuickWindow>
#include <QTimer>

#include <atomic>

/// Keeps the GUI thread from waiting for a frame that is still being drawn. Qt's threaded render loop hands the next
/// frame over only when the one before is out; where the CPU draws, that is a wait of 10 ms and more in which nobody
/// hears a click. With a pacer the next frame is prepared once the one before is out, and events go on meanwhile.
/// Belongs to the GUI thread, as does the window; lives as long as the window at most.
class FramePacer : public QObject {
    Q_OBJECT

public:
    explicit FramePacer(QQuickWindow* window);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void frameOut();

    QPointer<QQuickWindow> m_window;
    std::atomic<bool> m_drawing = false; ///< Between the hand-over and the swap; set on the render thread.
    bool m_wanted = false;               ///< A frame was asked for meanwhile.
    QTimer m_patience;                   ///< For a frame that never comes out: a lost device, a hidden window.
};
