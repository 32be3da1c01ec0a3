// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "surface_tape.h"

#include "robot_scene.h"

#include <cmath>

using namespace orrery;

SurfaceTape::SurfaceTape(RobotScene& scene) : m_scene(scene) {
    connect(&scene, &RobotScene::descriptionChanged, this, &SurfaceTape::clear);
    connect(&scene, &RobotScene::posesChanged, this, [this] {
        if (points() > 0) Q_EMIT measured();
    });
}

void SurfaceTape::setActive(bool active) {
    if (m_active == active) return;
    m_active = active;
    Q_EMIT changed();
}

void SurfaceTape::pick(const QVector3D& origin, const QVector3D& direction) {
    const auto point = m_scene.surfaceOnRay(origin, direction);
    if (!point) return;
    const Point found{point->link, point->place};
    if (!m_from || m_to) {
        m_from = found;
        m_to.reset();
    } else {
        m_to = found;
    }
    Q_EMIT changed();
    Q_EMIT measured();
}

void SurfaceTape::clear() {
    m_from.reset();
    m_to.reset();
    Q_EMIT changed();
    Q_EMIT measured();
}

void SurfaceTape::lay(const std::optional<Point>& from, const std::optional<Point>& to) {
    const auto there = [this](const std::optional<Point>& point) {
        return point && point->link < m_scene.linkPoses().size();
    };
    m_from = there(from) ? from : std::nullopt;
    m_to = m_from && there(to) ? to : std::nullopt;
    Q_EMIT changed();
    Q_EMIT measured();
}

std::optional<Vec3> SurfaceTape::span() const {
    if (!m_from || !m_to) return std::nullopt;
    const auto& poses = m_scene.linkPoses();
    return poses[m_to->link] * m_to->place - poses[m_from->link] * m_from->place;
}

std::optional<Vec3> SurfaceTape::seen(const std::optional<Point>& point) const {
    if (!point || point->link >= m_scene.shownPoses().size()) return std::nullopt;
    return m_scene.shownPoses()[point->link] * point->place;
}

QString SurfaceTape::distanceText() const {
    const auto way = span();
    return way ? lengthText(norm(*way)) : QString();
}

QString SurfaceTape::partsText() const {
    const auto way = span();
    if (!way) return {};
    return QStringLiteral("dx %1, dy %2, dz %3").arg(lengthText(way->x), lengthText(way->y), lengthText(way->z));
}

QString SurfaceTape::linksText() const {
    if (!m_from || !m_scene.description()) return {};
    const auto name = [this](const Point& point) {
        return QString::fromStdString(m_scene.description()->links[point.link].name);
    };
    if (!m_to) return tr("From %1 to the next point you click.").arg(name(*m_from));
    return m_from->link == m_to->link ? tr("Both on %1.").arg(name(*m_from))
                                      : tr("From %1 to %2.").arg(name(*m_from), name(*m_to));
}

QString lengthText(double metres) {
    const double length = std::abs(metres);
    const QString text = length < 0.09995  ? SurfaceTape::tr("%1 mm").arg(metres * 1000, 0, 'f', 1)
                         : length < 0.9995 ? SurfaceTape::tr("%1 cm").arg(metres * 100, 0, 'f', 2)
                                           : SurfaceTape::tr("%1 m").arg(metres, 0, 'f', 3);
    return QString(text).replace(QLatin1Char('-'), QChar(0x2212));
}
