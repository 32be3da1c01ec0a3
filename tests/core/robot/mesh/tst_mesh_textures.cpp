// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mesh_files.h"

#include <orrery/robot/mesh/decimate.h>
#include <orrery/robot/mesh/mesh_cache.h>
#include <orrery/robot/mesh/texture_projection.h>

#include <QFileInfo>
#include <QtEndian>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// Pictures on meshes: where they are found, and that each corner keeps its place in them.
class MeshTexturesTest : public QObject {
    Q_OBJECT

private slots:
    void objWithAPicture();
    void objWithoutPictureHasNoCoordinates();
    void coordinatesAreKeptOnRequest();
    void colladaWithAPicture();
    void plyWithAPicture();
    void glbHoldsItsPicture();
    void seamsAndSharpEdgesSplitVertices();
    void picturesAreFoundWhereTheyMayLie_data();
    void picturesAreFoundWhereTheyMayLie();
    void theCacheKeepsPicturesAndPlaces();
    void theCacheOfAPlainMeshHasNothingMore();
    void aCachedMeshFindsItsPicturesWhereItLies();
    void thinningKeepsPlaces();
    void thinningLooksThroughFacets();
    void shapesWearThePicture();
};

namespace {

const char* const squareObj = "mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 1 1\nvt 0 0.75\n"
                              "usemtl m\nf 1/1 2/2 3/3 4/4\n";

/// The place in the picture of the vertex at a position; (-1, -1) when there is none, or more than one.
TextureCoordinate placeAt(const MeshPart& part, double x, double y, double z) {
    TextureCoordinate found{-1, -1};
    for (std::size_t i = 0; i < part.textureCoordinates.size(); ++i) {
        if (!close(part.vertices[i].position, x, y, z)) continue;
        if (found != TextureCoordinate{-1, -1} && found != part.textureCoordinates[i]) return {-1, -1};
        found = part.textureCoordinates[i];
    }
    return found;
}

bool isAt(const TextureCoordinate& place, double u, double v) {
    return close(place[0], u) && close(place[1], v);
}

/// A GLB of one triangle (0,0,0) (1,0,0) (0,1,0) in its Y-up frame, with a picture inside.
QByteArray glb(const QByteArray& picture, const QByteArray& alphaMode, const QByteArray& transform = {}) {
    const std::array<float, 15> numbers{0, 0, 0, 1, 0, 0, 0, 1, 0, 0.25F, 0.5F, 1, 0, 0, 1};
    QByteArray binary(reinterpret_cast<const char*>(numbers.data()), sizeof numbers);
    binary += picture;
    while (binary.size() % 4 != 0) binary += '\0';
    QByteArray json =
        R"({"asset":{"version":"2.0"},"extensionsUsed":["KHR_texture_transform"],"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
"meshes":[{"primitives":[{"attributes":{"POSITION":0,"TEXCOORD_0":1},"material":0}]}],
"materials":[{"name":"m",ALPHA"pbrMetallicRoughness":{"baseColorFactor":[1,0.5,1,1],"baseColorTexture":{"index":0TRANSFORM}}}],
"textures":[{"source":0}],"images":[{"bufferView":2,"mimeType":"image/png"}],
"accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[0,0,0],"max":[1,1,0]},
{"bufferView":1,"componentType":5126,"count":3,"type":"VEC2"}],
"bufferViews":[{"buffer":0,"byteLength":36},{"buffer":0,"byteOffset":36,"byteLength":24},
{"buffer":0,"byteOffset":60,"byteLength":PICTURE}],"buffers":[{"byteLength":ALL}]})";
    json.replace("ALPHA", alphaMode).replace("TRANSFORM", transform);
    json.replace("PICTURE", QByteArray::number(picture.size())).replace("ALL", QByteArray::number(binary.size()));
    while (json.size() % 4 != 0) json += ' ';
    const auto number = [](qsizetype value) {
        const quint32 little = qToLittleEndian(static_cast<quint32>(value));
        return QByteArray(reinterpret_cast<const char*>(&little), 4);
    };
    return "glTF" + number(2) + number(28 + json.size() + binary.size()) + number(json.size()) + "JSON" + json +
           number(binary.size()) + QByteArray("BIN\0", 4) + binary;
}

