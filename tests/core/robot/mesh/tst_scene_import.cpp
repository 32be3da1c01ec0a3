// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mesh_files.h"

#include <fmt/format.h>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// DAE, OBJ, PLY and glTF.
class SceneImportTest : public QObject {
    Q_OBJECT

private slots:
    void colladaIgnoresTheUpAxis_data();
    void colladaIgnoresTheUpAxis();
    void colladaUpAxisOnRequest();
    void colladaUnit();
    void colladaNodeTransforms();
    void colladaMirrorKeepsTheOutside();
    void colladaColours();
    void colladaWithoutItsTexture();
    void objWithoutItsMtl();
    void objWithItsMtl();
    void objCannotReadElsewhere();
    void fileNormalsAreKept();
    void badFileNormalsAreReplaced();
    void ply();
    void gltfIsTurnedToZUp();
    void damaged();

private:
    MeshFolder m_folder;
};

namespace {

struct Collada {
    std::string upAxis = "Z_UP";
    std::string unit = "1";
    std::string node; // inside <node>, before the geometry
    std::string transparency = "1";
};

/// One triangle (0,0,0) (1,0,0) (0,2,3) with a red material.
QByteArray dae(const Collada& c) {
    return QByteArray::fromStdString(fmt::format(R"(<?xml version="1.0"?>
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
<asset><unit name="u" meter="{1}"/><up_axis>{0}</up_axis></asset>
<library_cameras><camera id="cam"><optics><technique_common><perspective><xfov>40</xfov><znear>0.1</znear><zfar>10</zfar></perspective></technique_common></optics></camera></library_cameras>
<library_lights><light id="sun"><technique_common><point><color>1 1 1</color></point></technique_common></light></library_lights>
<library_effects><effect id="e"><profile_COMMON><technique sid="common"><lambert><diffuse><color>0.8 0.1 0.2 1</color></diffuse>
<transparency><float>{3}</float></transparency></lambert></technique></profile_COMMON></effect></library_effects>
<library_materials><material id="m" name="red"><instance_effect url="#e"/></material></library_materials>
<library_geometries><geometry id="g"><mesh>
<source id="p"><float_array id="pa" count="9">0 0 0 1 0 0 0 2 3</float_array><technique_common><accessor source="#pa" count="3" stride="3"><param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/></accessor></technique_common></source>
<vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
<triangles count="1" material="M"><input semantic="VERTEX" source="#v" offset="0"/><p>0 1 2</p></triangles></mesh></geometry></library_geometries>
<library_visual_scenes><visual_scene id="s"><node id="c"><instance_camera url="#cam"/></node><node id="l"><instance_light url="#sun"/></node>
<node id="n">{2}<instance_geometry url="#g"><bind_material><technique_common><instance_material symbol="M" target="#m"/></technique_common></bind_material></instance_geometry></node></visual_scene></library_visual_scenes>
<scene><instance_visual_scene url="#s"/></scene></COLLADA>)",
                                                 c.upAxis, c.unit, c.node, c.transparency));
}

const char* const triangleObj = "v 0 0 0\nv 1 0 0\nv 0 1 0\n";

