// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mesh_files.h"

#include <orrery/robot/mesh/decimate.h>
#include <orrery/robot/mesh/mesh_cache.h>

#include <QDir>
#include <QFileInfo>

#include <atomic>
#include <random>
#include <thread>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// The cache gives back what was imported, or nothing.
class MeshCacheTest : public QObject {
    Q_OBJECT

private slots:
    void roundTrip();
    void secondLoadComesFromTheCache();
    void contentAndOptionsAreTheKey();
    void mtlIsPartOfTheKey();
    void anyDamageIsNoticed();
    void indicesOutOfRangeAreNoticed();
    void thinnedOnceForATarget();
    void unwritableCacheStillLoads();
    void manyAtOnce();

private:
    static QStringList cached(const QString& folder) { return QDir(folder).entryList(QDir::Files); }
    static QByteArray read(const QString& file) {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
};

namespace {

const MeshCacheKey someKey{{1, 2}};

bool same(const MeshData& a, const MeshData& b) {
    if (a.parts.size() != b.parts.size() || a.minimum != b.minimum || a.maximum != b.maximum ||
        a.twoSided != b.twoSided)
        return false;
    for (std::size_t i = 0; i < a.parts.size(); ++i) {
        const MeshPart& p = a.parts[i];
        const MeshPart& q = b.parts[i];
        if (p.indices != q.indices || p.color != q.color || p.material != q.material ||
            p.vertices.size() != q.vertices.size())
            return false;
        for (std::size_t v = 0; v < p.vertices.size(); ++v) {
            if (p.vertices[v].position != q.vertices[v].position || p.vertices[v].normal != q.vertices[v].normal)
                return false;
        }
    }
    return true;
}

MeshData twoParts() {
    MeshData mesh = makeBox({1, 2, 3});
    mesh.parts[0].color = std::array{0.1F, 0.2F, 0.3F, 0.4F};
    mesh.parts[0].material = "gr\xC3\xBCn";
    mesh.parts.push_back(makeSphere(0.2).parts[0]);
    mesh.twoSided = true;
    return mesh;
}

} // namespace

void MeshCacheTest::roundTrip() {
    MeshFolder folder;
    const std::string file = folder.path("a.mesh").toStdString();
    QVERIFY(writeMeshCache(file, someKey, twoParts()).has_value());
    const auto back = readMeshCache(file, someKey);
    QVERIFY(back.has_value());
    QVERIFY(same(*back, twoParts()));
    ORRERY_MESH_REFUSED(readMeshCache(file, {{1, 3}}), Damaged, "cannot be trusted");
    ORRERY_MESH_REFUSED(readMeshCache(folder.path("none.mesh").toStdString(), someKey), NotFound, "not cached");
}

void MeshCacheTest::secondLoadComesFromTheCache() {
    MeshFolder folder;
    const std::string mesh = folder.write("cube.stl", binaryStl(cube()));
    const std::string cache = folder.path("deep/cache").toStdString();
    const auto first = loadMesh(mesh, cache);
    QVERIFY(first.has_value());
    const QStringList files = cached(QString::fromStdString(cache));
    QCOMPARE(files.size(), 1);
    // Put another mesh under the same key: if it comes back, the cache was read.
    MeshCacheKey key;
    key.hash = {files[0].left(16).toULongLong(nullptr, 16), files[0].mid(16, 16).toULongLong(nullptr, 16)};
    QVERIFY(writeMeshCache(cache + "/" + key.fileName(), key, twoParts()).has_value());
    QVERIFY(same(*loadMesh(mesh, cache), twoParts()));
    const std::string copy = folder.write("same content.stl", binaryStl(cube()));
    QVERIFY(same(*loadMesh(copy, cache), twoParts()));
}

void MeshCacheTest::contentAndOptionsAreTheKey() {
    MeshFolder folder;
    const QString cache = folder.path("cache");
    const std::string mesh = folder.write("a.stl", binaryStl(cube()));
    QVERIFY(loadMesh(mesh, cache.toStdString()).has_value());
    QVERIFY(loadMesh(mesh, cache.toStdString(), {0.1, false, true}).has_value());
    QCOMPARE(cached(cache).size(), 2);
    auto moved = cube();
    moved[0][0][0] += 0.001F;
    folder.write("a.stl", binaryStl(moved));
    QVERIFY(loadMesh(mesh, cache.toStdString()).has_value());
    QCOMPARE(cached(cache).size(), 3);
}

void MeshCacheTest::mtlIsPartOfTheKey() {
    MeshFolder folder;
    const std::string cache = folder.path("cache").toStdString();
    const std::string obj = folder.write("a.obj", "mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl m\nf 1 2 3\n");
    folder.write("a.mtl", "newmtl m\nKd 1 0 0\n");
    QVERIFY(close((*loadMesh(obj, cache)->parts.at(0).color)[0], 1));
    folder.write("a.mtl", "newmtl m\nKd 0.25 0 0\n");
    QVERIFY(close((*loadMesh(obj, cache)->parts.at(0).color)[0], 0.25));
}

void MeshCacheTest::anyDamageIsNoticed() {
    MeshFolder folder;
    const std::string file = folder.path("a.mesh").toStdString();
    QVERIFY(writeMeshCache(file, someKey, twoParts()).has_value());
    const QByteArray good = read(QString::fromStdString(file));
    std::mt19937 random(7);
    for (int i = 0; i < 200; ++i) {
        QByteArray bad = good;
        const auto at =
            static_cast<qsizetype>(i < 88 ? static_cast<unsigned>(i) : random() % static_cast<unsigned>(bad.size()));
        bad[at] = static_cast<char>(bad[at] ^ static_cast<char>(1U << random() % 8));
        folder.write("a.mesh", bad);
        const auto mesh = readMeshCache(file, someKey);
        QVERIFY2(!mesh, qPrintable(QString::number(at)));
    }
    for (qsizetype length = 0; length < good.size(); length += 1009) {
        folder.write("a.mesh", good.left(length));
        QVERIFY(!readMeshCache(file, someKey));
    }
    folder.write("a.mesh", good + "x");
    QVERIFY(!readMeshCache(file, someKey));
}

void MeshCacheTest::indicesOutOfRangeAreNoticed() {
    MeshFolder folder;
    MeshData mesh = twoParts();
    mesh.parts[1].indices[5] = static_cast<std::uint32_t>(mesh.parts[1].vertices.size());
    const std::string file = folder.path("a.mesh").toStdString();
    QVERIFY(writeMeshCache(file, someKey, mesh).has_value());
    ORRERY_MESH_REFUSED(readMeshCache(file, someKey), Damaged, "cannot be trusted");
}

void MeshCacheTest::thinnedOnceForATarget() {
    const MeshFolder folder;
    const std::string cache = folder.path("cache").toStdString();
    const auto full = loadCachedMesh(folder.write("ball.stl", binaryStl(trianglesOf(makeSphere(1)))), cache);
    QVERIFY(full);
    const MeshData expected = decimate(full->mesh, 500);
    QVERIFY(expected.triangleCount() < full->mesh.triangleCount());
    QVERIFY(same(thinThroughCache(*full, 500, cache), expected));
    QCOMPARE(cached(QString::fromStdString(cache)).size(), 2);
    const CachedMesh nothing{{}, full->key}; // what comes now can only come from the cache
    QVERIFY(same(thinThroughCache(nothing, 500, cache), expected));
    QVERIFY(thinThroughCache(nothing, 900, cache).parts.empty());
}

void MeshCacheTest::unwritableCacheStillLoads() {
    MeshFolder folder;
    const std::string inTheWay = folder.write("not a folder", "x");
    QVERIFY(loadMesh(folder.write("a.stl", binaryStl(cube())), inTheWay + "/cache").has_value());
}

void MeshCacheTest::manyAtOnce() {
    MeshFolder folder;
    const std::string mesh = folder.write("a.stl", binaryStl(trianglesOf(makeSphere(1))));
    const QString cache = folder.path("cache");
    const auto expected = importMesh(mesh);
    std::atomic<int> good{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int k = 0; k < 10; ++k) {
                    const auto loaded = loadMesh(mesh, cache.toStdString());
                    if (loaded && same(*loaded, *expected)) ++good;
                }
            });
        }
    }
    QCOMPARE(good.load(), 40);
    QCOMPARE(cached(cache).size(), 1);
}

QTEST_APPLESS_MAIN(MeshCacheTest)
#include "tst_mesh_cache.moc"
