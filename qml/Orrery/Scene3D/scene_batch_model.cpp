// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_batch_model.h"

#include <QColor>

#include <algorithm>
#include <iterator>

using orrery::scene::LinkBatch;

void SceneBatchModel::clear() {
    if (m_batches.empty()) return;
    beginResetModel();
    m_batches.clear();
    endResetModel();
    Q_EMIT countChanged();
}

void SceneBatchModel::append(std::vector<LinkBatch> batches) {
    if (batches.empty()) return;
    beginInsertRows({}, count(), count() + static_cast<int>(batches.size()) - 1);
    std::move(batches.begin(), batches.end(), std::back_inserter(m_batches));
    endInsertRows();
    Q_EMIT countChanged();
}

void SceneBatchModel::refine(const std::vector<LinkBatch>& full) {
    for (const LinkBatch& batch : full) {
        const auto row =
            std::ranges::find_if(m_batches, [&](const LinkBatch& candidate) { return candidate.looksLike(batch); });
        if (row == m_batches.end()) continue;
        row->fullMesh = batch.mesh;
        const QModelIndex changed = index(static_cast<int>(row - m_batches.begin()));
        Q_EMIT dataChanged(changed, changed, {FullMeshRole});
    }
}

int SceneBatchModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant SceneBatchModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const LinkBatch& batch = m_batches[static_cast<std::size_t>(index.row())];
    const auto& color = batch.material.color;
    switch (role) {
    case LinkRole: return static_cast<int>(batch.link);
    case MeshRole: return QVariant::fromValue(batch.mesh);
    case FullMeshRole: return QVariant::fromValue(batch.fullMesh);
    case ColorRole: return QColor::fromRgbF(color[0], color[1], color[2], color[3]);
    case RoughnessRole: return batch.material.roughness;
    case MetalnessRole: return batch.material.metalness;
    case EmissionRole: return batch.material.emission;
    case TwoSidedRole: return batch.twoSided;
    case TexturedRole: return !batch.texture.isEmpty();
    case TextureRole: return QVariant::fromValue(batch.texture);
    case MarkerRole: return batch.marker;
    default: return {};
    }
}

QHash<int, QByteArray> SceneBatchModel::roleNames() const {
    return {{LinkRole, "link"},           {MeshRole, "mesh"},           {ColorRole, "surfaceColor"},
            {RoughnessRole, "roughness"}, {MetalnessRole, "metalness"}, {EmissionRole, "emission"},
            {TwoSidedRole, "twoSided"},   {MarkerRole, "marker"},       {FullMeshRole, "fullMesh"},
            {TexturedRole, "textured"},   {TextureRole, "picture"}};
}
