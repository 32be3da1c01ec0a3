// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mesh_files.h"

#include <orrery/robot/mesh/decimate.h>

#include <numbers>
#include <random>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// Primitives, scale, units and decimation.
class MeshShapesTest : public QObject {
    Q_OBJECT

private slots:
    void primitives_data();
    void primitives();
    void scaleMirrors();
    void units();
    void decimationKeepsShapeAndParts();
    void smallMeshesAreLeftAlone();
};

namespace {

double volumeOf(const MeshData& mesh) {
    double volume = 0;
    for (const Triangle& t : trianglesOf(mesh)) {
        const auto at = [&](std::size_t k) { return Vec3{t[k][0], t[k][1], t[k][2]}; };
        volume += dot(at(0), cross(at(1), at(2))) / 6;
    }
    return volume;
}

} // namespace

void MeshShapesTest::primitives_data() {
    QTest::addColumn<int>("shape");
    QTest::addColumn<double>("volume");
    QTest::addColumn<double>("tolerance");
    QTest::addColumn<double>("halfHeight");
    QTest::newRow("box") << 0 << 6.0 << 1e-6 << 1.5;
    QTest::newRow("cylinder") << 1 << std::numbers::pi * 0.25 * 2 << 0.02 << 1.0;
    QTest::newRow("sphere") << 2 << 4.0 / 3 * std::numbers::pi * 0.125 << 0.02 << 0.5;
    QTest::newRow("capsule") << 3 << std::numbers::pi * (0.25 * 2 + 4.0 / 3 * 0.125) << 0.02 << 1.5;
}

void MeshShapesTest::primitives() {
    QFETCH(int, shape);
    QFETCH(double, volume);
    QFETCH(double, tolerance);
    QFETCH(double, halfHeight);
    const MeshData mesh = shape == 0   ? makeBox({1, 2, 3})
                          : shape == 1 ? makeCylinder(0.5, 2)
                          : shape == 2 ? makeSphere(0.5)
                                       : makeCapsule(0.5, 2);
    QVERIFY(std::abs(volumeOf(mesh) / volume - 1) <= tolerance);
    QVERIFY(isClosedAndOutward(mesh));
    QVERIFY(hasGoodNormals(mesh));
    QVERIFY(close(mesh.maximum[2], halfHeight) && close(mesh.minimum[2], -halfHeight));
    QVERIFY(close(mesh.maximum[0], 0.5));
}

void MeshShapesTest::scaleMirrors() {
    MeshData mesh = makeCapsule(0.5, 2);
    applyScale(mesh, {-2, 1, 0.5});
    QVERIFY(isClosedAndOutward(mesh));
    QVERIFY(hasGoodNormals(mesh));
    QVERIFY(close(mesh.maximum, 1, 0.5, 0.75));
}

void MeshShapesTest::units() {
    const MeshData big = makeBox({300, 40, 40});
    QCOMPARE(suspectedUnitFactor(big, {1, 1, 1}, 0.8), std::optional(0.001));
    QCOMPARE(suspectedUnitFactor(big, {0.001, 0.001, 0.001}, 0.8), std::optional<double>());
    QCOMPARE(suspectedUnitFactor(makeBox({30, 1, 1}), {1, 1, 1}, 25), std::optional<double>());
    QCOMPARE(suspectedUnitFactor(makeBox({0.0003, 0.0001, 0.0001}), {1, 1, 1}, 0.8), std::optional(1000.0));
    QCOMPARE(suspectedUnitFactor(makeBox({0.3, 0.1, 0.1}), {-1, 1, 1}, 0.8), std::optional<double>());
}

void MeshShapesTest::decimationKeepsShapeAndParts() {
    MeshData mesh;
    for (int i = 0; i < 2; ++i) {
        MeshData sphere = makeSphere(0.5);
        sphere.parts[0].material.assign(1, i == 0 ? 'a' : 'b');
        sphere.parts[0].color = std::array{1.0F, 0.0F, 0.0F, 1.0F};
        for (Vertex& v : sphere.parts[0].vertices) v.position[0] += static_cast<float>(2 * i);
        mesh.parts.push_back(sphere.parts[0]);
    }
    updateBounds(mesh);
    const MeshData fewer = decimate(mesh, mesh.triangleCount() / 4, {0.05F, std::numbers::pi / 3});
    QCOMPARE(fewer.parts.size(), 2U);
    QCOMPARE(fewer.parts[1].material, std::string("b"));
    QVERIFY(fewer.parts[0].color == mesh.parts[0].color);
    QVERIFY(fewer.triangleCount() <= mesh.triangleCount() / 4 && fewer.triangleCount() > 100);
    QVERIFY(isClosedAndOutward(fewer));
    QVERIFY(hasGoodNormals(fewer));
    QVERIFY(std::abs(volumeOf(fewer) / volumeOf(mesh) - 1) < 0.06);
    QVERIFY(close(fewer.maximum[0], 2.5, 0.03));
}

void MeshShapesTest::smallMeshesAreLeftAlone() {
    const MeshData box = makeBox({1, 1, 1});
    QCOMPARE(decimate(box, 12).triangleCount(), 12U);
    QVERIFY(decimate(box, 1).triangleCount() >= 1);
}

QTEST_APPLESS_MAIN(MeshShapesTest)
#include "tst_mesh_shapes.moc"
