// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mesh_files.h"

#include <orrery/robot/mesh/decimate.h>

#include <QDirIterator>
#include <QFileInfo>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// The meshes of real robots: all of them open, with the triangles they are known to have.
class SharedMeshesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void stl_data();
    void stl();
    void pandaHasItsColours();
    void decimated();
};

namespace {

QStringList filesBelow(const QString& folder, const QString& pattern) {
    QStringList files;
    QDirIterator it(QStringLiteral(ORRERY_SHARED_DATA "/robots/") + folder, {pattern}, QDir::Files);
    while (it.hasNext()) files.push_back(it.next());
    return files;
}

} // namespace

void SharedMeshesTest::initTestCase() {
    if (!QFileInfo::exists(ORRERY_SHARED_DATA "/robots"))
        QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
}

void SharedMeshesTest::stl_data() {
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("files");
    QTest::addColumn<int>("triangles");
    QTest::newRow("SO-101") << "so101/assets" << 13 << 322564;
    QTest::newRow("Reachy Mini") << "reachy_mini/assets" << 41 << 348634;
}

void SharedMeshesTest::stl() {
    QFETCH(QString, folder);
    QFETCH(int, files);
    QFETCH(int, triangles);
    const QStringList found = filesBelow(folder, "*.stl");
    QCOMPARE(found.size(), files);
    std::size_t imported = 0;
    std::size_t vertices = 0;
    for (const QString& file : found) {
        const auto mesh = importMesh(file.toStdString());
        QVERIFY2(mesh.has_value(), qPrintable(file));
        QVERIFY(mesh->parts.size() == 1 && !mesh->parts[0].color);
        QVERIFY2(mesh->maximum[0] - mesh->minimum[0] < 1, qPrintable(file));
        imported += mesh->triangleCount();
        vertices += mesh->parts[0].vertices.size();
    }
    // A few are degenerate in the files themselves.
    QVERIFY2(imported <= static_cast<std::size_t>(triangles) &&
                 imported > static_cast<std::size_t>(triangles) * 99 / 100,
             qPrintable(QString::number(imported)));
    QVERIFY2(vertices < imported * 3 / 2, qPrintable(QString::number(vertices)));
}

void SharedMeshesTest::pandaHasItsColours() {
    const QStringList found = filesBelow("panda/moveit_resources_panda_description/meshes/visual", "*.dae");
    QCOMPARE(found.size(), 10);
    std::size_t parts = 0;
    for (const QString& file : found) {
        const auto mesh = importMesh(file.toStdString());
        QVERIFY2(mesh.has_value(), qPrintable(file));
        QVERIFY(mesh->maximum[2] - mesh->minimum[2] < 0.5F);
        for (const MeshPart& part : mesh->parts) QVERIFY(part.color && close((*part.color)[3], 1));
        parts += mesh->parts.size();
    }
    QVERIFY(parts > 20);
}

void SharedMeshesTest::decimated() {
    const auto mesh = importMesh(ORRERY_SHARED_DATA "/robots/so101/assets/sts3215_03a_v1.stl");
    QVERIFY(mesh.has_value());
    const std::size_t target = mesh->triangleCount() / 4;
    const MeshData fewer = decimate(*mesh, target);
    QVERIFY2(fewer.triangleCount() <= target * 11 / 10, qPrintable(QString::number(fewer.triangleCount())));
    for (std::size_t k = 0; k < 3; ++k) QVERIFY(close(fewer.maximum[k], static_cast<double>(mesh->maximum[k]), 1e-3));
}

QTEST_APPLESS_MAIN(SharedMeshesTest)
#include "tst_shared_meshes.moc"
