// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>
#include <QString>

#include <orrery/robot/sim/physics_simulator.h>

#include <vector>

/// What touches what in a simulation, and how hard: one row a pair of links, the strongest first. GUI thread.
class ContactListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Filled by the program")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    /// `first` and `second` are names of links, or "floor"; `newtons` is the sum of the forces between them; `points`
    /// in how many places they touch.
    enum Role { FirstRole = Qt::UserRole, SecondRole, NewtonsRole, PointsRole };

    using QAbstractListModel::QAbstractListModel;

    void show(const std::vector<orrery::robot::ContactForce>& contacts);
    int count() const { return static_cast<int>(m_rows.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Row {
        QString first;
        QString second;
        double newtons = 0;
        int points = 0;
    };
    std::vector<Row> m_rows;
};
