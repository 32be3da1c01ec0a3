// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QQmlEngine>
#include <QVector3D>

/// Triangles as the GPU takes them. A value: copies share the bytes, and any thread may hold one.
class SceneMesh {
    Q_GADGET
    QML_VALUE_TYPE(sceneMesh)

public:
    QByteArray vertices; ///< robot::Vertex: position (m) and unit normal, 24 bytes each.
    /// The same once more with a place in a picture behind each (two floats, u right and v down), 32 bytes each. Only
    /// of surfaces with a texture.
    QByteArray texturedVertices;
    QByteArray indices; ///< uint32, three a triangle, counter-clockwise seen from outside.
    QVector3D minimum;  ///< Bounding box, m.
    QVector3D maximum;

    bool isEmpty() const { return indices.isEmpty(); }
    bool operator==(const SceneMesh& other) const {
        return vertices.constData() == other.vertices.constData() && indices.constData() == other.indices.constData();
    }
    bool operator!=(const SceneMesh& other) const { return !(*this == other); }
};
