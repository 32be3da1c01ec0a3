// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

#include "robot_session.h"

#include <chrono>

/// Waits until the robot has told of its joints for that long from now on: what an order would have set off is seen.
inline bool statesPass(const RobotSession& session, std::chrono::milliseconds span) {
    const auto until = std::chrono::steady_clock::now() + span;
    return QTest::qWaitFor([&] {
        const auto newest = session.states().newest();
        return newest && newest->time >= until;
    });
}
