// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "task_system.h"

#include <orrery/robot/kinematics/forward.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace orrery::robot {
namespace {

Eigen::Vector3d toEigen(Vec3 v) {
    return {v.x, v.y, v.z};
}

Eigen::Quaterniond toEigen(Quaternion q) {
    return {q.w, q.x, q.y, q.z};
}

/// The turn from `axes` to `wanted` as axis times angle, in the root's frame.
Eigen::Vector3d turnBetween(const Eigen::Matrix3d& axes, const Eigen::Quaterniond& wanted) {
    Eigen::Quaterniond turn = wanted * Eigen::Quaterniond(axes).conjugate();
    if (turn.w() < 0) turn.coeffs() *= -1;
    const double sine = turn.vec().norm();
    const double factor = sine < 1e-9 ? 2 : 2 * std::atan2(sine, turn.w()) / sine;
    return factor * turn.vec();
}

/// The links on the way from the tasks' links to the root.
std::vector<bool> linksNeeded(const KinematicModel& model, const std::vector<Task>& tasks) {
    std::vector<bool> needed(model.linkCount(), false);
    for (const Task& task : tasks) {
        needed[task.link] = true;
        if (task.otherLink != npos) needed[task.otherLink] = true;
    }
    for (auto motion = model.motions().rbegin(); motion != model.motions().rend(); ++motion) {
        if (needed[motion->child]) needed[motion->parent] = true;
    }
    return needed;
}

} // namespace

std::vector<Task> tasksOf(const LinkGoal& goal, double positionTolerance, double rotationTolerance,
                          double metresPerRadian) {
    Task position;
    position.link = goal.link;
    position.position = goal.position;
    position.tolerance = positionTolerance;
    std::vector<Task> tasks{position};
    if (goal.rotation) {
        Task rotation;
        rotation.kind = Task::Kind::Rotation;
        rotation.link = goal.link;
        rotation.rotation = normalized(*goal.rotation);
        rotation.weight = metresPerRadian;
        rotation.tolerance = rotationTolerance;
        tasks.push_back(rotation);
    }
    return tasks;
}

TaskSystem::TaskSystem(const KinematicModel& model, const std::vector<Task>& tasks, std::span<const double> positions,
                       const std::vector<bool>& held) {
    std::vector<Place> places(model.linkCount());
    addSlots(model, positions, held, linksNeeded(model, tasks), places);
    m_frames.resize(m_slots.size());
    for (const Task& task : tasks) {
        const Place& place = places[task.link];
        Equation equation{task,
                          place.slot,
                          toEigen(place.slotFromLink * task.point),
                          npos,
                          Eigen::Vector3d::Zero(),
                          toEigen(task.rotation * conjugate(place.slotFromLink.rotation)).normalized()};
        if (task.otherLink != npos) {
            const Place& other = places[task.otherLink];
            equation.otherSlot = other.slot;
            equation.otherPoint = toEigen(other.slotFromLink * task.otherPoint);
        }
        m_tasks.push_back(std::move(equation));
    }
}

void TaskSystem::addSlots(const KinematicModel& model, std::span<const double> positions, const std::vector<bool>& held,
                          const std::vector<bool>& needed, std::vector<Place>& places) {
    std::vector<Eigen::Index> unknownOf(model.coordinateCount(), -1);
    for (const KinematicModel::Motion& motion : model.motions()) {
        if (!needed[motion.child]) continue;
        const Place& parent = places[motion.parent];
        const Pose slotFromJoint = parent.slotFromLink * motion.parentFromJoint;
        const std::size_t coordinate = motion.coordinate;
        const bool isHeld = coordinate != npos && coordinate < held.size() && held[coordinate];
        if (coordinate == npos || isHeld || motion.multiplier == 0) {
            const double value = coordinate == npos ? 0 : motion.multiplier * positions[coordinate] + motion.offset;
            Pose moved;
            if (motion.type == JointType::Prismatic) moved.position = value * motion.axis;
            if (motion.type == JointType::Revolute || motion.type == JointType::Continuous)
                moved.rotation = quaternionFromAxisAngle(motion.axis, value);
            places[motion.child] = {parent.slot, slotFromJoint * moved};
            continue;
        }
        if (unknownOf[coordinate] < 0) {
            unknownOf[coordinate] = static_cast<Eigen::Index>(m_unknowns.size());
            m_unknowns.push_back(coordinate);
        }
        m_slots.push_back({parent.slot, toEigen(slotFromJoint.rotation).toRotationMatrix(),
                           toEigen(slotFromJoint.position), toEigen(motion.axis), motion.type != JointType::Prismatic,
                           unknownOf[coordinate], motion.multiplier, motion.offset});
        places[motion.child] = {m_slots.size() - 1, {}};
    }
}

Eigen::Vector3d TaskSystem::worldPoint(std::size_t slot, const Eigen::Vector3d& point) const {
    if (slot == npos) return point;
    return m_frames[slot].origin + m_frames[slot].axes * point;
}

