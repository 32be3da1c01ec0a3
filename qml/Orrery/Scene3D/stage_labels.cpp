// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage_labels.h"

#include "overlay_geometry.h"

using namespace orrery;

namespace {

QVector3D toVector(Vec3 v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

} // namespace

void StageLabels::setScene(RobotScene* scene) {
    if (m_scene == scene) return;
    if (m_scene) m_scene->disconnect(this);
    m_scene = scene;
    if (scene) connect(scene, &RobotScene::overlaysChanged, this, &StageLabels::refresh);
    Q_EMIT sceneChanged();
    refresh();
}

void StageLabels::setCamera(OrbitCamera* camera) {
    if (m_camera == camera) return;
    if (m_camera) m_camera->disconnect(this);
    m_camera = camera;
    if (camera) connect(camera, &OrbitCamera::changed, this, &StageLabels::refresh);
    Q_EMIT cameraChanged();
    refresh();
}

std::vector<StageLabels::Label> StageLabels::labels() const {
    std::vector<Label> result;
    if (!m_scene || !m_camera || !m_scene->description()) return result;
    const auto add = [&](Vec3 at, const QString& text, bool strong) {
        const auto place = m_camera->pointFor(toVector(at));
        if (place) result.push_back({text, *place, strong});
    };
    const auto picked = static_cast<std::size_t>(m_scene->pickedLink());
    if (m_scene->view()->frames() && picked < m_scene->shownPoses().size()) {
        const Pose& pose = m_scene->shownPoses()[picked];
        const double length = 1.15 * scene::frameLength(overlayChoice(*m_scene), true);
        add(pose * Vec3{length, 0, 0}, QStringLiteral("x"), false);
        add(pose * Vec3{0, length, 0}, QStringLiteral("y"), false);
        add(pose * Vec3{0, 0, length}, QStringLiteral("z"), false);
        add(pose.position, QString::fromStdString(m_scene->description()->links[picked].name), false);
    }
    const auto from = m_scene->tape()->seenFrom();
    const auto to = m_scene->tape()->seenTo();
    if (from && to) add(0.5 * (*from + *to), m_scene->tape()->distanceText(), true);
    return result;
}

void StageLabels::refresh() {
    std::vector<Label> next = labels();
    if (next.size() != m_labels.size()) {
        beginResetModel();
        m_labels = std::move(next);
        endResetModel();
        return;
    }
    m_labels = std::move(next);
    if (!m_labels.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(m_labels.size()) - 1));
}

int StageLabels::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_labels.size());
}

QVariant StageLabels::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Label& label = m_labels[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case TextRole: return label.text;
    case PlaceRole: return label.place;
    case StrongRole: return label.strong;
    default: return {};
    }
}

QHash<int, QByteArray> StageLabels::roleNames() const {
    return {{TextRole, "label"}, {PlaceRole, "place"}, {StrongRole, "strong"}};
}
