// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "force_geometry.h"

#include <orrery/robot/mesh/mesh_data.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

using orrery::robot::Vertex;

namespace {

constexpr int sides = 10;
constexpr float headRadius = 2.6F; // in shaft radii, like the next two
constexpr float headLength = 6;
constexpr float discRadius = 3;

class Builder {
public:
    /// A ring of slanted sides between two circles across `along`; a radius of 0 is a tip, or fills a circle.
    void ring(QVector3D from, QVector3D to, QVector3D along, float radiusFrom, float radiusTo) {
        const QVector3D any = std::abs(along.x()) < 0.8F ? QVector3D(1, 0, 0) : QVector3D(0, 1, 0);
        const QVector3D u = QVector3D::crossProduct(along, any).normalized();
        const QVector3D v = QVector3D::crossProduct(along, u);
        for (int i = 0; i < sides; ++i) {
            const QVector3D a = direction(u, v, i);
            const QVector3D b = direction(u, v, i + 1);
            triangle(from + radiusFrom * a, from + radiusFrom * b, to + radiusTo * b, a, b, b);
            triangle(from + radiusFrom * a, to + radiusTo * b, to + radiusTo * a, a, b, a);
        }
    }

    void triangle(QVector3D a, QVector3D b, QVector3D c, QVector3D na, QVector3D nb, QVector3D nc) {
        add(a, na);
        add(b, nb);
        add(c, nc);
    }

    void arrow(QVector3D from, QVector3D to, float thickness) {
        const QVector3D way = to - from;
        const float length = way.length();
        const QVector3D along = length > 0 ? way / length : QVector3D(0, 0, 1);
        const float half = 0.4F * thickness;
        const float disc = discRadius * thickness;
        ring(from - half * along, from + half * along, along, disc, disc);
        ring(from + half * along, from + half * along, along, disc, 0);
        ring(from - half * along, from - half * along, along, disc, 0);
        const float head = headLength * thickness;
        if (length < head) return;
        const QVector3D neck = to - head * along;
        ring(from, neck, along, thickness, thickness);
        ring(neck, to, along, headRadius * thickness, 0);
        ring(neck, neck, along, headRadius * thickness, 0);
    }

    std::vector<Vertex> vertices;
    QVector3D low{0, 0, 0};
    QVector3D high{0, 0, 0};

private:
    static QVector3D direction(QVector3D u, QVector3D v, int side) {
        const auto angle = static_cast<float>(2 * std::numbers::pi * side / sides);
        return std::cos(angle) * u + std::sin(angle) * v;
    }

    void add(QVector3D p, QVector3D n) {
        if (vertices.empty()) low = high = p;
        low = {std::min(low.x(), p.x()), std::min(low.y(), p.y()), std::min(low.z(), p.z())};
        high = {std::max(high.x(), p.x()), std::max(high.y(), p.y()), std::max(high.z(), p.z())};
        vertices.push_back({{p.x(), p.y(), p.z()}, {n.x(), n.y(), n.z()}});
    }
};

} // namespace

ForceGeometry::ForceGeometry(QQuick3DObject* parent) : QQuick3DGeometry(parent) {
    setStride(sizeof(Vertex)); // see MeshGeometry
    setPrimitiveType(PrimitiveType::Triangles);
    addAttribute(Attribute::PositionSemantic, offsetof(Vertex, position), Attribute::F32Type);
    addAttribute(Attribute::NormalSemantic, offsetof(Vertex, normal), Attribute::F32Type);
}

void ForceGeometry::setArrows(const QList<QVector3D>& arrows) {
    if (m_arrows == arrows) return;
    m_arrows = arrows;
    rebuild();
    Q_EMIT arrowsChanged();
}

void ForceGeometry::setThickness(float thickness) {
    if (m_thickness == thickness) return;
    m_thickness = thickness;
    rebuild();
    Q_EMIT thicknessChanged();
}

void ForceGeometry::rebuild() {
    Builder builder;
    for (qsizetype i = 0; i + 1 < m_arrows.size(); i += 2) builder.arrow(m_arrows[i], m_arrows[i + 1], m_thickness);
    setVertexData(QByteArray(reinterpret_cast<const char*>(builder.vertices.data()),
                             static_cast<qsizetype>(builder.vertices.size() * sizeof(Vertex))));
    setBounds(builder.low, builder.high);
    update();
}
