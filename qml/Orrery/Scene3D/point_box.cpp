// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "point_box.h"

#include <algorithm>

namespace orrery::scene {
namespace {

QVector3D reduced(const QList<QVector3D>& points, const float& (*choose)(const float&, const float&)) {
    if (points.isEmpty()) return {};
    QVector3D result = points.front();
    for (const QVector3D& point : points) {
        for (int axis = 0; axis < 3; ++axis) result[axis] = choose(result[axis], point[axis]);
    }
    return result;
}

} // namespace

QVector3D leastCorner(const QList<QVector3D>& points) {
    return reduced(points, std::min<float>);
}

QVector3D greatestCorner(const QList<QVector3D>& points) {
    return reduced(points, std::max<float>);
}

} // namespace orrery::scene
