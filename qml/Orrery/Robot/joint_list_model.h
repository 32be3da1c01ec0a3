// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>

#include <orrery/robot/kinematics/model.h>

#include <vector>

/// The joints a person can set, one row each, in the units a person reads: degrees and millimetres. GUI thread.
class JointListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RobotController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        NameRole = Qt::UserRole, ///< string: the joint's name in the description
        UnitRole,                ///< string: "°" or "mm"
        ValueRole,               ///< double: measured
        TargetRole,              ///< double: last asked for; equals the measured value until something is asked
        LowerRole,               ///< double
        UpperRole,               ///< double
        LimitedRole,             ///< bool: the range is the robot's own, not one made up for the slider
        OutsideRole,             ///< bool: measured outside the range
    };
    Q_ENUM(Role)

    using QAbstractListModel::QAbstractListModel;

    /// Shows the model's coordinates, one row each in their order.
    /// @param positions rad or m, one a coordinate.
    void reset(const orrery::robot::KinematicModel& model, const std::vector<double>& positions);
    /// @param positions rad or m, one a coordinate.
    void setMeasured(const std::vector<double>& positions);
    /// @param target in the row's display unit.
    void setTarget(int row, double target);
    /// Targets follow what is measured again: after a stop, a gesture or a pose.
    void forgetTargets();

    QString nameOf(int row) const { return m_rows.at(static_cast<std::size_t>(row)).name; }
    /// SI from a row's display unit.
    double toSi(int row, double shown) const;

    int count() const { return static_cast<int>(m_rows.size()); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Row {
        QString name;
        bool linear;
        double lower; // display unit, as the rest
        double upper;
        bool limited;
        double value = 0;
        double target = 0;
        bool asked = false;
    };
    std::vector<Row> m_rows;
};
