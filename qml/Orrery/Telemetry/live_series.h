// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/robot/link/robot_link.h>
#include <orrery/robot/record/take.h>

#include <vector>

/// The robot's newest minutes as columns, for a plot that follows: at most fifty rows a second for ten minutes. What
/// falls between two rows is not drawn, but is in every recording. GUI thread.
class LiveSeries {
public:
    /// @param link must outlive the use of follow(); null for none.
    void reset(const orrery::robot::RobotLink* link);

    /// Takes in what the link measured since the last call.
    /// @return whether there was anything.
    bool follow();

    const orrery::robot::JointNames& joints() const { return m_joints; }
    /// Seconds since the first state.
    const std::vector<double>& times() const { return m_times; }
    /// Empty when the link does not measure it.
    const std::vector<double>& column(orrery::robot::Quantity quantity, std::size_t joint) const;

private:
    void add(const orrery::robot::JointState& state);
    void forgetOld();

    const orrery::robot::RobotLink* m_link = nullptr;
    orrery::robot::JointNames m_joints;
    orrery::robot::SteadyTime m_begin;
    orrery::robot::SteadyTime m_seen;
    std::vector<double> m_times;
    std::vector<std::vector<double>> m_columns[3];
};
