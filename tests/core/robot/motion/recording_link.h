// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/units.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/link/robot_link.h>
#include <orrery/robot/motion/intent.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace orrery::robot {

inline Joint makeJoint(std::string name, JointType type, double lower, double upper, double velocity) {
    Joint joint;
    joint.name = std::move(name);
    joint.type = type;
    joint.limits = {lower, upper, velocity, 0, true};
    return joint;
}

/// An arm with one joint of every kind.
inline std::vector<Joint> armJoints() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<Joint> joints{
        makeJoint("elbow", JointType::Revolute, radiansFromDegrees(-10), radiansFromDegrees(145), 2.0),
        makeJoint("base", JointType::Revolute, -3, 3, 0),
        makeJoint("wheel", JointType::Continuous, -3.1, 3.1, 1000),
        makeJoint("lift", JointType::Prismatic, 0, 0.3, 0.2),
        makeJoint("finger", JointType::Revolute, -1, 1, 1),
        makeJoint("mount", JointType::Fixed, 0, 0, 0),
        makeJoint("absent", JointType::Revolute, -1, 1, 1),
        makeJoint("broken", JointType::Revolute, nan, 1, 1),
    };
    joints[4].mimic = Mimic{1, -1, 0};
    return joints;
}

inline JointNames armNames() {
    return {"base", "elbow", "wheel", "lift", "finger", "broken"};
}

/// A robot that notes what reaches it and keeps RobotLink's contract about stops; it never moves by itself.
class RecordingLink final : public RobotLink {
public:
    explicit RecordingLink(JointNames names = armNames()) : m_names(std::move(names)) {}

    [[nodiscard]] std::string name() const override { return "Recording"; }
    [[nodiscard]] const JointNames& joints() const override { return m_names; }
    [[nodiscard]] const StateBuffer& states() const override { return m_states; }

    Status send(const JointCommand& command) override {
        if (beforeSend) beforeSend();
        const std::lock_guard lock(m_mutex);
        if (!failure.empty()) return fail(Errc::Io, failure);
        if (command.epoch() < m_epoch) return fail(cancelledError());
        m_commands.push_back(command);
        return {};
    }

    void stop(std::uint64_t epoch) override {
        const std::lock_guard lock(m_mutex);
        m_epoch = std::max(m_epoch, epoch);
    }

    Status release(std::uint64_t epoch) override {
        if (!canRelease) return RobotLink::release(epoch);
        stop(epoch);
        return {};
    }

    void moveTo(std::vector<double> positions, SteadyTime time = std::chrono::steady_clock::now()) {
        m_states.push({time, std::move(positions), {}, {}});
    }

    [[nodiscard]] std::vector<JointCommand> commands() const {
        const std::lock_guard lock(m_mutex);
        return m_commands;
    }
    [[nodiscard]] std::uint64_t epoch() const {
        const std::lock_guard lock(m_mutex);
        return m_epoch;
    }

    std::function<void()> beforeSend; ///< Set before use.
    std::string failure;              ///< Set before use: send() fails with it.
    bool canRelease = false;          ///< Set before use.

private:
    JointNames m_names;
    StateBuffer m_states;
    mutable std::mutex m_mutex;
    std::vector<JointCommand> m_commands;
    std::uint64_t m_epoch = 0;
};

inline Intent intentFor(std::vector<JointTarget> targets, MotionSource source = MotionSource::Slider) {
    return {source, std::move(targets), std::chrono::steady_clock::now() + std::chrono::seconds(10), {}};
}

} // namespace orrery::robot