/// A glTF of one triangle (0,0,0) (1,0,0) (0,1,0) in its Y-up frame, base colour linear 0.5.
QByteArray gltf() {
    const std::array<float, 9> positions{0, 0, 0, 1, 0, 0, 0, 1, 0};
    const QByteArray buffer(reinterpret_cast<const char*>(positions.data()), sizeof positions);
    return R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
"meshes":[{"primitives":[{"attributes":{"POSITION":0},"material":0}]}],
"materials":[{"name":"grey","pbrMetallicRoughness":{"baseColorFactor":[0.5,0.5,0.5,0.2]}}],
"accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[0,0,0],"max":[1,1,0]}],
"bufferViews":[{"buffer":0,"byteLength":36}],
"buffers":[{"byteLength":36,"uri":"data:application/octet-stream;base64,)" +
           buffer.toBase64() + "\"}]}";
}

} // namespace

void SceneImportTest::colladaIgnoresTheUpAxis_data() {
    QTest::addColumn<QString>("upAxis");
    for (const char* axis : {"X_UP", "Y_UP", "Z_UP"}) QTest::newRow(axis) << axis;
}

void SceneImportTest::colladaIgnoresTheUpAxis() {
    QFETCH(QString, upAxis);
    const auto mesh = importMesh(m_folder.write("axis.dae", dae({upAxis.toStdString(), "1", "", "1"})));
    QVERIFY2(mesh.has_value(), mesh ? "" : describe(mesh.error()).c_str());
    QCOMPARE(mesh->triangleCount(), 1U);
    QVERIFY(close(mesh->maximum, 1, 2, 3) && close(mesh->minimum, 0, 0, 0));
    QVERIFY(hasGoodNormals(*mesh));
}

void SceneImportTest::colladaUpAxisOnRequest() {
    MeshOptions options;
    options.applyColladaUpAxis = true;
    const auto yUp = importMesh(m_folder.write("y.dae", dae({"Y_UP", "1", "", "1"})), options);
    QVERIFY(close(yUp->minimum, 0, -3, 0) && close(yUp->maximum, 1, 0, 2));
    const auto zUp = importMesh(m_folder.write("z.dae", dae({"Z_UP", "1", "", "1"})), options);
    QVERIFY(close(zUp->maximum, 1, 2, 3));
}

void SceneImportTest::colladaUnit() {
    const auto inches = importMesh(m_folder.write("inch.dae", dae({"Z_UP", "0.0254", "", "1"})));
    QVERIFY(close(inches->maximum, 0.0254, 0.0508, 0.0762));
    const auto centimetres = importMesh(m_folder.write("cm.dae", dae({"Y_UP", "0.01", "", "1"})));
    QVERIFY(close(centimetres->maximum, 0.01, 0.02, 0.03));
}

void SceneImportTest::colladaNodeTransforms() {
    const auto mesh = importMesh(
        m_folder.write("node.dae", dae({"Z_UP", "0.01", "<translate>10 0 0</translate><scale>2 2 2</scale>", "1"})));
    QVERIFY(close(mesh->minimum, 0.1, 0, 0) && close(mesh->maximum, 0.12, 0.04, 0.06));
}

void SceneImportTest::colladaMirrorKeepsTheOutside() {
    const auto mesh = importMesh(m_folder.write("mirror.dae", dae({"Z_UP", "1", "<scale>-1 1 1</scale>", "1"})));
    QVERIFY(close(mesh->minimum, -1, 0, 0));
    QVERIFY(hasGoodNormals(*mesh));
    // The face looked to -y and +z and still does.
    const auto triangle = trianglesOf(*mesh).at(0);
    const float up = (triangle[1][0] - triangle[0][0]) * (triangle[2][1] - triangle[0][1]) -
                     (triangle[2][0] - triangle[0][0]) * (triangle[1][1] - triangle[0][1]);
    QVERIFY(up > 0);
}

void SceneImportTest::colladaColours() {
    for (const char* transparency : {"1", "0"}) {
        const auto mesh = importMesh(m_folder.write("colour.dae", dae({"Z_UP", "1", "", transparency})));
        const auto& color = mesh->parts.at(0).color;
        QVERIFY(color.has_value());
        QVERIFY(close((*color)[0], 0.8) && close((*color)[1], 0.1) && close((*color)[2], 0.2));
        QVERIFY2(close((*color)[3], 1), transparency);
        QCOMPARE(mesh->parts[0].material, std::string("red"));
    }
}

void SceneImportTest::colladaWithoutItsTexture() {
    QByteArray text = dae({});
    text.replace("<diffuse><color>0.8 0.1 0.2 1</color></diffuse>",
                 "<diffuse><texture texture=\"none.tga\" texcoord=\"UV\"/></diffuse>");
    QVERIFY(text.contains("none.tga"));
    const auto mesh = importMesh(m_folder.write("textured.dae", text));
    QVERIFY2(mesh.has_value(), mesh ? "" : describe(mesh.error()).c_str());
    QCOMPARE(mesh->triangleCount(), 1U);
    QVERIFY(!mesh->parts.at(0).color); // whoever shows it takes the description's
}

void SceneImportTest::objWithoutItsMtl() {
    const auto mesh = importMesh(
        m_folder.write("lonely.obj", QByteArray("mtllib gone.mtl\nusemtl red\n") + triangleObj + "f 1 2 3\n"));
    QVERIFY2(mesh.has_value(), mesh ? "" : describe(mesh.error()).c_str());
    QCOMPARE(mesh->triangleCount(), 1U);
    QVERIFY(!mesh->parts.at(0).color);
}

void SceneImportTest::objWithItsMtl() {
    m_folder.write("here.mtl", "newmtl red\nKd 1 0 0\nnewmtl blue\nKd 0 0 1\nd 0.5\n");
    const auto mesh =
        importMesh(m_folder.write("here.obj", QByteArray("mtllib here.mtl\n") + triangleObj +
                                                  "v 0 0 1\nusemtl red\nf 1 2 3\nusemtl blue\nf 1 2 4\nf 2 3 4\n"));
    QVERIFY(mesh.has_value());
    QCOMPARE(mesh->parts.size(), 2U);
    for (const MeshPart& part : mesh->parts) {
        const bool red = part.material == "red";
        QVERIFY(part.color.has_value());
        QVERIFY(close((*part.color)[red ? 0 : 2], 1));
        QVERIFY(close((*part.color)[3], red ? 1 : 0.5));
        QCOMPARE(part.indices.size(), red ? 3U : 6U);
    }
}

void SceneImportTest::objCannotReadElsewhere() {
    QVERIFY(QDir().mkpath(m_folder.path("inner")));
    m_folder.write("outside.mtl", "newmtl red\nKd 1 0 0\n");
    const auto mesh = importMesh(
        m_folder.write("inner/a.obj", QByteArray("mtllib ../outside.mtl\nusemtl red\n") + triangleObj + "f 1 2 3\n"));
    QVERIFY(mesh.has_value());
    QVERIFY(!mesh->parts.at(0).color);
}

void SceneImportTest::fileNormalsAreKept() {
    const auto mesh =
        importMesh(m_folder.write("normals.obj", QByteArray(triangleObj) + "vn 0 0 2\nvn 0 1 1\nf 1//1 2//1 3//2\n"));
    QVERIFY(mesh.has_value());
    bool tilted = false;
    for (const Vertex& v : mesh->parts.at(0).vertices) tilted |= close(v.normal, 0, std::sqrt(0.5), std::sqrt(0.5));
    QVERIFY(tilted);
    QVERIFY(hasGoodNormals(*mesh));
}

void SceneImportTest::badFileNormalsAreReplaced() {
    const auto mesh = importMesh(m_folder.write("zero.obj", QByteArray(triangleObj) + "vn 0 0 0\nf 1//1 2//1 3//1\n"));
    QVERIFY(mesh.has_value());
    QVERIFY(close(mesh->parts.at(0).vertices.at(0).normal, 0, 0, 1));
}

void SceneImportTest::ply() {
    const QByteArray header =
        "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n";
    const auto quad = importMesh(
        m_folder.write("quad.ply", header + "element face 1\nproperty list uchar int vertex_indices\nend_header\n0 0 "
                                            "0\n1 0 0\n1 1 0\n0 1 0\n4 0 1 2 3\n"));
    QVERIFY2(quad.has_value(), quad ? "" : describe(quad.error()).c_str());
    QCOMPARE(quad->triangleCount(), 2U);
    QVERIFY(!quad->parts.at(0).color);
    const auto points = importMesh(m_folder.write("points.ply", header + "end_header\n0 0 0\n1 0 0\n1 1 0\n0 1 0\n"));
    ORRERY_MESH_REFUSED(points, Empty, "without faces");
}

void SceneImportTest::gltfIsTurnedToZUp() {
    const auto mesh = importMesh(m_folder.write("up.gltf", gltf()));
    QVERIFY2(mesh.has_value(), mesh ? "" : describe(mesh.error()).c_str());
    QVERIFY(close(mesh->maximum, 1, 0, 1) && close(mesh->minimum, 0, 0, 0));
    QVERIFY(close(mesh->parts.at(0).vertices.at(0).normal, 0, -1, 0));
    QVERIFY(mesh->parts[0].color.has_value());
    QVERIFY(close((*mesh->parts[0].color)[0], 0.7354, 1e-3)); // linear 0.5 as sRGB
    QVERIFY(close((*mesh->parts[0].color)[3], 1));            // alphaMode is OPAQUE unless said
    MeshOptions asIs;
    asIs.rotateGltfToZUp = false;
    QVERIFY(close(importMesh(m_folder.path("up.gltf").toStdString(), asIs)->maximum, 1, 1, 0));
}

void SceneImportTest::damaged() {
    ORRERY_MESH_REFUSED(importMesh(m_folder.write("cut.dae", dae({}).left(900))), Damaged, "damaged or cut off");
    ORRERY_MESH_REFUSED(importMesh(m_folder.write("text.glb", "hello")), Damaged, ".glb");
    ORRERY_MESH_REFUSED(importMesh(m_folder.write("lfs.dae", "version https://git-lfs.github.com/spec/v1\n")), NotAMesh,
                        "Git LFS");
}

QTEST_APPLESS_MAIN(SceneImportTest)
#include "tst_scene_import.moc"
