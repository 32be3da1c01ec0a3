// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/motion/motion_gate.h>

#include <mutex>
#include <vector>

namespace orrery::robot {

/// The targets that stand.
struct AppliedNow {
    JointNames names;
    std::vector<double> positions;
    bool operator==(const AppliedNow&) const = default;
};

/// What a recorder reads of a robot, until it lets go of it. For any thread.
class RecordedRobot {
public:
    /// @param gate must outlive this, or the call of letGo().
    explicit RecordedRobot(const MotionGate& gate);

    struct Reading {
        std::vector<JointState> states; ///< Since the last reading.
        AppliedNow applied;
    };
    /// Each state once. After letGo() what had come until then, and nothing more.
    Reading read();
    /// Looks at the robot a last time: from now on its gate may go.
    void letGo();

    [[nodiscard]] const JointNames& joints() const { return m_joints; }

private:
    void look();

    const JointNames m_joints;
    std::mutex m_mutex;
    const MotionGate* m_gate; // guarded, like the next two
    SteadyTime m_newest = SteadyTime::min();
    Reading m_unread;
};

} // namespace orrery::robot
