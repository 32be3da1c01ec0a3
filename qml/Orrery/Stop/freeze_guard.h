// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

class StopDesk;

/// Stops a moving robot when the GUI thread does not answer for a moment: a person could not stop it then. For displays
/// on which nothing but the GUI thread hears a press. From construction to destruction, on the GUI thread.
class FreezeGuard : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds patience{80};

    /// @param moving whether the robot moves now; asked on a thread of its own, about a hundred times a second.
    FreezeGuard(StopDesk& desk, std::function<bool()> moving, QObject* parent = nullptr);
    ~FreezeGuard() override;

Q_SIGNALS:
    /// It did: told when the GUI thread is back.
    void stopped();

private:
    void watch(const std::stop_token& stop);

    StopDesk& m_desk;
    std::function<bool()> m_moving;
    QTimer m_beat;
    std::atomic<std::chrono::steady_clock::time_point> m_lastBeat;
    std::jthread m_thread; // last: joined before the rest goes
};
