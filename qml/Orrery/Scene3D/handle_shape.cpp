// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "handle_shape.h"

#include <QLineF>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace orrery::scene {
namespace {

constexpr std::array axes{QVector3D(1, 0, 0), QVector3D(0, 1, 0), QVector3D(0, 0, 1)};
constexpr int ringPoints = 72;
constexpr float edgeOn = 0.2F; // cosine between view and ring axis below which its plane is seen from the side

/// Pixels that a metre at this place takes in the picture.
float pixelsPerMetre(const OrbitCamera& camera, const QVector3D& place) {
    const QVector3D right = camera.rotation().rotatedVector({1, 0, 0});
    const float step = std::max(1e-4F, (place - camera.position()).length() * 0.01F);
    const QVector3D moved = camera.project(place + right * step) - camera.project(place);
    return std::hypot(moved.x(), moved.y()) / step;
}

QPointF pixelOf(const OrbitCamera& camera, const QVector3D& point) {
    return camera.project(point).toPointF();
}

HandleShape::Ring ringOf(const OrbitCamera& camera, const QVector3D& place, const QVector3D& axis, float radius) {
    const QVector3D toCamera = (camera.position() - place).normalized();
    QVector3D nearest = toCamera - axis * QVector3D::dotProduct(toCamera, axis);
    if (nearest.lengthSquared() < 1e-6F) nearest = QVector3D::crossProduct(axis, {axis.y(), axis.z(), axis.x()});
    nearest.normalize();
    const QVector3D side = QVector3D::crossProduct(axis, nearest);
    HandleShape::Ring ring;
    for (int half = 0; half < 2; ++half) {
        for (int i = 0; i <= ringPoints / 2; ++i) {
            const float angle = static_cast<float>(std::numbers::pi) *
                                (static_cast<float>(2 * i) / ringPoints - 0.5F + static_cast<float>(half));
            const QVector3D point = place + (nearest * std::cos(angle) + side * std::sin(angle)) * radius;
            (half == 0 ? ring.front : ring.back).push_back(pixelOf(camera, point));
        }
    }
    return ring;
}

double distanceTo(const QPointF& pixel, const QPointF& from, const QPointF& to) {
    const QPointF way = to - from;
    const double length2 = QPointF::dotProduct(way, way);
    const double share = length2 > 0 ? std::clamp(QPointF::dotProduct(pixel - from, way) / length2, 0.0, 1.0) : 0;
    return QLineF(pixel, from + way * share).length();
}

double distanceTo(const QPointF& pixel, const QPolygonF& line) {
    double nearest = 1e9;
    for (qsizetype i = 1; i < line.size(); ++i) nearest = std::min(nearest, distanceTo(pixel, line[i - 1], line[i]));
    return nearest;
}

std::optional<QVector3D> onPlane(const OrbitCamera& camera, const QPointF& pixel, const QVector3D& point,
                                 const QVector3D& normal) {
    const QVector3D direction = camera.rayThrough(pixel.x(), pixel.y());
    const float against = QVector3D::dotProduct(direction, normal);
    if (std::abs(against) < 1e-4F) return std::nullopt;
    const float distance = QVector3D::dotProduct(point - camera.position(), normal) / against;
    if (distance <= 0) return std::nullopt;
    return camera.position() + direction * distance;
}

/// Where on the line through `place` along `axis` the ray through the pixel passes nearest, m from `place`.
std::optional<float> onAxis(const OrbitCamera& camera, const QPointF& pixel, const QVector3D& place,
                            const QVector3D& axis) {
    const QVector3D direction = camera.rayThrough(pixel.x(), pixel.y());
    const QVector3D apart = place - camera.position();
    const float along = QVector3D::dotProduct(axis, direction);
    const float denominator = 1 - along * along;
    if (denominator < 1e-3F) return std::nullopt; // looking along the arrow
    return (along * QVector3D::dotProduct(direction, apart) - QVector3D::dotProduct(axis, apart)) / denominator;
}

} // namespace

QVector3D axisOf(HandlePart part) {
    if (isArrow(part)) return axes[static_cast<std::size_t>(part) - static_cast<std::size_t>(HandlePart::ArrowX)];
    if (isRing(part)) return axes[static_cast<std::size_t>(part) - static_cast<std::size_t>(HandlePart::RingX)];
    return {};
}

