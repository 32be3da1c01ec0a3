// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheet_geometry.h"

#include <orrery/robot/mesh/mesh_data.h>

#include <QVector3D>

#include <array>
#include <cstddef>

using orrery::robot::Vertex;

SheetGeometry::SheetGeometry(QQuick3DObject* parent) : QQuick3DGeometry(parent) {
    static constexpr std::array vertices{Vertex{{-1, -1, 0}, {0, 0, 1}}, Vertex{{1, -1, 0}, {0, 0, 1}},
                                         Vertex{{-1, 1, 0}, {0, 0, 1}}, Vertex{{1, 1, 0}, {0, 0, 1}}};
    setStride(sizeof(Vertex));
    setPrimitiveType(PrimitiveType::TriangleStrip);
    addAttribute(Attribute::PositionSemantic, offsetof(Vertex, position), Attribute::F32Type);
    addAttribute(Attribute::NormalSemantic, offsetof(Vertex, normal), Attribute::F32Type);
    setVertexData(QByteArray::fromRawData(reinterpret_cast<const char*>(vertices.data()), sizeof(vertices)));
    setBounds(QVector3D(-1, -1, 0), QVector3D(1, 1, 0));
}
