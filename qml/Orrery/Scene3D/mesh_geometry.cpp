// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mesh_geometry.h"

#include <orrery/robot/mesh/mesh_data.h>

#include <cstddef>

using orrery::robot::TextureCoordinate;
using orrery::robot::Vertex;

MeshGeometry::MeshGeometry(QQuick3DObject* parent) : QQuick3DGeometry(parent) {
    describe(false);
}

void MeshGeometry::describe(bool textured) {
    clear();
    // Qt before 6.4.3 divides by the stride even while there is no data.
    setStride(textured ? sizeof(Vertex) + sizeof(TextureCoordinate) : sizeof(Vertex));
    setPrimitiveType(PrimitiveType::Triangles);
    addAttribute(Attribute::PositionSemantic, offsetof(Vertex, position), Attribute::F32Type);
    addAttribute(Attribute::NormalSemantic, offsetof(Vertex, normal), Attribute::F32Type);
    if (textured) addAttribute(Attribute::TexCoordSemantic, sizeof(Vertex), Attribute::F32Type);
    addAttribute(Attribute::IndexSemantic, 0, Attribute::U32Type);
}

void MeshGeometry::setMesh(const SceneMesh& mesh) {
    if (m_mesh == mesh) return;
    const bool textured = !mesh.texturedVertices.isEmpty();
    if (textured != !m_mesh.texturedVertices.isEmpty()) describe(textured);
    m_mesh = mesh;
    setVertexData(textured ? m_mesh.texturedVertices : m_mesh.vertices);
    setIndexData(m_mesh.indices);
    setBounds(m_mesh.minimum, m_mesh.maximum);
    update();
    Q_EMIT meshChanged();
}