HandleShape handleShape(const OrbitCamera& camera, const QVector3D& place) {
    HandleShape shape;
    shape.isSeen = camera.project(place).z() > 0;
    if (!shape.isSeen) return shape;
    const float perMetre = pixelsPerMetre(camera, place);
    if (perMetre <= 0) return shape;
    shape.middle = pixelOf(camera, place);
    for (std::size_t i = 0; i < axes.size(); ++i) {
        shape.arrowFrom[i] = pixelOf(camera, place + axes[i] * ((kMiddleReach + 4) / perMetre));
        shape.arrowTo[i] = pixelOf(camera, place + axes[i] * (kHandleReach / perMetre));
        shape.rings[i] = ringOf(camera, place, axes[i], kRingReach / perMetre);
    }
    return shape;
}

HandlePart partAt(const HandleShape& shape, const QPointF& pixel, bool hasRings) {
    if (!shape.isSeen) return HandlePart::None;
    if (QLineF(pixel, shape.middle).length() <= kMiddleReach + 3) return HandlePart::Middle;
    HandlePart best = HandlePart::None;
    double nearest = kHandleGrip;
    const auto look = [&](HandlePart part, std::size_t axis, double distance) {
        if (distance >= nearest) return;
        nearest = distance;
        best = static_cast<HandlePart>(static_cast<std::size_t>(part) + axis);
    };
    for (std::size_t i = 0; i < axes.size(); ++i) {
        // An arrow that points at the camera is shorter than its head and cannot be told apart from the middle.
        if (QLineF(shape.arrowFrom[i], shape.arrowTo[i]).length() > kHandleGrip)
            look(HandlePart::ArrowX, i, distanceTo(pixel, shape.arrowFrom[i], shape.arrowTo[i]));
    }
    if (best != HandlePart::None || !hasRings) return best;
    for (std::size_t i = 0; i < axes.size(); ++i) look(HandlePart::RingX, i, distanceTo(pixel, shape.rings[i].front));
    return best;
}

HandleDrag::HandleDrag(const OrbitCamera& camera, HandlePart part, const QVector3D& place, const QPointF& pixel)
    : m_camera(&camera), m_part(part), m_place(place), m_from(pixel) {}

HandleMotion HandleDrag::to(const QPointF& pixel) {
    if (!m_camera || m_part == HandlePart::None) return {};
    m_last = isRing(m_part) ? around(pixel) : isArrow(m_part) ? along(pixel) : across(pixel);
    return m_last;
}

HandleMotion HandleDrag::along(const QPointF& pixel) const {
    const QVector3D axis = axisOf(m_part);
    const auto from = onAxis(*m_camera, m_from, m_place, axis);
    const auto now = onAxis(*m_camera, pixel, m_place, axis);
    return from && now ? HandleMotion{axis * (*now - *from), {}} : m_last;
}

HandleMotion HandleDrag::across(const QPointF& pixel) const {
    const QVector3D normal = m_camera->rotation().rotatedVector({0, 0, 1});
    const auto from = onPlane(*m_camera, m_from, m_place, normal);
    const auto now = onPlane(*m_camera, pixel, m_place, normal);
    return from && now ? HandleMotion{*now - *from, {}} : m_last;
}

HandleMotion HandleDrag::around(const QPointF& pixel) const {
    const QVector3D axis = axisOf(m_part);
    const QVector3D view = (m_place - m_camera->position()).normalized();
    if (std::abs(QVector3D::dotProduct(axis, view)) < edgeOn) {
        // Seen from the side: along the tangent of the near edge, as if one rolled the ring.
        const QVector3D tangent = QVector3D::crossProduct(axis, -view).normalized();
        const QPointF middle = pixelOf(*m_camera, m_place);
        const QPointF direction =
            pixelOf(*m_camera, m_place + tangent * 1e-3F * (m_place - m_camera->position()).length()) - middle;
        const double length = std::hypot(direction.x(), direction.y());
        const double way = length > 0 ? QPointF::dotProduct(pixel - m_from, direction) / length : 0;
        const auto degrees = static_cast<float>(way / kRingReach * 180 / std::numbers::pi);
        return {{}, QQuaternion::fromAxisAndAngle(axis, degrees)};
    }
    const auto from = onPlane(*m_camera, m_from, m_place, axis);
    const auto now = onPlane(*m_camera, pixel, m_place, axis);
    if (!from || !now) return m_last;
    const QVector3D a = *from - m_place;
    const QVector3D b = *now - m_place;
    const double angle =
        std::atan2(QVector3D::dotProduct(QVector3D::crossProduct(a, b), axis), QVector3D::dotProduct(a, b));
    return {{}, QQuaternion::fromAxisAndAngle(axis, static_cast<float>(angle * 180 / std::numbers::pi))};
}

} // namespace orrery::scene
