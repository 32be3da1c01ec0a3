// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "plotted_take.h"

#include <orrery/base/pose.h>
#include <orrery/base/result.h>
#include <orrery/robot/kinematics/model.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

/// A take that was opened, and how its joints are those of the robot that is there. A value; none before it is read.
class OpenTake {
public:
    /// Reads a take's file. For the pool.
    static orrery::Result<OpenTake> read(const QString& file, const std::stop_token& stop);

    const QString& file() const { return m_file; }
    void setFile(const QString& file) { m_file = file; }
    QString name() const;
    const QString& warning() const { return m_warning; } ///< Of the file: cut off.
    std::shared_ptr<const PlottedTake> plotted() const { return m_plotted; }
    bool isThere() const { return static_cast<bool>(m_plotted); }
    double duration() const { return m_plotted ? m_plotted->take().duration() : 0; }

    /// Finds its joints among the robot's. @param model null: no robot is there.
    void fit(const orrery::robot::KinematicModel* model);
    /// The robot has some of its joints; true without a robot.
    bool fits() const { return m_fits; }

    /// Where it had the links at this time.
    /// @param base joint positions where it has none, rad or m, one a coordinate of the robot; may be shorter
    /// @return false where nothing changed since the last call, or there is nothing to show
    bool sample(double time, const orrery::robot::KinematicModel* model, const std::vector<double>& base,
                std::vector<orrery::Pose>& poses);
    /// The next sample counts as changed.
    void forgetSample() { m_sampled.reset(); }

private:
    QString m_file;
    QString m_warning;
    std::shared_ptr<const PlottedTake> m_plotted;
    std::vector<std::size_t> m_columns; ///< Of each coordinate of the robot; npos where it was not recorded.
    bool m_fits = true;
    std::optional<double> m_sampled;
};
