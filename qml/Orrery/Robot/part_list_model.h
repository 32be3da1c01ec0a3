// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "joint_units.h"

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QVariantList>

#include <orrery/robot/description/description.h>
#include <orrery/robot/description/part_facts.h>

#include <vector>

/// The links of a robot as a tree laid flat, each with the joint that holds it, and the one that is picked, told in
/// plain words. GUI thread.
class PartListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RobotController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL) ///< Of the rows shown.
    Q_PROPERTY(int total READ total NOTIFY countChanged FINAL)
    /// Only links whose name, or whose joint's name, has this in it; case aside.
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged FINAL)
    Q_PROPERTY(int picked READ picked WRITE pick NOTIFY pickedChanged FINAL) ///< Link index; -1 is none.
    Q_PROPERTY(int pickedRow READ pickedRow NOTIFY pickedChanged FINAL)      ///< Where it is shown; -1: nowhere.
    Q_PROPERTY(QString pickedName READ pickedName NOTIFY pickedChanged FINAL)
    Q_PROPERTY(QString pickedText READ pickedText NOTIFY pickedChanged FINAL)        ///< What it is and does.
    Q_PROPERTY(QVariantList pickedFacts READ pickedFacts NOTIFY pickedChanged FINAL) ///< {name, value}

public:
    enum Role {
        LinkRole = Qt::UserRole, ///< int: index into Description::links
        NameRole,                ///< string
        DepthRole,               ///< int: joints between it and its root
        JointRole,               ///< string: how it is held ("elbow, 0° to 145°"); empty for a root
    };

    using QAbstractListModel::QAbstractListModel;

    void reset(orrery::robot::Description description);
    void setUnits(const JointUnits& units);

    int count() const { return static_cast<int>(m_rows.size()); }
    int total() const { return static_cast<int>(m_order.size()); }
    QString filter() const { return m_filter; }
    void setFilter(const QString& filter);
    int picked() const { return m_picked; }
    void pick(int link);
    int pickedRow() const;
    QString pickedName() const;
    QString pickedText() const;
    QVariantList pickedFacts() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    void filterChanged();
    void pickedChanged();

private:
    const orrery::robot::Joint* holder(std::size_t link) const;
    bool matches(std::size_t link) const;
    void arrange();
    QString speedText(bool linear, double speed) const;

    orrery::robot::Description m_description;
    std::vector<orrery::robot::PartFacts> m_facts;
    std::vector<std::size_t> m_order; ///< All links, depth first.
    std::vector<std::size_t> m_rows;  ///< Those shown.
    JointUnits m_units;
    QString m_filter;
    int m_picked = -1;
};
