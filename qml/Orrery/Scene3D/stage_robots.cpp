// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stage_robots.h"

#include "point_box.h"

#include <orrery/base/units.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

using namespace orrery;

namespace {

QVector3D toVector(const Vec3& v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

Vec3 fromVector(const QVector3D& v) {
    return {v.x(), v.y(), v.z()};
}

QQuaternion toQuaternion(const Quaternion& q) {
    return {static_cast<float>(q.w), static_cast<float>(q.x), static_cast<float>(q.y), static_cast<float>(q.z)};
}

double turnOf(const Pose& pose) {
    return rollPitchYawFromQuaternion(pose.rotation).z;
}

} // namespace

void StageRobots::add(RobotScene& scene) {
    beginInsertRows({}, count(), count());
    m_robots.push_back({&scene, {}, {}, {}, m_robots.empty(), false});
    endInsertRows();
    connect(&scene, &RobotScene::loadFinished, this, [this, &scene] { surfacesCame(scene); });
    connect(&scene, &RobotScene::descriptionChanged, this,
            [this, &scene] { m_robots[static_cast<std::size_t>(rowOf(scene))].arrived = false; });
    Q_EMIT countChanged();
    if (m_active < 0) activate(0);
    if (!scene.isEmpty() && !scene.isLoading()) surfacesCame(scene);
}

void StageRobots::removeRow(int row) {
    if (row < 0 || row >= count() || row == m_active) return;
    scene(row).disconnect(this);
    beginRemoveRows({}, row, row);
    m_robots.erase(m_robots.begin() + row);
    if (m_active > row) --m_active;
    endRemoveRows();
    Q_EMIT countChanged();
    Q_EMIT activeChanged();
}

void StageRobots::setNames(int row, const QString& title, const QString& file) {
    m_robots[static_cast<std::size_t>(row)].title = title;
    m_robots[static_cast<std::size_t>(row)].file = file;
    Q_EMIT dataChanged(index(row), index(row), {TitleRole});
}

int StageRobots::rowOf(const RobotScene& scene) const {
    const auto found = std::ranges::find(m_robots, &scene, &Robot::scene);
    return found == m_robots.end() ? -1 : static_cast<int>(found - m_robots.begin());
}

template <class Change>
void StageRobots::changeFrame(Change change) {
    const Pose before = m_active < 0 ? Pose{} : roomFromRoot(m_active);
    change();
    const Pose now = inverse(roomFromRoot(m_active)) * before;
    allMoved();
    Q_EMIT frameChanged(turnOf(now), toVector(now.position));
}

void StageRobots::setPlace(int row, double x, double y, double height, double turnDegrees) {
    setPlace(row, {x, y, height, radiansFromDegrees(std::remainder(turnDegrees, 360))});
}

void StageRobots::setPlace(int row, RobotPlace place) {
    const bool usable = std::isfinite(place.x + place.y + place.height + place.turn);
    if (row < 0 || row >= count() || !usable) return;
    Robot& robot = m_robots[static_cast<std::size_t>(row)];
    robot.placed = true;
    if (robot.place == place) return;
    changeFrame([&] { robot.place = place; });
}

void StageRobots::activate(int row) {
    if (row < 0 || row >= count() || row == m_active) return;
    changeFrame([&] { m_active = row; });
    Q_EMIT activeChanged();
}

void StageRobots::surfacesCame(RobotScene& scene) {
    const int row = rowOf(scene);
    if (row < 0) return;
    Robot& robot = m_robots[static_cast<std::size_t>(row)];
    changeFrame([&] {
        if (!robot.placed) standBeside(row);
    });
    if (!std::exchange(robot.arrived, true)) Q_EMIT arrived(row);
}

/// To the right of those that are there, as the camera first sees them, with room between.
void StageRobots::standBeside(int row) {
    double edge = -std::numeric_limits<double>::infinity();
    for (int other = 0; other < count(); ++other) {
        if (other == row) continue;
        const Pose pose = roomFromRoot(other);
        for (const QVector3D& corner : scene(other).framePoints()) edge = std::max(edge, (pose * fromVector(corner)).y);
    }
    Robot& robot = m_robots[static_cast<std::size_t>(row)];
    robot.placed = true;
    if (!std::isfinite(edge)) return;
    const double width =
        static_cast<double>(robot.scene->restMaximum().y()) - static_cast<double>(robot.scene->restMinimum().y());
    const double free = edge + std::max(0.05, 0.25 * width) - static_cast<double>(robot.scene->restMinimum().y());
    robot.place.y = std::ceil(free * 100) / 100; // whole centimetres
}

void StageRobots::allMoved() {
    if (m_robots.empty()) return;
    Q_EMIT dataChanged(index(0), index(count() - 1));
}

Pose StageRobots::roomFromRoot(int row) const {
    const RobotPlace& at = place(row);
    return {{at.x, at.y, at.height - scene(row).floorHeight()}, quaternionFromAxisAngle({0, 0, 1}, at.turn)};
}

Pose StageRobots::activeFromRoot(int row) const {
    if (row == m_active) return {};
    return inverse(roomFromRoot(m_active)) * roomFromRoot(row);
}

double StageRobots::activeTurn() const {
    return m_active < 0 ? 0 : place(m_active).turn;
}

QVector4D StageRobots::roomFromActive() const {
    const RobotPlace at = m_active < 0 ? RobotPlace{} : place(m_active);
    return {static_cast<float>(std::cos(at.turn)), static_cast<float>(std::sin(at.turn)), static_cast<float>(at.x),
            static_cast<float>(at.y)};
}

QList<QVector3D> StageRobots::framePoints() const {
    QList<QVector3D> points;
    for (int row = 0; row < count(); ++row) {
        const Pose pose = activeFromRoot(row);
        for (const QVector3D& corner : scene(row).framePoints()) points.push_back(toVector(pose * fromVector(corner)));
    }
    return points;
}

QVector3D StageRobots::minimum() const {
    return scene::leastCorner(framePoints());
}
QVector3D StageRobots::maximum() const {
    return scene::greatestCorner(framePoints());
}

int StageRobots::robotOnRay(const QVector3D& origin, const QVector3D& direction) const {
    int nearest = -1;
    double least = std::numeric_limits<double>::infinity();
    for (int row = 0; row < count(); ++row) {
        const Pose rootFromActive = inverse(activeFromRoot(row));
        const Vec3 from = rootFromActive * fromVector(origin);
        const auto met =
            scene(row).pointOnRay(toVector(from), toVector(rotate(rootFromActive.rotation, fromVector(direction))));
        if (!met) continue;
        const double distance = norm(fromVector(*met) - from);
        if (distance < least) {
            least = distance;
            nearest = row;
        }
    }
    return nearest;
}

int StageRobots::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant StageRobots::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Robot& robot = m_robots[static_cast<std::size_t>(index.row())];
    switch (role) {
    case SceneRole: return QVariant::fromValue(robot.scene);
    case TitleRole: return robot.title;
    case XRole: return robot.place.x;
    case YRole: return robot.place.y;
    case HeightRole: return robot.place.height;
    case TurnRole: return degreesFromRadians(robot.place.turn);
    case ActiveRole: return index.row() == m_active;
    case PositionRole: return toVector(activeFromRoot(index.row()).position);
    case RotationRole: return toQuaternion(activeFromRoot(index.row()).rotation);
    default: return {};
    }
}

QHash<int, QByteArray> StageRobots::roleNames() const {
    return {{SceneRole, "scene"},   {TitleRole, "title"},        {XRole, "placeX"},
            {YRole, "placeY"},      {HeightRole, "placeHeight"}, {TurnRole, "placeTurn"},
            {ActiveRole, "active"}, {PositionRole, "position"},  {RotationRole, "rotation"}};
}