/// A grid in the plane z = 0 whose places are its positions.
MeshData grid(int cells) {
    MeshData mesh;
    MeshPart& part = mesh.parts.emplace_back();
    part.texture = 0;
    mesh.textures.push_back({"p.png", {}, {}, false});
    const auto index = [cells](int x, int y) { return static_cast<std::uint32_t>(y * (cells + 1) + x); };
    for (int y = 0; y <= cells; ++y) {
        for (int x = 0; x <= cells; ++x) {
            const float u = static_cast<float>(x) / static_cast<float>(cells);
            const float v = static_cast<float>(y) / static_cast<float>(cells);
            part.vertices.push_back({{u, v, 0}, {0, 0, 1}});
            part.textureCoordinates.push_back({u, v});
            if (x == cells || y == cells) continue;
            part.indices.insert(part.indices.end(), {index(x, y), index(x + 1, y), index(x + 1, y + 1), index(x, y),
                                                     index(x + 1, y + 1), index(x, y + 1)});
        }
    }
    updateBounds(mesh);
    return mesh;
}

} // namespace

void MeshTexturesTest::objWithAPicture() {
    MeshFolder folder;
    folder.write("a.mtl", "newmtl m\nKd 0 0 0\nmap_Kd wood.png\n");
    const std::string picture = folder.write("wood.png", "not looked at");
    const auto mesh = importMesh(folder.write("a.obj", squareObj));
    QVERIFY2(mesh.has_value(), mesh ? "" : describe(mesh.error()).c_str());
    const MeshPart& part = mesh->parts.at(0);
    QVERIFY(part.texture.has_value());
    QCOMPARE(mesh->textures.at(*part.texture).name, std::string("wood.png"));
    QCOMPARE(QString::fromStdString(mesh->textures[0].file),
             QFileInfo(QString::fromStdString(picture)).canonicalFilePath());
    QVERIFY(!part.color); // the black of the MTL is a left-over
    QCOMPARE(part.textureCoordinates.size(), part.vertices.size());
    QVERIFY(isAt(placeAt(part, 0, 0, 0), 0, 1)); // OBJ's v runs up, ours down
    QVERIFY(isAt(placeAt(part, 1, 1, 0), 1, 0));
    QVERIFY(isAt(placeAt(part, 0, 1, 0), 0, 0.25));
    QVERIFY(hasGoodNormals(*mesh));
}

void MeshTexturesTest::objWithoutPictureHasNoCoordinates() {
    MeshFolder folder;
    folder.write("a.mtl", "newmtl m\nKd 1 0 0\n");
    const auto mesh = importMesh(folder.write("a.obj", squareObj));
    QVERIFY(mesh->parts.at(0).textureCoordinates.empty() && !mesh->parts[0].texture && mesh->textures.empty());
    QVERIFY(mesh->parts[0].color.has_value());
}

void MeshTexturesTest::coordinatesAreKeptOnRequest() {
    MeshFolder folder;
    MeshOptions options;
    options.textureCoordinates = true;
    const auto mesh = importMesh(folder.write("a.obj", squareObj), options);
    QVERIFY(!mesh->parts.at(0).texture && mesh->textures.empty());
    QVERIFY(isAt(placeAt(mesh->parts[0], 1, 0, 0), 1, 1));
    const auto none = importMesh(folder.write("b.stl", binaryStl(cube())), options);
    QVERIFY(none->parts.at(0).textureCoordinates.empty());
}

