// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scene_mesh.h"

#include <QQuick3DGeometry>

/// Hands a SceneMesh to Qt Quick 3D without copying its bytes. GUI thread.
class MeshGeometry : public QQuick3DGeometry {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(SceneMesh mesh READ mesh WRITE setMesh NOTIFY meshChanged FINAL)
    Q_PROPERTY(int triangleCount READ triangleCount NOTIFY meshChanged FINAL)

public:
    explicit MeshGeometry(QQuick3DObject* parent = nullptr);

    const SceneMesh& mesh() const { return m_mesh; }
    void setMesh(const SceneMesh& mesh);
    int triangleCount() const { return static_cast<int>(m_mesh.indices.size() / (3 * sizeof(quint32))); }

Q_SIGNALS:
    void meshChanged();

private:
    void describe(bool textured);

    SceneMesh m_mesh;
};
