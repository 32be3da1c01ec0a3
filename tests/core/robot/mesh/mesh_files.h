// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

// Behind Qt: the moc of Qt 6.4 stumbles over <concepts> where it comes first.
#include <orrery/robot/mesh/mesh_import.h>
#include <orrery/robot/mesh/mesh_tools.h>
#include <orrery/robot/mesh/primitives.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

/// Mesh files made on the spot and questions about meshes.
namespace orrery::robot::testing {

using Triangle = std::array<std::array<float, 3>, 3>;

inline std::vector<Triangle> trianglesOf(const MeshData& mesh) {
    std::vector<Triangle> out;
    for (const MeshPart& part : mesh.parts) {
        for (std::size_t i = 0; i + 2 < part.indices.size(); i += 3) {
            out.push_back({part.vertices[part.indices[i]].position, part.vertices[part.indices[i + 1]].position,
                           part.vertices[part.indices[i + 2]].position});
        }
    }
    return out;
}

/// A binary STL with these triangles, normals of zero.
inline QByteArray binaryStl(const std::vector<Triangle>& triangles, QByteArray header = {}, quint16 attribute = 0) {
    header.resize(80, ' ');
    const auto count = static_cast<quint32>(triangles.size());
    QByteArray bytes = header + QByteArray(reinterpret_cast<const char*>(&count), 4);
    for (const Triangle& triangle : triangles) {
        bytes += QByteArray(12, '\0');
        bytes += QByteArray(reinterpret_cast<const char*>(&triangle), sizeof triangle);
        bytes += QByteArray(reinterpret_cast<const char*>(&attribute), 2);
    }
    return bytes;
}

inline std::vector<Triangle> cube() {
    return trianglesOf(makeBox({1, 1, 1}));
}

class MeshFolder {
public:
    std::string write(const QString& name, const QByteArray& bytes) const {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write a test file");
        return file.fileName().toStdString();
    }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

inline bool close(float a, double b, double tolerance = 1e-5) {
    return std::abs(static_cast<double>(a) - b) <= tolerance;
}
inline bool close(const std::array<float, 3>& a, double x, double y, double z, double tolerance = 1e-5) {
    return close(a[0], x, tolerance) && close(a[1], y, tolerance) && close(a[2], z, tolerance);
}

/// All normals are unit, and each face agrees with the normals at its corners.
inline bool hasGoodNormals(const MeshData& mesh) {
    for (const MeshPart& part : mesh.parts) {
        for (const Vertex& v : part.vertices) {
            if (!close(std::hypot(v.normal[0], v.normal[1], v.normal[2]), 1, 1e-3)) return false;
        }
        for (std::size_t i = 0; i + 2 < part.indices.size(); i += 3) {
            const auto at = [&](std::size_t k) {
                const auto& p = part.vertices[part.indices[i + k]].position;
                return Vec3{p[0], p[1], p[2]};
            };
            const Vec3 face = cross(at(1) - at(0), at(2) - at(0));
            for (std::size_t k = 0; k < 3; ++k) {
                const auto& n = part.vertices[part.indices[i + k]].normal;
                if (dot(face, {n[0], n[1], n[2]}) <= 0) return false;
            }
        }
    }
    return true;
}

} // namespace orrery::robot::testing

#define ORRERY_MESH_REFUSED(result, code, part)                                                                        \
    do {                                                                                                               \
        const auto& orreryResult = (result);                                                                           \
        QVERIFY(!orreryResult);                                                                                        \
        QVERIFY2(orreryResult.error().is(orrery::robot::MeshErrc::code), describe(orreryResult.error()).c_str());      \
        QVERIFY2(orreryResult.error().message.find(part) != std::string::npos,                                         \
                 describe(orreryResult.error()).c_str());                                                              \
    } while (false)
