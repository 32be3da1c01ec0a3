// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mesh_files.h"

#include <QElapsedTimer>

#include <limits>
#include <numbers>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// STL, good and bad.
class StlImportTest : public QObject {
    Q_OBJECT

private slots:
    void cubeIsWeldedAndSharp();
    void zeroAndNanNormalsAreReplaced();
    void headerAndAttributeColoursAreIgnored();
    void binaryThatStartsWithSolid();
    void trailingBytes();
    void ascii();
    void upperCaseEnding();
    void degenerateTrianglesAreDropped();
    void roundIsSmoothAndEdgesStaySharp();
    void hubOfAHugeFan();
    void openAndInverted();
    void refused_data();
    void refused();
    void missingFile();

private:
    MeshFolder m_folder;
};

void StlImportTest::cubeIsWeldedAndSharp() {
    const auto mesh = importMesh(m_folder.write("cube.stl", binaryStl(cube())));
    QVERIFY(mesh.has_value());
    QCOMPARE(mesh->triangleCount(), 12U);
    QCOMPARE(mesh->parts.at(0).vertices.size(), 24U); // three normals at each corner
    QVERIFY(hasGoodNormals(*mesh));
    for (const Vertex& v : mesh->parts[0].vertices) {
        const float largest = std::max({std::abs(v.normal[0]), std::abs(v.normal[1]), std::abs(v.normal[2])});
        QVERIFY(close(largest, 1));
    }
    QVERIFY(close(mesh->minimum, -0.5, -0.5, -0.5) && close(mesh->maximum, 0.5, 0.5, 0.5));
    QVERIFY(!mesh->twoSided);
}

void StlImportTest::zeroAndNanNormalsAreReplaced() {
    QByteArray bytes = binaryStl(cube());
    const float nan = std::numeric_limits<float>::quiet_NaN();
    for (int i = 0; i < 3; ++i) bytes.replace(84 + 4 * i, 4, QByteArray(reinterpret_cast<const char*>(&nan), 4));
    const auto mesh = importMesh(m_folder.write("nan.stl", bytes));
    QVERIFY(mesh.has_value());
    QCOMPARE(mesh->triangleCount(), 12U);
    QVERIFY(hasGoodNormals(*mesh));
}

void StlImportTest::headerAndAttributeColoursAreIgnored() {
    const QByteArray header("COLOR=\x80\x80\x80\x20,MATERIAL=\x80\x80\x80\x20\x80\x80\x80\x20\x80\x80\x80\x20", 32);
    const auto mesh = importMesh(m_folder.write("magics.stl", binaryStl(cube(), header, 0x7c00)));
    QVERIFY(mesh.has_value());
    QCOMPARE(mesh->parts.size(), 1U);
    QVERIFY(!mesh->parts[0].color);
}

void StlImportTest::binaryThatStartsWithSolid() {
    const auto mesh = importMesh(m_folder.write("solid.stl", binaryStl(cube(), "solid exported")));
    QVERIFY(mesh.has_value());
    QCOMPARE(mesh->triangleCount(), 12U);
}

void StlImportTest::trailingBytes() {
    for (const char* header : {"plain", "solid exported"}) {
        const auto mesh = importMesh(m_folder.write("trailing.stl", binaryStl(cube(), header) + QByteArray(17, 'x')));
        QVERIFY(mesh.has_value());
        QCOMPARE(mesh->triangleCount(), 12U);
    }
}

void StlImportTest::ascii() {
    const auto facet = [](const char* z) {
        return QByteArray("facet normal 0 0 0\r\n outer loop\r\n  vertex 0 0 ") + z + "\r\n  vertex 1.0e+0 0 " + z +
               "\r\n  vertex 0 1E0 " + z + "\r\n endloop\r\nendfacet\r\n";
    };
    const QByteArray text =
        "solid one\r\n" + facet("0") + "endsolid one\r\nsolid two\r\n" + facet("2.5e-1") + "endsolid two\r\n";
    const auto mesh = importMesh(m_folder.write("ascii.stl", text));
    QVERIFY2(mesh.has_value(), mesh ? "" : describe(mesh.error()).c_str());
    QCOMPARE(mesh->triangleCount(), 2U);
    QVERIFY(close(mesh->maximum, 1, 1, 0.25));
    QVERIFY(hasGoodNormals(*mesh));
    QVERIFY(mesh->twoSided);
}

void StlImportTest::upperCaseEnding() {
    QVERIFY(importMesh(m_folder.write("CUBE.STL", binaryStl(cube()))).has_value());
}

void StlImportTest::degenerateTrianglesAreDropped() {
    auto triangles = cube();
    const float nan = std::numeric_limits<float>::quiet_NaN();
    triangles.push_back({{{0, 0, 0}, {0, 0, 0}, {1, 0, 0}}});
    triangles.push_back({{{0, 0, 0}, {1, 0, 0}, {2, 0, 0}}});
    triangles.push_back({{{nan, 0, 0}, {1, 0, 0}, {0, 1, 0}}});
    triangles.push_back({{{std::numeric_limits<float>::infinity(), 0, 0}, {1, 0, 0}, {0, 1, 0}}});
    const auto mesh = importMesh(m_folder.write("degenerate.stl", binaryStl(triangles)));
    QVERIFY(mesh.has_value());
    QCOMPARE(mesh->triangleCount(), 12U);
    QVERIFY(close(mesh->maximum, 0.5, 0.5, 0.5));
}

