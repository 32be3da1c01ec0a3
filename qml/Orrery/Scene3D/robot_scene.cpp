// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "robot_scene.h"

#include "exploded_view.h"
#include "point_box.h"
#include "ray_picking.h"
#include "robot_ghost.h"
#include "scene_load.h"

#include <orrery/robot/kinematics/forward.h>

#include <QPointer>

#include <algorithm>
#include <utility>

using namespace orrery;

namespace {

QVector3D toVector(Vec3 v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

void appendCorners(QList<QVector3D>& points, const SceneMesh& mesh, const Pose& rootFromLink) {
    for (int corner = 0; corner < 8; ++corner) {
        const Vec3 local{(corner & 1 ? mesh.maximum : mesh.minimum).x(), (corner & 2 ? mesh.maximum : mesh.minimum).y(),
                         (corner & 4 ? mesh.maximum : mesh.minimum).z()};
        points.push_back(toVector(rootFromLink * local));
    }
}

} // namespace

RobotScene::RobotScene(Executor& workers, Executor& gui, std::string meshCacheFolder, QObject* parent)
    : QObject(parent),
      m_workers(workers),
      m_gui(gui),
      m_meshCacheFolder(std::move(meshCacheFolder)),
      m_ghost(new RobotGhost(*this)),
      m_comparison(new RobotGhost(*this)) {
    connect(&m_view, &ViewOptions::explosionChanged, this, [this] {
        spread();
        Q_EMIT posesChanged();
    });
    connect(&m_view, &ViewOptions::sectionChanged, this, &RobotScene::sectionPlaneChanged);
    connect(&m_view, &ViewOptions::collisionsChanged, this, &RobotScene::loadCollisions);
    connect(this, &RobotScene::loadFinished, this, &RobotScene::sectionPlaneChanged);
    for (const auto signal : {&RobotScene::posesChanged, &RobotScene::markedChanged, &RobotScene::loadFinished})
        connect(this, signal, this, &RobotScene::overlaysChanged);
    for (const auto signal : {&ViewOptions::overlaysChanged, &ViewOptions::looksChanged})
        connect(&m_view, signal, this, &RobotScene::overlaysChanged);
    connect(&m_tape, &SurfaceTape::changed, this, &RobotScene::overlaysChanged);
}

RobotScene::~RobotScene() {
    dropCollisions();
    stopLoad();
}

void RobotScene::load(robot::Description description) {
    stopLoad();
    m_description = std::make_shared<const robot::Description>(std::move(description));
    m_kinematics.emplace(*m_description);
    m_poses = robot::forwardKinematics(*m_kinematics, robot::neutralPositions(*m_kinematics));
    m_source = {};
    dropCollisions();
    m_linkCentres.clear();
    m_exploded.clear();
    Q_EMIT descriptionChanged();
    Q_EMIT sourceChanged();
    Q_EMIT posesChanged();
    startLoad();
}

void RobotScene::clear() {
    stopLoad();
    m_description.reset();
    m_kinematics.reset();
    m_poses.clear();
    m_exploded.clear();
    m_source = {};
    dropCollisions();
    m_batches.clear();
    m_findings.clear();
    m_loadedMeshes = m_totalMeshes = m_failedMeshes = m_triangles = m_fullTriangles = 0;
    Q_EMIT findingsChanged();
    Q_EMIT progressChanged();
    Q_EMIT descriptionChanged();
    Q_EMIT sourceChanged();
    Q_EMIT posesChanged();
}

void RobotScene::setLinkPoses(std::span<const Pose> rootFromLink) {
    const std::size_t count = std::min(rootFromLink.size(), m_poses.size());
    if (std::equal(rootFromLink.begin(), rootFromLink.begin() + static_cast<std::ptrdiff_t>(count), m_poses.begin()))
        return;
    std::copy_n(rootFromLink.begin(), count, m_poses.begin());
    spread();
    Q_EMIT posesChanged();
}

void RobotScene::setJointPositions(std::span<const double> positions) {
    if (!m_kinematics) return;
    robot::forwardKinematics(*m_kinematics, positions, m_sampled);
    setLinkPoses(m_sampled);
}

void RobotScene::setPoseSource(PoseSource source) {
    m_source = std::move(source);
    Q_EMIT sourceChanged();
}

bool RobotScene::sample() {
    if (!m_source) return false;
    m_sampled = m_poses;
    if (!m_source(m_sampled)) return false;
    setLinkPoses(m_sampled);
    return true;
}

QList<QVector3D> RobotScene::corners() const {
    QList<QVector3D> points;
    for (const auto& batch : m_batches.batches()) appendCorners(points, batch.mesh, shownPoses()[batch.link]);
    if (!points.isEmpty()) return points;
    for (const Pose& pose : m_poses) points.push_back(toVector(pose.position));
    return points;
}

QList<QVector3D> RobotScene::framePoints() const {
    QList<QVector3D> points = corners();
    if (m_view.collisions() == ViewOptions::Collisions::Beside) {
        const QVector3D aside(0, static_cast<float>(collisionOffset()), 0);
        for (qsizetype i = points.size(); i-- > 0;) points.push_back(points[i] + aside);
    }
    return points;
}

QVector3D RobotScene::minimum() const {
    return scene::leastCorner(corners());
}
QVector3D RobotScene::maximum() const {
    return scene::greatestCorner(corners());
}

std::optional<std::pair<int, float>> RobotScene::hit(const QVector3D& origin, const QVector3D& direction) const {
    std::optional<std::pair<int, float>> nearest;
    const QVector4D plane = sectionPlane();
    std::function<bool(const QVector3D&)> there;
    if (!plane.toVector3D().isNull())
        there = [&plane](const QVector3D& at) { return QVector3D::dotProduct(plane.toVector3D(), at) <= plane.w(); };
    for (const auto& batch : m_batches.batches()) {
        if (m_view.opacityOf(batch.link) <= 0) continue;
        const auto distance = scene::distanceOnRay(batch.mesh, shownPoses()[batch.link], origin, direction, there);
        if (distance && (!nearest || *distance < nearest->second)) nearest = {static_cast<int>(batch.link), *distance};
    }
    return nearest;
}

int RobotScene::linkOnRay(const QVector3D& origin, const QVector3D& direction) const {
    const auto found = hit(origin, direction);
    return found ? found->first : -1;
}

std::optional<SurfaceTape::Point> RobotScene::surfaceOnRay(const QVector3D& origin, const QVector3D& direction) const {
    const auto found = hit(origin, direction);
    if (!found) return std::nullopt;
    const auto link = static_cast<std::size_t>(found->first);
    const QVector3D at = origin + direction * found->second;
    return SurfaceTape::Point{link, inverse(shownPoses()[link]) * Vec3{at.x(), at.y(), at.z()}};
}

std::optional<QVector3D> RobotScene::pointOnRay(const QVector3D& origin, const QVector3D& direction) const {
    const auto found = hit(origin, direction);
    if (!found) return std::nullopt;
    return origin + direction * found->second;
}

QVector3D RobotScene::touchedPoint(const QVector3D& origin, const QVector3D& direction) const {
    return pointOnRay(origin, direction).value_or(origin);
}

QString RobotScene::name() const {
    return m_description ? QString::fromStdString(m_description->name) : QString();
}

double RobotScene::progress() const {
    if (!m_loading) return 1;
    return m_totalMeshes > 0 ? static_cast<double>(m_loadedMeshes) / m_totalMeshes : 0;
}

void RobotScene::setPickedLink(int link) {
    if (m_pickedLink == link) return;
    m_pickedLink = link;
    Q_EMIT markedChanged();
}

void RobotScene::setPointedLink(int link) {
    if (m_pointedLink == link) return;
    m_pointedLink = link;
    Q_EMIT markedChanged();
}

void RobotScene::setTriangleBudget(int budget) {
    if (m_triangleBudget == budget) return;
    const bool wasThinned = m_fullTriangles > m_triangles;
    m_triangleBudget = budget;
    Q_EMIT triangleBudgetChanged();
    const bool tooMany = budget > 0 && m_triangles > budget;
    if (m_description && (m_loading || wasThinned || tooMany)) startLoad();
}

void RobotScene::stopLoad() {
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_refine = {};
    m_loading = false;
}

void RobotScene::startLoad() {
    stopLoad();
    m_batches.clear();
    m_findings.clear();
    m_loading = true;
    m_loadedMeshes = m_totalMeshes = m_failedMeshes = m_triangles = m_fullTriangles = 0;
    Q_EMIT findingsChanged();
    Q_EMIT progressChanged();

    // Results of a load that was stopped meanwhile may still be queued: each looks at its own token.
    const auto deliver = [this, stop = m_stop.get_token(), gui = &m_gui](auto apply) {
        return [self = QPointer(this), stop, gui, apply](auto... values) {
            gui->post([self, stop, apply, ... values = std::move(values)]() mutable {
                if (self && !stop.stop_requested()) apply(*self, std::move(values)...);
            });
        };
    };
    scene::SceneLoadEvents events;
    events.progressed = deliver([](RobotScene& self, int loaded, int total) {
        self.m_loadedMeshes = std::max(self.m_loadedMeshes, loaded);
        self.m_totalMeshes = total;
        Q_EMIT self.progressChanged();
    });
    events.linkBuilt = deliver(
        [](RobotScene& self, std::vector<scene::LinkBatch> batches) { self.appendBatches(std::move(batches)); });
    events.refined =
        deliver([](RobotScene& self, const std::vector<scene::LinkBatch>& batches) { self.m_batches.refine(batches); });
    events.found = deliver([](RobotScene& self, robot::Finding finding) {
        ++self.m_failedMeshes;
        self.m_findings.push_back(std::move(finding));
        Q_EMIT self.findingsChanged();
    });
    events.paled = deliver([](RobotScene& self, robot::Finding finding) {
        self.m_findings.push_back(std::move(finding));
        Q_EMIT self.findingsChanged();
    });
    events.finished = deliver([](RobotScene& self, std::size_t fullTriangles) { self.finishLoad(fullTriangles); });
    m_refine = scene::startSceneLoad(m_description,
                                     {m_meshCacheFolder, static_cast<std::size_t>(std::max(0, m_triangleBudget))},
                                     m_workers, m_stop.get_token(), std::move(events));
}

void RobotScene::refine() {
    if (!m_loading && m_refine) std::exchange(m_refine, {})();
}

void RobotScene::appendBatches(std::vector<scene::LinkBatch> batches) {
    for (const auto& batch : batches) m_triangles += static_cast<int>(batch.triangleCount());
    m_batches.append(std::move(batches));
    Q_EMIT progressChanged();
}

void RobotScene::finishLoad(std::size_t fullTriangles) {
    m_loading = false;
    m_fullTriangles = std::max(m_triangles, static_cast<int>(fullTriangles));
    constexpr double standsOnZero = 0.005;
    m_exploded.clear();
    m_restMinimum = minimum();
    m_restMaximum = maximum();
    const double lowest = static_cast<double>(m_restMinimum.z());
    m_floorHeight = std::abs(lowest) < standsOnZero ? 0 : lowest;
    std::vector<QList<QVector3D>> corners(m_poses.size());
    for (const auto& batch : m_batches.batches()) corners[batch.link] << batch.mesh.minimum << batch.mesh.maximum;
    m_linkCentres.assign(m_poses.size(), {});
    for (std::size_t link = 0; link < corners.size(); ++link) {
        const QVector3D middle = (scene::leastCorner(corners[link]) + scene::greatestCorner(corners[link])) / 2;
        m_linkCentres[link] = {middle.x(), middle.y(), middle.z()};
    }
    Q_EMIT progressChanged();
    Q_EMIT loadFinished();
    if (m_view.explosion() > 0) {
        spread();
        Q_EMIT posesChanged();
    }
    loadCollisions();
}

void RobotScene::setRest(const QVector3D& minimum, const QVector3D& maximum, double floorHeight) {
    m_restMinimum = minimum;
    m_restMaximum = maximum;
    m_floorHeight = floorHeight;
    Q_EMIT loadFinished(); // what follows from these looks again
}

void RobotScene::spread() {
    if (m_view.explosion() > 0 && m_description && m_linkCentres.size() == m_poses.size())
        scene::explode(*m_description, m_linkCentres, m_poses, m_view.explosion(), m_exploded);
    else
        m_exploded.clear();
}

double RobotScene::collisionOffset() const {
    return -1.25 * static_cast<double>(m_restMaximum.y() - m_restMinimum.y());
}

QVector4D RobotScene::sectionPlane() const {
    if (m_view.section() == ViewOptions::Axis::None) return {};
    const int axis = static_cast<int>(m_view.section()) - 1;
    const float low = m_restMinimum[axis];
    const float place = low + static_cast<float>(m_view.sectionShare()) * (m_restMaximum[axis] - low);
    // Cameras begin at the robot's front, right (-y) and above: the cut faces them.
    const bool below = (m_view.section() == ViewOptions::Axis::Y) != m_view.sectionFlipped();
    QVector4D plane;
    plane[axis] = below ? -1.0F : 1.0F;
    plane.setW(below ? -place : place);
    return plane;
}

void RobotScene::dropCollisions() {
    m_stopCollisions.request_stop();
    m_stopCollisions = std::stop_source();
    m_collisions.clear();
    m_collisionsAsked = m_collisionsComing = false;
}

void RobotScene::loadCollisions() {
    if (m_collisionsAsked || m_loading || !m_description || m_view.collisions() == ViewOptions::Collisions::Off) return;
    m_collisionsAsked = true;
    m_collisionsComing = true;
    scene::SceneLoadEvents events;
    events.progressed = [](int, int) {};
    events.found = [](const robot::Finding&) {};
    events.paled = [](const robot::Finding&) {};
    const auto later = [self = QPointer(this), stop = m_stopCollisions.get_token(), gui = &m_gui](auto apply) {
        gui->post([self, stop, apply = std::move(apply)]() mutable {
            if (self && !stop.stop_requested()) apply(*self);
        });
    };
    events.finished = [later](std::size_t) {
        later([](RobotScene& self) {
            self.m_collisionsComing = false;
            Q_EMIT self.collisionsLoaded();
        });
    };
    events.linkBuilt = [later](std::vector<scene::LinkBatch> batches) {
        later(
            [batches = std::move(batches)](RobotScene& self) mutable { self.m_collisions.append(std::move(batches)); });
    };
    scene::startSceneLoad(scene::collisionsAsVisuals(*m_description),
                          {m_meshCacheFolder, static_cast<std::size_t>(std::max(0, m_triangleBudget / 2)), false},
                          m_workers, m_stopCollisions.get_token(), std::move(events));
}
