// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame_pacer.h"

#include <QCoreApplication>
#include <QEvent>

#include <chrono>

namespace {
constexpr std::chrono::milliseconds longestFrame{250};
}

FramePacer::FramePacer(QQuickWindow* window) : QObject(window), m_window(window) {
    window->installEventFilter(this);
    connect(
        window, &QQuickWindow::beforeRendering, this, [this] { m_drawing = true; }, Qt::DirectConnection);
    connect(
        window, &QQuickWindow::frameSwapped, this, [this] { m_drawing = false; }, Qt::DirectConnection);
    connect(window, &QQuickWindow::frameSwapped, this, &FramePacer::frameOut, Qt::QueuedConnection);
    m_patience.setSingleShot(true);
    m_patience.setInterval(longestFrame);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_drawing = false;
        frameOut();
    });
}

bool FramePacer::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::UpdateRequest || !m_drawing) return QObject::eventFilter(watched, event);
    m_wanted = true;
    if (!m_patience.isActive()) m_patience.start();
    return true;
}

void FramePacer::frameOut() {
    m_patience.stop();
    if (!m_wanted || !m_window) return;
    m_wanted = false;
    QCoreApplication::postEvent(m_window, new QEvent(QEvent::UpdateRequest));
}
