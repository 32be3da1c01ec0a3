// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QVector3D>

namespace orrery::scene {

/// The corner of the points' box with the least coordinates; zero for no points.
QVector3D leastCorner(const QList<QVector3D>& points);
/// The one with the greatest.
QVector3D greatestCorner(const QList<QVector3D>& points);

} // namespace orrery::scene
