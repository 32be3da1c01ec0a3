// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mesh_geometry.h"

#include <orrery/robot/mesh/mesh_data.h>

#include <cstddef>

using orrery::robot::Vertex;

MeshGeometry::MeshGeometry(QQuick3DObject* parent) : QQuick3DGeometry(parent) {
    // Qt before 6.4.3 divides by the stride even while there is no data.
    setStride(sizeof(Vertex));
    setPrimitiveType(PrimitiveType::Triangles);
    addAttribute(Attribute::PositionSemantic, offsetof(Vertex, position), Attribute::F32Type);
    addAttribute(Attribute::NormalSemantic, offsetof(Vertex, normal), Attribute::F32Type);
    addAttribute(Attribute::IndexSemantic, 0, Attribute::U32Type);
}

void MeshGeometry::setMesh(const SceneMesh& mesh) {
    if (m_mesh == mesh) return;
    m_mesh = mesh;
    setVertexData(m_mesh.vertices);
    setIndexData(m_mesh.indices);
    setBounds(m_mesh.minimum, m_mesh.maximum);
    update();
    Q_EMIT meshChanged();
}