void StlImportTest::roundIsSmoothAndEdgesStaySharp() {
    const auto mesh = importMesh(m_folder.write("cylinder.stl", binaryStl(trianglesOf(makeCylinder(1, 2)))));
    QVERIFY(mesh.has_value());
    QVERIFY(!mesh->twoSided);
    for (const Vertex& v : mesh->parts.at(0).vertices) {
        const bool lid = std::abs(v.normal[2]) > 0.5F;
        if (lid) {
            QVERIFY(close(std::abs(v.normal[2]), 1));
        } else {
            QVERIFY(close(v.normal, v.position[0], v.position[1], 0, 0.02));
        }
    }
    const auto sharp = importMesh(m_folder.path("cylinder.stl").toStdString(), {std::numbers::pi / 180, false, true});
    QVERIFY(sharp->parts.at(0).vertices.size() > mesh->parts[0].vertices.size());
}

void StlImportTest::hubOfAHugeFan() {
    std::vector<Triangle> fan;
    constexpr int count = 100000;
    for (int i = 0; i < count; ++i) {
        const auto at = [](int step) {
            const double angle = 2 * std::numbers::pi * step / count;
            const float z = step % 2 == 0 ? 0.0F : 3e-5F;
            return std::array{static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle)), z};
        };
        fan.push_back({{{0, 0, 0}, at(i), at((i + 1) % count)}});
    }
    QElapsedTimer timer;
    timer.start();
    const auto mesh = importMesh(m_folder.write("fan.stl", binaryStl(fan)));
    QVERIFY(mesh.has_value());
    QVERIFY2(timer.elapsed() < 5000, "comparing every face with every other would take minutes");
    QVERIFY(hasGoodNormals(*mesh));
}

void StlImportTest::openAndInverted() {
    auto open = cube();
    open.pop_back();
    QVERIFY(importMesh(m_folder.write("open.stl", binaryStl(open)))->twoSided);
    auto inverted = cube();
    for (Triangle& triangle : inverted) std::swap(triangle[1], triangle[2]);
    QVERIFY(importMesh(m_folder.write("inverted.stl", binaryStl(inverted)))->twoSided);
}

void StlImportTest::refused_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<MeshErrc>("code");
    QTest::addColumn<QString>("part");
    const QByteArray good = binaryStl(cube());
    QByteArray huge = good;
    huge.replace(80, 4, QByteArray("\xff\xff\xff\x7f", 4));
    QTest::newRow("empty") << "a.stl" << QByteArray() << MeshErrc::Empty << "empty";
    QTest::newRow("no triangles") << "a.stl" << binaryStl({}) << MeshErrc::Empty << "no triangles";
    QTest::newRow("only degenerate") << "a.stl" << binaryStl({Triangle{}}) << MeshErrc::Empty << "no triangles";
    QTest::newRow("cut off") << "a.stl" << good.left(300) << MeshErrc::Damaged << "announces 12 triangles and holds 4";
    QTest::newRow("in the header") << "a.stl" << good.left(50) << MeshErrc::Damaged << "cut off";
    QTest::newRow("huge count") << "a.stl" << huge << MeshErrc::Damaged << "announces 2147483647";
    QTest::newRow("LFS") << "a.stl" << QByteArray("version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 5\n")
                         << MeshErrc::NotAMesh << "Git LFS";
    QTest::newRow("web page") << "a.stl" << QByteArray("\n<!DOCTYPE html><html>") << MeshErrc::NotAMesh << "web page";
    QTest::newRow("gzip") << "a.stl" << QByteArray("\x1f\x8b\x08rest") << MeshErrc::NotAMesh << "gzip";
    QTest::newRow("solid and rubbish") << "a.stl" << QByteArray("solid ") + QByteArray(200, 'x') << MeshErrc::Empty
                                       << "";
    QTest::newRow("STEP") << "a.step" << QByteArray("ISO-10303-21;") << MeshErrc::Unsupported << "'.step'";
    QTest::newRow("no ending") << "a" << good << MeshErrc::Unsupported << "Convert it";
}

void StlImportTest::refused() {
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(MeshErrc, code);
    QFETCH(QString, part);
    const auto mesh = importMesh(m_folder.write(name, bytes));
    QVERIFY(!mesh);
    if (part.isEmpty()) return; // any refusal will do
    QVERIFY2(mesh.error().is(code), describe(mesh.error()).c_str());
    QVERIFY2(mesh.error().message.find(part.toStdString()) != std::string::npos, mesh.error().message.c_str());
    QVERIFY(!mesh.error().where.empty());
}

void StlImportTest::missingFile() {
    ORRERY_MESH_REFUSED(importMesh(m_folder.path("none.stl").toStdString()), NotFound, "no such mesh");
    ORRERY_MESH_REFUSED(importMesh(m_folder.path(".").toStdString()), NotFound, "folder");
}

QTEST_APPLESS_MAIN(StlImportTest)
#include "tst_stl_import.moc"
