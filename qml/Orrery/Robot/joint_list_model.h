// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "joint_units.h"

#include <QAbstractListModel>
#include <QQmlEngine>

#include <orrery/robot/description/description.h>
#include <orrery/robot/kinematics/model.h>
#include <orrery/robot/motion/intent.h>

#include <cstddef>
#include <optional>
#include <vector>

/// The joints that move, one row each, in the units a person reads: those that can be set, in the order of the
/// description, each with the ones that follow it below; and those that closed loops move. GUI thread.
class JointListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RobotController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        NameRole = Qt::UserRole, ///< string: the joint's name in the description
        UnitRole,                ///< string: "°", "rad", "mm" or "m"; the numbers of the row are in it
        DecimalsRole,            ///< int: to show
        StepRole,                ///< double: of an arrow key
        ValueRole,               ///< double: measured
        TargetRole,              ///< double: last asked for; equals the measured value until something is asked
        LowerRole,               ///< double
        UpperRole,               ///< double
        LimitedRole,             ///< bool: the range is the robot's own, not one made up for the slider
        OutsideRole,             ///< bool: measured outside the range
        SettableRole,            ///< bool: a person can move it; else NoteRole says why not
        NoteRole,                ///< string: "follows 'left'", what the gate made of the last request; may be empty
    };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    /// Shows another robot.
    /// @param passive one a coordinate: closed loops move it.
    /// @param positions rad or m, one a coordinate.
    void reset(const orrery::robot::Description& description, const orrery::robot::KinematicModel& model,
               const std::vector<bool>& passive, const std::vector<double>& positions);
    /// @param positions rad or m, one a coordinate.
    void setMeasured(const std::vector<double>& positions);
    /// What was asked of joints, and what the gate let through; both rad or m. Joints not named keep what they had.
    void setAsked(const std::vector<orrery::robot::JointTarget>& requested,
                  const std::vector<orrery::robot::JointTarget>& applied);
    /// @param target in the row's display unit.
    void setTarget(int row, double target);
    /// Targets follow what is measured again: after a stop or a gesture.
    void forgetTargets();
    void setUnits(const JointUnits& units);

    QString nameOf(int row) const { return m_rows.at(static_cast<std::size_t>(row)).name; }
    bool isSettable(int row) const { return m_rows.at(static_cast<std::size_t>(row)).kind == Kind::Settable; }
    /// SI from a row's display unit.
    double toSi(int row, double shown) const;

    int count() const { return static_cast<int>(m_rows.size()); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    enum class Kind { Settable, Passive, Follower };
    struct Row {
        QString name;
        Kind kind = Kind::Settable;
        bool linear = false;
        bool limited = false;
        double lower = 0; // rad or m, as the rest
        double upper = 0;
        std::size_t coordinate = 0;
        double multiplier = 1; // of the coordinate
        double offset = 0;
        QString leader; // of a follower
        double value = 0;
        double target = 0;
        std::optional<double> applied; // while asked
        bool asked = false;
    };
    QString note(const Row& row) const;
    static bool isOutside(const Row& row);

    std::vector<Row> m_rows;
    JointUnits m_units;
};
