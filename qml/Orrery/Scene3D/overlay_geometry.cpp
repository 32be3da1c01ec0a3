// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "overlay_geometry.h"

#include <algorithm>
#include <cstddef>

using namespace orrery;
using scene::OverlayChoice;
using scene::OverlayMesh;
using scene::OverlayVertex;

namespace {

scene::OverlayColor toColor(const QColor& color) {
    return {color.redF(), color.greenF(), color.blueF(), color.alphaF()};
}

template <class T>
QByteArray bytesOf(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), static_cast<qsizetype>(values.size() * sizeof(T))};
}

} // namespace

OverlayChoice overlayChoice(const RobotScene& scene) {
    const ViewOptions& view = *scene.view();
    OverlayChoice choice;
    choice.frames = view.frames();
    choice.jointAxes = view.jointAxes();
    choice.massCentres = view.massCentres();
    choice.inertiaBoxes = view.inertiaBoxes();
    if (scene.pickedLink() >= 0) choice.picked = static_cast<std::size_t>(scene.pickedLink());
    choice.size = std::max(0.02, static_cast<double>((scene.restMaximum() - scene.restMinimum()).length()));
    choice.floor = scene.floorHeight();
    for (std::size_t link = 0; view.anyLook() && link < scene.linkPoses().size(); ++link)
        choice.hidden.push_back(view.opacityOf(link) <= 0);
    return choice;
}

OverlayGeometry::OverlayGeometry(QQuick3DObject* parent) : QQuick3DGeometry(parent) {
    setStride(sizeof(OverlayVertex));
    setPrimitiveType(PrimitiveType::Triangles);
    addAttribute(Attribute::PositionSemantic, offsetof(OverlayVertex, position), Attribute::F32Type);
    addAttribute(Attribute::ColorSemantic, offsetof(OverlayVertex, color), Attribute::F32Type);
    addAttribute(Attribute::IndexSemantic, 0, Attribute::U32Type);
    connect(this, &OverlayGeometry::colorsChanged, this, &OverlayGeometry::refresh);
}

void OverlayGeometry::setScene(RobotScene* scene) {
    if (m_scene == scene) return;
    if (m_scene) m_scene->disconnect(this);
    m_scene = scene;
    if (scene) connect(scene, &RobotScene::overlaysChanged, this, &OverlayGeometry::refresh);
    Q_EMIT sceneChanged();
    refresh();
}

void OverlayGeometry::appendTape(OverlayMesh& mesh, const OverlayChoice& choice) const {
    const auto from = m_scene->tape()->seenFrom();
    const auto to = m_scene->tape()->seenTo();
    const double radius = 0.0028 * choice.size;
    for (const auto& end : {from, to}) {
        if (end) scene::appendBall(mesh, {*end, {}}, 2.6 * radius, choice.ink, choice.accent);
    }
    if (from && to) scene::appendStick(mesh, *from, *to, radius, choice.accent);
}

void OverlayGeometry::refresh() {
    OverlayMesh mesh;
    if (m_scene && m_scene->description()) {
        OverlayChoice choice = overlayChoice(*m_scene);
        choice.ink = toColor(m_ink);
        choice.paper = toColor(m_paper);
        choice.accent = toColor(m_accent);
        choice.live = toColor(m_live);
        if (choice.frames || choice.jointAxes || choice.massCentres || choice.inertiaBoxes)
            mesh = scene::buildOverlay(*m_scene->description(), m_scene->shownPoses(), choice);
        appendTape(mesh, choice);
    }
    const bool empty = mesh.indices.empty();
    if (!empty) {
        QVector3D low;
        QVector3D high;
        for (const OverlayVertex& vertex : mesh.vertices) {
            for (int axis = 0; axis < 3; ++axis) {
                low[axis] = std::min(low[axis], vertex.position[static_cast<std::size_t>(axis)]);
                high[axis] = std::max(high[axis], vertex.position[static_cast<std::size_t>(axis)]);
            }
        }
        setVertexData(bytesOf(mesh.vertices));
        setIndexData(bytesOf(mesh.indices));
        setBounds(low, high);
        update();
    }
    if (empty == m_empty) return;
    m_empty = empty;
    Q_EMIT emptyChanged();
}