void MeshTexturesTest::colladaWithAPicture() {
    MeshFolder folder;
    folder.write("wood.png", "not looked at");
    const auto mesh = importMesh(folder.write("a.dae", R"(<?xml version="1.0"?>
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1"><asset><unit name="m" meter="1"/><up_axis>Z_UP</up_axis></asset>
<library_images><image id="i"><init_from>wood.png</init_from></image></library_images>
<library_effects><effect id="e"><profile_COMMON><newparam sid="s"><surface type="2D"><init_from>i</init_from></surface></newparam>
<newparam sid="t"><sampler2D><source>s</source></sampler2D></newparam>
<technique sid="common"><lambert><diffuse><texture texture="t" texcoord="UV"/></diffuse></lambert></technique></profile_COMMON></effect></library_effects>
<library_materials><material id="m" name="wooden"><instance_effect url="#e"/></material></library_materials>
<library_geometries><geometry id="g"><mesh>
<source id="p"><float_array id="pa" count="9">0 0 0 1 0 0 0 2 3</float_array><technique_common><accessor source="#pa" count="3" stride="3"><param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/></accessor></technique_common></source>
<source id="u"><float_array id="ua" count="6">0 0 1 0 0 1</float_array><technique_common><accessor source="#ua" count="3" stride="2"><param name="S" type="float"/><param name="T" type="float"/></accessor></technique_common></source>
<vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
<triangles count="1" material="M"><input semantic="VERTEX" source="#v" offset="0"/><input semantic="TEXCOORD" source="#u" offset="1" set="0"/><p>0 0 1 1 2 2</p></triangles></mesh></geometry></library_geometries>
<library_visual_scenes><visual_scene id="s"><node id="n"><instance_geometry url="#g"><bind_material><technique_common><instance_material symbol="M" target="#m"><bind_vertex_input semantic="UV" input_semantic="TEXCOORD" input_set="0"/></instance_material></technique_common></bind_material></instance_geometry></node></visual_scene></library_visual_scenes>
<scene><instance_visual_scene url="#s"/></scene></COLLADA>)"));
    QVERIFY2(mesh.has_value(), mesh ? "" : describe(mesh.error()).c_str());
    QVERIFY(mesh->parts.at(0).texture.has_value() && !mesh->parts[0].color);
    QVERIFY(!mesh->textures.at(0).file.empty());
    QVERIFY(isAt(placeAt(mesh->parts[0], 0, 2, 3), 0, 0));
}

void MeshTexturesTest::plyWithAPicture() {
    MeshFolder folder;
    folder.write("skin.png", "not looked at");
    const auto mesh = importMesh(folder.write(
        "a.ply", "ply\nformat ascii 1.0\ncomment TextureFile skin.png\nelement vertex 3\nproperty float x\n"
                 "property float y\nproperty float z\nproperty float s\nproperty float t\nelement face 1\n"
                 "property list uchar int vertex_indices\nend_header\n0 0 0 0 0\n1 0 0 1 0\n0 1 0 0 1\n3 0 1 2\n"));
    QVERIFY2(mesh.has_value(), mesh ? "" : describe(mesh.error()).c_str());
    QVERIFY(mesh->parts.at(0).texture.has_value());
    QVERIFY(!mesh->textures.at(0).file.empty());
    QVERIFY(isAt(placeAt(mesh->parts[0], 0, 1, 0), 0, 0));
}

void MeshTexturesTest::glbHoldsItsPicture() {
    MeshFolder folder;
    const QByteArray picture("\x89PNG and so on", 14);
    const auto mesh = importMesh(folder.write("a.glb", glb(picture, "")));
    QVERIFY2(mesh.has_value(), mesh ? "" : describe(mesh.error()).c_str());
    const MeshPart& part = mesh->parts.at(0);
    QVERIFY(part.texture.has_value());
    const MeshTexture& texture = mesh->textures.at(*part.texture);
    QCOMPARE(QByteArray::fromStdString(texture.bytes), picture);
    QVERIFY(texture.file.empty() && texture.opaque);
    QVERIFY(isAt(placeAt(part, 0, 0, 0), 0.25, 0.5)); // glTF's v runs down, too
    QVERIFY(isAt(placeAt(part, 1, 0, 0), 1, 0));
    QVERIFY(part.color && close((*part.color)[0], 1) && close((*part.color)[1], 0.7354, 1e-3)); // tints it
    const auto masked = importMesh(folder.write("b.glb", glb(picture, "\"alphaMode\":\"MASK\",")));
    QVERIFY(!masked->textures.at(0).opaque);
    const auto moved = importMesh(folder.write("c.glb", glb(picture, "",
                                                            R"(,"extensions":{"KHR_texture_transform":)"
                                                            R"({"offset":[0.5,0.25],"scale":[2,2]}})")));
    QVERIFY2(moved.has_value(), moved ? "" : describe(moved.error()).c_str());
    QVERIFY(isAt(placeAt(moved->parts.at(0), 0, 0, 0), 1, 1.25));
}

void MeshTexturesTest::seamsAndSharpEdgesSplitVertices() {
    MeshFolder folder;
    folder.write("a.mtl", "newmtl m\nmap_Kd p.png\n");
    // Two faces with a sharp edge between, a third that goes on flat with another place at the same corners.
    const auto mesh =
        importMesh(folder.write("a.obj", "mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 0 0 1\nv 1 0 1\nvt 0 0\n"
                                         "vt 1 0\nvt 1 1\nusemtl m\nf 1/1 2/2 3/3\nf 2/2 1/1 5/3\nf 1/2 3/1 4/3\n"));
    QVERIFY(mesh.has_value());
    QCOMPARE(mesh->triangleCount(), 3U);
    QCOMPARE(mesh->parts.at(0).vertices.size(), 9U);
    QCOMPARE(mesh->parts[0].textureCoordinates.size(), 9U);
    QVERIFY(hasGoodNormals(*mesh));
}

void MeshTexturesTest::picturesAreFoundWhereTheyMayLie_data() {
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("lies");
    QTest::addColumn<bool>("found");
    QTest::newRow("beside") << "p.png"
                            << "robot/meshes/p.png" << true;
    QTest::newRow("below") << "skins/p.png"
                           << "robot/meshes/skins/p.png" << true;
    QTest::newRow("with a blank") << "my%20skin.png"
                                  << "robot/meshes/my skin.png" << true;
    QTest::newRow("beside the mesh's folder") << "../skins/p.png"
                                              << "robot/skins/p.png" << true;
    QTest::newRow("from another computer") << "C:\\users\\ann\\p.png"
                                           << "robot/meshes/p.png" << true;
    QTest::newRow("as Gazebo has it") << "p.png"
                                      << "robot/materials/textures/p.png" << true;
    QTest::newRow("not there") << "p.png"
                               << "robot/meshes/q.png" << false;
    QTest::newRow("elsewhere") << "../../p.png"
                               << "p.png" << false;
    QTest::newRow("a folder") << "."
                              << "robot/meshes/p.png" << false;
}

void MeshTexturesTest::picturesAreFoundWhereTheyMayLie() {
    QFETCH(QString, written);
    QFETCH(QString, lies);
    QFETCH(bool, found);
    MeshFolder folder;
    QVERIFY(QDir().mkpath(folder.path("robot/meshes")));
    QVERIFY(QDir().mkpath(QFileInfo(folder.path(lies)).path()));
    folder.write(lies, "not looked at");
    folder.write("robot/meshes/a.mtl", "newmtl m\nmap_Kd " + written.toUtf8() + "\n");
    const auto mesh = importMesh(folder.write("robot/meshes/a.obj", squareObj));
    QVERIFY(mesh.has_value());
    QCOMPARE(mesh->textures.size(), 1U);
    QCOMPARE(!mesh->textures[0].file.empty(), found);
    if (lies != "p.png") return;
    folder.write("package.xml", "<package/>");
    QVERIFY(!importMesh(folder.path("robot/meshes/a.obj").toStdString())->textures[0].file.empty());
}

void MeshTexturesTest::theCacheKeepsPicturesAndPlaces() {
    MeshFolder folder;
    const MeshCacheKey key{{1, 2}};
    const std::string file = folder.path("a.mesh").toStdString();
    MeshData mesh = grid(2);
    mesh.textures.push_back({"*1", std::string("a\0b", 3), {}, true});
    mesh.parts.push_back(makeBox({1, 1, 1}).parts[0]);
    QVERIFY(writeMeshCache(file, key, mesh).has_value());
    const auto back = readMeshCache(file, key);
    QVERIFY(back.has_value());
    QVERIFY(back->parts.at(0).texture == 0U && back->parts[0].textureCoordinates == mesh.parts[0].textureCoordinates);
    QVERIFY(!back->parts.at(1).texture && back->parts[1].textureCoordinates.empty());
    QCOMPARE(back->textures.size(), 2U);
    QVERIFY(back->textures[0].name == "p.png" && back->textures[0].bytes.empty() && !back->textures[0].opaque);
    QVERIFY(back->textures[1].bytes == mesh.textures[1].bytes && back->textures[1].opaque);
    mesh.parts[0].texture = 2; // there are two
    QVERIFY(writeMeshCache(file, key, mesh).has_value());
    ORRERY_MESH_REFUSED(readMeshCache(file, key), Damaged, "cannot be trusted");
    mesh.parts[0].texture.reset();
    mesh.textures.clear();
    QVERIFY(writeMeshCache(file, key, mesh).has_value());
    QCOMPARE(readMeshCache(file, key)->parts.at(0).textureCoordinates.size(), 9U);
}

void MeshTexturesTest::theCacheOfAPlainMeshHasNothingMore() {
    MeshFolder folder;
    const std::string file = folder.path("a.mesh").toStdString();
    QVERIFY(writeMeshCache(file, {{1, 2}}, makeBox({1, 1, 1})).has_value());
    QCOMPARE(QFileInfo(QString::fromStdString(file)).size(), 88 + 32 + 24 * 24 + 36 * 4);
}

void MeshTexturesTest::aCachedMeshFindsItsPicturesWhereItLies() {
    MeshFolder folder;
    const std::string cache = folder.path("cache").toStdString();
    for (const char* place : {"one", "two"}) {
        QVERIFY(QDir().mkpath(folder.path(place)));
        const QString in = QLatin1String(place) + '/';
        folder.write(in + "wood.png", "not looked at");
        const auto mesh = loadMesh(
            folder.write(in + "a.gltf",
                         R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],
"nodes":[{"mesh":0}],"meshes":[{"primitives":[{"attributes":{"POSITION":0,"TEXCOORD_0":1},"material":0}]}],
"materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],"textures":[{"source":0}],"images":[{"uri":"wood.png"}],
"accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[0,0,0],"max":[1,1,0]},
{"bufferView":1,"componentType":5126,"count":3,"type":"VEC2"}],
"bufferViews":[{"buffer":0,"byteLength":36},{"buffer":0,"byteOffset":36,"byteLength":24}],
"buffers":[{"byteLength":60,"uri":"data:application/octet-stream;base64,)" +
                             QByteArray(reinterpret_cast<const char*>(
                                            std::array<float, 15>{0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1}.data()),
                                        60)
                                 .toBase64() +
                             "\"}]}"),
            cache);
        QVERIFY2(mesh.has_value(), mesh ? "" : describe(mesh.error()).c_str());
        QCOMPARE(mesh->textures.size(), 1U);
        QCOMPARE(QString::fromStdString(mesh->textures[0].file),
                 QFileInfo(folder.path(in + "wood.png")).canonicalFilePath());
    }
    QCOMPARE(QDir(folder.path("cache")).entryList(QDir::Files).size(), 1);
}

void MeshTexturesTest::thinningKeepsPlaces() {
    const MeshData mesh = grid(32);
    const MeshData fewer = decimate(mesh, 200);
    QVERIFY2(fewer.triangleCount() <= 220, qPrintable(QString::number(fewer.triangleCount())));
    QCOMPARE(fewer.textures.size(), 1U);
    const MeshPart& part = fewer.parts.at(0);
    QVERIFY(part.texture == 0U);
    QVERIFY(part.vertices.size() < mesh.parts[0].vertices.size());
    QCOMPARE(part.textureCoordinates.size(), part.vertices.size());
    for (std::size_t i = 0; i < part.vertices.size(); ++i) {
        const auto& position = part.vertices[i].position;
        QVERIFY(isAt(part.textureCoordinates[i], static_cast<double>(position[0]), static_cast<double>(position[1])));
    }
}

void MeshTexturesTest::thinningLooksThroughFacets() {
    MeshData mesh = makeSphere(1);
    projectTexture(mesh, Projection::Round);
    MeshPart facets;
    const MeshPart& smooth = mesh.parts[0];
    for (const std::uint32_t from : smooth.indices) { // each triangle on its own, with its own normal
        const std::size_t first = facets.indices.size() / 3 * 3;
        const auto at = [&](std::size_t k) {
            const auto& p = smooth.vertices[smooth.indices[first + k]].position;
            return Vec3{p[0], p[1], p[2]};
        };
        const Vec3 n = normalized(cross(at(1) - at(0), at(2) - at(0)));
        facets.vertices.push_back({smooth.vertices[from].position,
                                   {static_cast<float>(n.x), static_cast<float>(n.y), static_cast<float>(n.z)}});
        facets.textureCoordinates.push_back(smooth.textureCoordinates[from]);
        facets.indices.push_back(static_cast<std::uint32_t>(facets.indices.size()));
    }
    mesh.parts[0] = facets;
    const std::size_t before = mesh.triangleCount();
    const MeshData fewer = decimate(mesh, before / 2);
    QVERIFY2(fewer.triangleCount() < before * 6 / 10, qPrintable(QString::number(fewer.triangleCount())));
    QVERIFY(hasGoodNormals(fewer));
    const MeshPart& part = fewer.parts.at(0);
    QCOMPARE(part.textureCoordinates.size(), part.vertices.size());
    for (std::size_t i = 0; i < part.vertices.size(); ++i)
        QVERIFY(
            close(part.textureCoordinates[i][1], (1 - static_cast<double>(part.vertices[i].position[2])) / 2, 1e-4));
}

void MeshTexturesTest::shapesWearThePicture() {
    MeshData box = makeBox({2, 4, 6});
    projectTexture(box, Projection::Faces);
    const MeshPart& part = box.parts.at(0);
    QCOMPARE(part.vertices.size(), 24U);
    for (std::size_t i = 0; i < part.vertices.size(); ++i) {
        const Vertex& v = part.vertices[i];
        if (std::abs(v.normal[2]) > 0.5F) continue;
        QVERIFY(close(part.textureCoordinates[i][1], v.position[2] > 0 ? 0 : 1)); // upright
        // Whoever looks at a side with z up has z x normal to the right.
        const float right = -v.normal[1] * v.position[0] + v.normal[0] * v.position[1];
        QVERIFY(close(part.textureCoordinates[i][0], right > 0 ? 1 : 0));
    }
    for (MeshData round : {makeSphere(1), makeCylinder(1, 2), makeCapsule(1, 2)}) {
        const std::size_t triangles = round.triangleCount();
        projectTexture(round, Projection::Round);
        QCOMPARE(round.triangleCount(), triangles);
        QVERIFY(hasGoodNormals(round));
        const MeshPart& around = round.parts.at(0);
        for (std::size_t i = 0; i + 2 < around.indices.size(); i += 3) {
            const auto u = [&](std::size_t k) { return around.textureCoordinates[around.indices[i + k]][0]; };
            const bool isEnd = std::abs(around.vertices[around.indices[i]].normal[2]) > 0.999F;
            // No triangle holds the whole picture squeezed between its end and its beginning.
            if (!isEnd) QVERIFY(std::max({u(0), u(1), u(2)}) - std::min({u(0), u(1), u(2)}) < 0.1F);
        }
    }
}

QTEST_APPLESS_MAIN(MeshTexturesTest)
#include "tst_mesh_textures.moc"
