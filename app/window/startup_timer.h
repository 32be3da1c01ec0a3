// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQuickWindow>

#include <cstdint>

/// Prints, as one JSON line, how long the program took to its first frame and until \p everything was on screen, then
/// quits. Times count from $ORRERY_STARTED_AT_NS (CLOCK_MONOTONIC, set by whoever starts us and wants exec and linking
/// included), else from construction.
class StartupTimer : public QObject {
    Q_OBJECT

public:
    explicit StartupTimer(QObject* parent = nullptr);

    void watch(QQuickWindow* window);
    /// What should be on screen is there now; the next frame shows it.
    void complete();

private:
    double elapsedMs() const;
    void frame();

    std::int64_t m_start;
    QQuickWindow* m_window = nullptr;
    double m_firstFrame = 0;
    bool m_complete = false;
};