void TaskSystem::evaluate(const Eigen::VectorXd& values, Eigen::VectorXd& error) {
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const Slot& slot = m_slots[i];
        Frame& frame = m_frames[i];
        frame.axes = slot.parentFromJoint;
        frame.origin = slot.offset;
        if (slot.parent != npos) {
            const Frame& parent = m_frames[slot.parent];
            frame.axes = parent.axes * slot.parentFromJoint;
            frame.origin = parent.origin + parent.axes * slot.offset;
        }
        frame.jointAxis = frame.axes * slot.axis;
        const double value = slot.multiplier * values[slot.unknown] + slot.constant;
        if (slot.turns) {
            frame.axes *= Eigen::AngleAxisd(value, slot.axis).toRotationMatrix();
        } else {
            frame.origin += value * frame.jointAxis;
        }
    }
    error.resize(rows());
    Eigen::Index row = 0;
    for (const Equation& equation : m_tasks) {
        error.segment<3>(row) = equation.task.weight * lacking(equation);
        row += 3;
    }
}

Eigen::Vector3d TaskSystem::lacking(const Equation& equation) const {
    if (equation.task.kind == Task::Kind::Rotation) {
        const bool moves = equation.slot != npos;
        return turnBetween(moves ? m_frames[equation.slot].axes : Eigen::Matrix3d(Eigen::Matrix3d::Identity()),
                           equation.wanted);
    }
    const Eigen::Vector3d wanted = equation.task.kind == Task::Kind::Meeting
                                       ? worldPoint(equation.otherSlot, equation.otherPoint)
                                       : toEigen(equation.task.position);
    return wanted - worldPoint(equation.slot, equation.point);
}

void TaskSystem::addPointColumns(std::size_t slot, const Eigen::Vector3d& point, double sign, Eigen::Index row,
                                 Eigen::MatrixXd& jacobian) const {
    for (; slot != npos; slot = m_slots[slot].parent) {
        const Slot& joint = m_slots[slot];
        const Frame& frame = m_frames[slot];
        const double factor = sign * joint.multiplier;
        if (joint.turns) {
            jacobian.block<3, 1>(row, joint.unknown) += factor * frame.jointAxis.cross(point - frame.origin);
        } else {
            jacobian.block<3, 1>(row, joint.unknown) += factor * frame.jointAxis;
        }
    }
}

void TaskSystem::addTurnColumns(std::size_t slot, double sign, Eigen::Index row, Eigen::MatrixXd& jacobian) const {
    for (; slot != npos; slot = m_slots[slot].parent) {
        const Slot& joint = m_slots[slot];
        if (joint.turns) jacobian.block<3, 1>(row, joint.unknown) += sign * joint.multiplier * m_frames[slot].jointAxis;
    }
}

void TaskSystem::jacobian(Eigen::MatrixXd& rowsByUnknowns) const {
    rowsByUnknowns.setZero(rows(), static_cast<Eigen::Index>(m_unknowns.size()));
    Eigen::Index row = 0;
    for (const Equation& equation : m_tasks) {
        const double weight = equation.task.weight;
        if (equation.task.kind == Task::Kind::Rotation) {
            addTurnColumns(equation.slot, weight, row, rowsByUnknowns);
        } else {
            addPointColumns(equation.slot, worldPoint(equation.slot, equation.point), weight, row, rowsByUnknowns);
        }
        if (equation.task.kind == Task::Kind::Meeting) {
            addPointColumns(equation.otherSlot, worldPoint(equation.otherSlot, equation.otherPoint), -weight, row,
                            rowsByUnknowns);
        }
        row += 3;
    }
}

double TaskSystem::taskError(const Eigen::VectorXd& error, std::size_t task) const {
    return error.segment<3>(3 * static_cast<Eigen::Index>(task)).norm() / m_tasks[task].task.weight;
}

bool TaskSystem::isMet(const Eigen::VectorXd& error) const {
    for (std::size_t i = 0; i < m_tasks.size(); ++i) {
        if (!(taskError(error, i) <= m_tasks[i].task.tolerance)) return false;
    }
    return true;
}

bool TaskSystem::isBeyondReach(const Eigen::VectorXd& lower, const Eigen::VectorXd& upper) const {
    for (const Equation& equation : m_tasks) {
        if (equation.task.kind != Task::Kind::Position) continue;
        double length = equation.point.norm();
        Eigen::Vector3d shoulder = Eigen::Vector3d::Zero();
        for (std::size_t slot = equation.slot; slot != npos; slot = m_slots[slot].parent) {
            const Slot& joint = m_slots[slot];
            if (!joint.turns) {
                const double low = joint.multiplier * lower[joint.unknown] + joint.constant;
                const double high = joint.multiplier * upper[joint.unknown] + joint.constant;
                length += std::max(std::abs(low), std::abs(high));
            }
            if (joint.parent == npos) {
                shoulder = joint.offset;
            } else {
                length += joint.offset.norm();
            }
        }
        const double distance = (toEigen(equation.task.position) - shoulder).norm();
        if (distance > length + equation.task.tolerance) return true;
    }
    return false;
}

} // namespace orrery::robot
