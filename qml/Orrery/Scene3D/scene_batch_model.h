// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link_batches.h"

#include <QAbstractListModel>
#include <QQmlEngine>

#include <vector>

/// The batches of a robot, for a Repeater3D. Rows are only added, or removed all at once. GUI thread.
class SceneBatchModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Owned by RobotScene")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        LinkRole = Qt::UserRole, ///< int: index of the link whose pose it follows
        MeshRole,                ///< sceneMesh
        ColorRole,               ///< color, with alpha
        RoughnessRole,           ///< real
        MetalnessRole,           ///< real
        EmissionRole,            ///< real
        TwoSidedRole,            ///< bool
        FullMeshRole,            ///< sceneMesh: every triangle, once it is there; empty where MeshRole has them all
        TexturedRole,            ///< bool: has a picture
        TextureRole,             ///< sceneTexture, tinted by ColorRole
        MarkerRole,              ///< bool: stands for a mesh that could not be shown
    };

    using QAbstractListModel::QAbstractListModel;

    void clear();
    /// Fills in FullMeshRole of the rows that look like these batches.
    void refine(const std::vector<orrery::scene::LinkBatch>& full);
    void append(std::vector<orrery::scene::LinkBatch> batches);
    const std::vector<orrery::scene::LinkBatch>& batches() const { return m_batches; }

    int count() const { return static_cast<int>(m_batches.size()); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    std::vector<orrery::scene::LinkBatch> m_batches;
};
