// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/kinematics/inverse.h>
#include <orrery/robot/kinematics/model.h>

#include <Eigen/Core>
#include <Eigen/Geometry>

#include <cstddef>
#include <span>
#include <vector>

namespace orrery::robot {

/// Three equations: a link's origin at a place, a link's axes along given ones, or two points that meet.
struct Task {
    enum class Kind { Position, Rotation, Meeting };
    Kind kind = Kind::Position;
    std::size_t link = npos;
    Vec3 point; ///< In the link's frame.
    std::size_t otherLink = npos;
    Vec3 otherPoint;
    Vec3 position;        ///< The goal, in the root's frame.
    Quaternion rotation;  ///< The goal; unit.
    double weight = 1;    ///< Of one metre or radian of error.
    double tolerance = 0; ///< m or rad
};

/// The tasks of a goal: one for its position and one for its orientation, if it has one.
std::vector<Task> tasksOf(const LinkGoal& goal, double positionTolerance, double rotationTolerance,
                          double metresPerRadian);

/// The equations of some tasks in the coordinates that move them. Holds the frames of the last evaluation.
class TaskSystem {
public:
    /// @param positions one value a coordinate
    /// @param held coordinates that keep that value; may be empty
    TaskSystem(const KinematicModel& model, const std::vector<Task>& tasks, std::span<const double> positions,
               const std::vector<bool>& held);

    /// The coordinate behind each unknown.
    [[nodiscard]] const std::vector<std::size_t>& unknowns() const { return m_unknowns; }
    [[nodiscard]] Eigen::Index rows() const { return 3 * static_cast<Eigen::Index>(m_tasks.size()); }

    /// Poses everything for these values of the unknowns; `error` becomes what each weighted row lacks.
    void evaluate(const Eigen::VectorXd& values, Eigen::VectorXd& error);
    /// How the weighted rows change with the unknowns, at the last evaluation.
    void jacobian(Eigen::MatrixXd& rowsByUnknowns) const;

    /// The remaining error of one task (m or rad) in what evaluate() returned.
    [[nodiscard]] double taskError(const Eigen::VectorXd& error, std::size_t task) const;
    [[nodiscard]] bool isMet(const Eigen::VectorXd& error) const;
    /// Whether no values within the bounds can bring a position task to its goal, judged by the lengths of the links
    /// alone: false says nothing.
    [[nodiscard]] bool isBeyondReach(const Eigen::VectorXd& lower, const Eigen::VectorXd& upper) const;

private:
    /// A joint that moves, with everything fixed before it folded in.
    struct Slot {
        std::size_t parent = npos; ///< Slot; npos: the root.
        Eigen::Matrix3d parentFromJoint;
        Eigen::Vector3d offset; ///< The joint in the parent slot.
        Eigen::Vector3d axis;   ///< In the joint frame.
        bool turns = true;
        Eigen::Index unknown = 0;
        double multiplier = 1;
        double constant = 0;
    };
    struct Frame {
        Eigen::Matrix3d axes;
        Eigen::Vector3d origin;
        Eigen::Vector3d jointAxis;
    };
    /// A point or orientation that stands still in a slot.
    struct Place {
        std::size_t slot = npos;
        Pose slotFromLink;
    };
    struct Equation {
        Task task;
        std::size_t slot = npos;
        Eigen::Vector3d point;
        std::size_t otherSlot = npos;
        Eigen::Vector3d otherPoint;
        Eigen::Quaterniond wanted; ///< Of the slot's axes.
    };

    void addSlots(const KinematicModel& model, std::span<const double> positions, const std::vector<bool>& held,
                  const std::vector<bool>& needed, std::vector<Place>& places);
    /// What one task lacks, not weighted.
    [[nodiscard]] Eigen::Vector3d lacking(const Equation& equation) const;
    [[nodiscard]] Eigen::Vector3d worldPoint(std::size_t slot, const Eigen::Vector3d& point) const;
    void addPointColumns(std::size_t slot, const Eigen::Vector3d& point, double sign, Eigen::Index row,
                         Eigen::MatrixXd& jacobian) const;
    void addTurnColumns(std::size_t slot, double sign, Eigen::Index row, Eigen::MatrixXd& jacobian) const;

    std::vector<std::size_t> m_unknowns;
    std::vector<Slot> m_slots;
    std::vector<Frame> m_frames;
    std::vector<Equation> m_tasks;
};

} // namespace orrery::robot
