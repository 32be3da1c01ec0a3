// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QQmlEngine>

#include <orrery/robot/description/description.h>

#include <vector>

/// What a reader noticed in a robot's files, worst first. GUI thread.
class FindingListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RobotController")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// How many are warnings or errors.
    Q_PROPERTY(int problems READ problems NOTIFY countChanged FINAL)

public:
    enum Role {
        SeverityRole = Qt::UserRole, ///< string: "error", "warning" or "info"
        MessageRole,                 ///< string
        PlaceRole,                   ///< string: "file:line" or the element; may be empty
    };

    using QAbstractListModel::QAbstractListModel;

    void reset(std::vector<orrery::robot::Finding> findings);

    int count() const { return static_cast<int>(m_findings.size()); }
    int problems() const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<orrery::robot::Finding> m_findings;
};
