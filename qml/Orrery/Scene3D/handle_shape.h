// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "orbit_camera.h"

#include <QPointF>
#include <QPolygonF>
#include <QQuaternion>
#include <QVector3D>

#include <array>

/// A 6-axis handle at a point of the root frame, along its axes, always equally large in the picture: arrows to move
/// along an axis, rings to turn about one, a middle to move across the picture. What it looks like through a camera,
/// what is hit, and what a drag means. Knows no window.
namespace orrery::scene {

enum class HandlePart { None, Middle, ArrowX, ArrowY, ArrowZ, RingX, RingY, RingZ };

[[nodiscard]] constexpr bool isArrow(HandlePart part) {
    return part >= HandlePart::ArrowX && part <= HandlePart::ArrowZ;
}
[[nodiscard]] constexpr bool isRing(HandlePart part) {
    return part >= HandlePart::RingX;
}
/// The axis of an arrow or a ring.
QVector3D axisOf(HandlePart part);

/// Sizes in pixels.
inline constexpr float kHandleReach = 84; ///< Of an arrow.
inline constexpr float kRingReach = 60;   ///< Radius of a ring.
inline constexpr float kMiddleReach = 9;  ///< Radius of the middle.
inline constexpr float kHandleGrip = 8;   ///< How far from a line still hits it.

/// A handle as it is seen. Points are pixels of the camera's viewport.
struct HandleShape {
    struct Ring {
        QPolygonF front; ///< The half nearer to the camera.
        QPolygonF back;
    };
    QPointF middle;
    std::array<QPointF, 3> arrowFrom; ///< Where the line begins: at the middle's edge.
    std::array<QPointF, 3> arrowTo;
    std::array<Ring, 3> rings;
    bool isSeen = false; ///< Before the camera.
};

HandleShape handleShape(const OrbitCamera& camera, const QVector3D& place);

/// What a pixel hits: the middle before arrows before rings. Back halves of rings are not hit.
HandlePart partAt(const HandleShape& shape, const QPointF& pixel, bool hasRings);

/// How a handle moved since it was grabbed.
struct HandleMotion {
    QVector3D way;    ///< m, root frame
    QQuaternion turn; ///< About the handle's place, root frame.
};

/// One drag of one part, from the pixel where it was grabbed.
class HandleDrag {
public:
    HandleDrag() = default;
    /// @param camera as it is while dragging; outlives this.
    HandleDrag(const OrbitCamera& camera, HandlePart part, const QVector3D& place, const QPointF& pixel);

    /// Pure: from the start to this pixel. The last motion again where the pixel's ray says nothing.
    HandleMotion to(const QPointF& pixel);

private:
    HandleMotion along(const QPointF& pixel) const;
    HandleMotion across(const QPointF& pixel) const;
    HandleMotion around(const QPointF& pixel) const;

    const OrbitCamera* m_camera = nullptr;
    HandlePart m_part = HandlePart::None;
    QVector3D m_place;
    QPointF m_from;
    HandleMotion m_last;
};

} // namespace orrery::scene
