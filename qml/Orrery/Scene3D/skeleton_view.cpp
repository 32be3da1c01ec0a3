// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "skeleton_view.h"

#include "overlay_geometry.h"
#include "robot_ghost.h"

#include <orrery/robot/kinematics/figures.h>

#include <QPainter>
#include <QPolygonF>
#include <QTransform>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <vector>

using namespace orrery;

namespace {

/// Root frame to the picture plane, before it is fitted: x right, y down, z towards the viewer; all in metres.
class Projection {
public:
    explicit Projection(const QQuaternion& rotation) : m_viewFromRoot(rotation.conjugated()) {}

    QVector3D operator()(const QVector3D& point) const {
        const QVector3D seen = m_viewFromRoot.rotatedVector(point);
        return {seen.x(), -seen.y(), seen.z()};
    }

private:
    QQuaternion m_viewFromRoot;
};

QVector3D toVector(Vec3 v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

struct Outline {
    QPolygonF hull;
    QColor color;
    float area = 0;                                       ///< Of the surface that gave the colour.
    float nearest = std::numeric_limits<float>::lowest(); ///< Depth, towards the viewer.
};

double turn(QPointF a, QPointF b, QPointF c) {
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
}

/// Andrew's monotone chain.
QPolygonF convexHull(QPolygonF points) {
    std::ranges::sort(points, [](QPointF a, QPointF b) { return a.x() < b.x() || (a.x() == b.x() && a.y() < b.y()); });
    QPolygonF hull;
    const auto addChain = [&hull](const auto& chain) {
        const qsizetype start = hull.size();
        for (const QPointF& point : chain) {
            while (hull.size() >= start + 2 && turn(hull[hull.size() - 2], hull.back(), point) <= 0) hull.pop_back();
            hull.push_back(point);
        }
        hull.pop_back();
    };
    addChain(points);
    std::ranges::reverse(points);
    addChain(points);
    return hull;
}

/// One outline a link, from the points that are spread over its surfaces, in the colour of the largest; the farthest
/// first.
std::vector<Outline> outlines(const RobotScene& scene, const Projection& project, const QTransform& fit) {
    std::map<std::size_t, Outline> byLink;
    for (const auto& batch : scene.batches().batches()) {
        const double opacity = scene.view()->opacityOf(batch.link);
        if (opacity <= 0) continue;
        Outline& outline = byLink[batch.link];
        if (batch.sampleArea > outline.area) {
            const auto color = batch.plainColor();
            outline.color = QColor::fromRgbF(color[0], color[1], color[2], 0.88F * static_cast<float>(opacity));
            outline.area = batch.sampleArea;
        }
        for (const QVector3D& sample : batch.samples) {
            const Vec3 point = scene.shownPoses()[batch.link] * Vec3{sample.x(), sample.y(), sample.z()};
            const QVector3D seen = project(toVector(point));
            outline.hull.push_back(fit.map(seen.toPointF()));
            outline.nearest = std::max(outline.nearest, seen.z());
        }
    }
    std::vector<Outline> result;
    for (auto& [link, outline] : byLink) {
        if (outline.hull.size() < 3) continue;
        outline.hull = convexHull(std::move(outline.hull));
        result.push_back(std::move(outline));
    }
    std::ranges::sort(result, {}, &Outline::nearest);
    return result;
}

QTransform fitting(const QRectF& content, const QSizeF& size) {
    constexpr double air = 0.15;
    const double scale = (1 - air) * std::min(size.width() / std::max(content.width(), 1e-6),
                                              size.height() / std::max(content.height(), 1e-6));
    QTransform fit;
    fit.translate(size.width() / 2, size.height() / 2);
    fit.scale(scale, scale);
    fit.translate(-content.center().x(), -content.center().y());
    return fit;
}

QRectF boundsOf(const RobotScene& scene, const Projection& project) {
    QPolygonF seen;
    for (const QVector3D& point : scene.framePoints()) seen.push_back(project(point).toPointF());
    return seen.boundingRect();
}

struct BoneStyle {
    QColor bone;
    QColor joint;
    int width;
};

/// Lines from joint to joint; nothing where there are no poses.
void drawBones(QPainter& painter, const RobotScene& scene, const std::vector<Pose>& poses,
               const std::function<QPointF(Vec3)>& at, const BoneStyle& style) {
    painter.setBrush(style.joint);
    for (const robot::Joint& joint : scene.description()->joints) {
        if (joint.parent >= poses.size() || joint.child >= poses.size()) continue;
        const QPointF from = at(poses[joint.parent].position);
        const QPointF to = at(poses[joint.child].position);
        painter.setPen(QPen(style.bone, style.width, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(from, to);
        if (!joint.isScalar()) continue;
        painter.setPen(QPen(style.bone, std::min(style.width, 2)));
        painter.drawEllipse(to, style.width + 1, style.width + 1);
    }
}

} // namespace

SkeletonView::SkeletonView(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    connect(this, &SkeletonView::colorsChanged, this, [this] { update(); });
}

void SkeletonView::setScene(RobotScene* scene) {
    if (m_scene == scene) return;
    if (m_scene) {
        m_scene->disconnect(this);
        m_scene->ghost()->disconnect(this);
        m_scene->comparison()->disconnect(this);
    }
    m_scene = scene;
    if (scene) {
        connect(scene, &RobotScene::overlaysChanged, this, [this] { update(); });
        connect(scene, &RobotScene::progressChanged, this, [this] { update(); });
        for (const RobotGhost* ghost : {scene->ghost(), scene->comparison()})
            connect(ghost, &RobotGhost::posesChanged, this, [this] { update(); });
    }
    update();
    Q_EMIT sceneChanged();
}

void SkeletonView::setCamera(OrbitCamera* camera) {
    if (m_camera == camera) return;
    if (m_camera) m_camera->disconnect(this);
    m_camera = camera;
    if (camera) connect(camera, &OrbitCamera::changed, this, [this] { update(); });
    update();
    Q_EMIT cameraChanged();
}

void SkeletonView::paint(QPainter* painter) {
    if (!m_scene || m_scene->isEmpty() || !m_camera) return;
    const Projection project(m_camera->rotation());
    const QTransform fit = fitting(boundsOf(*m_scene, project), size());
    const auto at = [&](Vec3 point) { return fit.map(project(toVector(point)).toPointF()); };

    const double floor = at({0, 0, m_scene->floorHeight()}).y();
    painter->setPen(QPen(m_floorColor, 1));
    painter->drawLine(QPointF(0, floor), QPointF(width(), floor));
    for (const Outline& outline : outlines(*m_scene, project, fit)) {
        painter->setPen(
            QPen(outline.color.lightness() > 60 ? outline.color.darker(170) : outline.color.lighter(220), 1));
        painter->setBrush(outline.color);
        painter->drawPolygon(outline.hull);
    }

    drawBones(*painter, *m_scene, m_scene->shownPoses(), at, {m_boneColor, m_jointColor, 3});
    drawBones(*painter, *m_scene, m_scene->comparison()->linkPoses(), at, {m_comparisonColor, m_comparisonColor, 1});
    drawBones(*painter, *m_scene, m_scene->ghost()->linkPoses(), at, {m_ghostColor, m_ghostColor, 1});
    paintOverlays(*painter, at);
}

void SkeletonView::paintOverlays(QPainter& painter, const std::function<QPointF(Vec3)>& at) const {
    const scene::OverlayChoice choice = overlayChoice(*m_scene);
    const robot::Description& description = *m_scene->description();
    const auto& poses = m_scene->shownPoses();
    const auto hidden = [&](std::size_t link) { return link < choice.hidden.size() && choice.hidden[link]; };
    for (std::size_t link = 0; link < poses.size() && choice.frames; ++link) {
        if (hidden(link)) continue;
        const double length = scene::frameLength(choice, link == choice.picked);
        const std::array axes{std::pair{Vec3{length, 0, 0}, QColor(0xE5484D)},
                              std::pair{Vec3{0, length, 0}, QColor(0x46A758)},
                              std::pair{Vec3{0, 0, length}, QColor(0x3E8BFF)}};
        for (const auto& [tip, color] : axes) {
            painter.setPen(QPen(color, 2));
            painter.drawLine(at(poses[link].position), at(poses[link] * tip));
        }
    }
    painter.setPen(QPen(m_jointColor, 1));
    painter.setBrush(m_boneColor);
    for (std::size_t link = 0; link < poses.size() && choice.massCentres; ++link) {
        const auto& inertial = description.links[link].inertial;
        if (inertial && !hidden(link)) painter.drawEllipse(at(poses[link] * inertial->linkFromInertia.position), 5, 5);
    }
    if (choice.massCentres) {
        const robot::MassFigures whole = robot::massFigures(description, poses);
        if (whole.mass > 0) painter.drawEllipse(at(whole.centre), 9, 9);
    }
    const auto from = m_scene->tape()->seenFrom();
    const auto to = m_scene->tape()->seenTo();
    painter.setPen(QPen(m_jointColor, 2));
    if (from && to) painter.drawLine(at(*from), at(*to));
}
