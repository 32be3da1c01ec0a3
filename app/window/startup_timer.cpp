// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "startup_timer.h"

#include <QGuiApplication>

#include <chrono>
#include <cstdio>

namespace {

std::int64_t nowNs() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

StartupTimer::StartupTimer(QObject* parent) : QObject(parent) {
    bool given = false;
    m_start = qEnvironmentVariable("ORRERY_STARTED_AT_NS").toLongLong(&given);
    if (!given) m_start = nowNs();
}

void StartupTimer::watch(QQuickWindow* window) {
    m_window = window;
    connect(window, &QQuickWindow::frameSwapped, this, &StartupTimer::frame, Qt::QueuedConnection);
}

void StartupTimer::complete() {
    m_complete = true;
    if (m_window) m_window->update();
}

double StartupTimer::elapsedMs() const {
    return static_cast<double>(nowNs() - m_start) / 1e6;
}

void StartupTimer::frame() {
    if (m_firstFrame == 0) m_firstFrame = elapsedMs();
    if (!m_complete || !m_window) return;
    disconnect(m_window, nullptr, this, nullptr);
    m_window = nullptr; // a frame that is already queued says nothing more
    std::printf("{\"first_frame_ms\": %.1f, \"complete_ms\": %.1f}\n", m_firstFrame, elapsedMs());
    std::fflush(stdout);
    QGuiApplication::quit();
}
