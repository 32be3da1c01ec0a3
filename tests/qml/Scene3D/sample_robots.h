// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/description/description.h>

#include <QByteArray>
#include <QDataStream>
#include <QFile>
#include <QString>

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

/// Small robots and meshes made on the spot.
namespace sample {

inline orrery::robot::Visual visual(orrery::robot::Geometry geometry, const std::string& material = {},
                                    std::optional<orrery::robot::Rgba> color = std::nullopt) {
    orrery::robot::Visual result;
    result.geometry = std::move(geometry);
    if (color || !material.empty()) result.material = orrery::robot::Material{material, color, {}};
    return result;
}

inline orrery::robot::MeshRef meshFile(const QString& file) {
    orrery::robot::MeshRef reference;
    reference.uri = reference.file = file.toStdString();
    return reference;
}

/// base -(revolute about z at 1 m up)-> arm
inline orrery::robot::Description twoLinks() {
    using namespace orrery::robot;
    Description description;
    description.name = "sample";
    description.links.resize(2);
    description.links[0].name = "base";
    description.links[1].name = "arm";
    description.links[1].parentJoint = 0;
    Joint joint;
    joint.name = "turn";
    joint.type = JointType::Revolute;
    joint.parent = 0;
    joint.child = 1;
    joint.parentFromJoint.position = {0, 0, 1};
    joint.axis = {0, 0, 1};
    joint.limits = {-2, 2, 0, 0, true};
    description.joints = {joint};
    description.roots = {0};
    description.jointOrder = {0};
    return description;
}

using Corner = std::array<float, 3>;

inline void writeStl(const QString& path, const std::vector<std::array<Corner, 3>>& triangles) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(path));
    file.write(QByteArray(80, ' '));
    QDataStream stream(&file);
    stream.setByteOrder(QDataStream::LittleEndian);
    stream.setFloatingPointPrecision(QDataStream::SinglePrecision);
    stream << static_cast<quint32>(triangles.size());
    for (const auto& triangle : triangles) {
        stream << 0.0F << 0.0F << 0.0F;
        for (const Corner& corner : triangle) stream << corner[0] << corner[1] << corner[2];
        stream << static_cast<quint16>(0);
    }
}

/// A sphere of 2 * rings * segments - 2 * segments triangles.
inline void writeSphereStl(const QString& path, int rings, int segments, float radius) {
    const auto at = [&](int ring, int segment) -> Corner {
        const float polar = std::numbers::pi_v<float> * static_cast<float>(ring) / static_cast<float>(rings);
        const float turn =
            2 * std::numbers::pi_v<float> * static_cast<float>(segment % segments) / static_cast<float>(segments);
        return {radius * std::sin(polar) * std::cos(turn), radius * std::sin(polar) * std::sin(turn),
                radius * std::cos(polar)};
    };
    std::vector<std::array<Corner, 3>> triangles;
    for (int ring = 0; ring < rings; ++ring) {
        for (int segment = 0; segment < segments; ++segment) {
            const Corner a = at(ring, segment), b = at(ring + 1, segment), c = at(ring + 1, segment + 1),
                         d = at(ring, segment + 1);
            if (ring + 1 < rings) triangles.push_back({a, b, c});
            if (ring > 0) triangles.push_back({a, c, d});
        }
    }
    writeStl(path, triangles);
}

} // namespace sample
