// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "urdf_text.h"

#include <orrery/robot/description/load_description.h>
#include <orrery/robot/description/mesh_resolver.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace orrery::robot;
using namespace orrery::robot::testing;

/// Every way in which descriptions name meshes, on real folders.
class MeshResolverTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void findsByEveryForm_data();
    void findsByEveryForm();
    void guesses_data();
    void guesses();
    void chosenPackageFolderComesFirst();
    void packageOfTheEnvironment();
    void siblingPackage();
    void packageFolderMissing();
    void ambiguousNamesAreNotGuessed();
    void nothingOutsideTheRoots();
    void oneFindingForEachMesh();
    void networkIsNotFollowed();
    void texturesAreFoundTheSameWay();
    void texturesOfSdf();

private:
    void touch(const QString& path) {
        const QString file = m_folder->filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write("mesh");
    }
    void manifest(const QString& folder, const char* name) {
        touch(folder + "/package.xml");
        QFile out(m_folder->filePath(folder + "/package.xml"));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(QByteArray("<package><name>") + name + "</name></package>");
    }
    [[nodiscard]] std::string at(const QString& path) const {
        return QFileInfo(m_folder->filePath(path)).canonicalFilePath().toStdString();
    }
    [[nodiscard]] MeshSearch search() const {
        return {m_folder->filePath("ws/my_robot/urdf/robot.urdf").toStdString(), {}, {}, {}};
    }
    [[nodiscard]] MeshResolver::Found find(const std::string& uri) const { return MeshResolver(search()).find(uri); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void MeshResolverTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    touch("ws/my_robot/urdf/robot.urdf");
    touch("ws/my_robot/urdf/local.stl");
    touch("ws/my_robot/meshes/arm.stl");
    touch("ws/my_robot/meshes/Hand.STL");
    touch("ws/my_robot/meshes/with blank.stl");
    touch("ws/my_robot/meshes/gr\u00fcn;$(x).stl");
    touch("ws/my_robot/meshes/deep/only.dae");
    manifest("ws/my_robot", "my_robot");
}

void MeshResolverTest::findsByEveryForm_data() {
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("file");
    const QString arm = "ws/my_robot/meshes/arm.stl";
    QTest::newRow("package") << "package://my_robot/meshes/arm.stl" << arm;
    QTest::newRow("model") << "model://my_robot/meshes/arm.stl" << arm;
    QTest::newRow("find") << "file://$(find my_robot)/meshes/arm.stl" << arm;
    QTest::newRow("find alone") << "$(find my_robot)/meshes/arm.stl" << arm;
    QTest::newRow("up") << "../meshes/arm.stl" << arm;
    QTest::newRow("from the parent") << "meshes/arm.stl" << arm;
    QTest::newRow("back slashes") << "..\\meshes\\arm.stl" << arm;
    QTest::newRow("plain name") << "local.stl"
                                << "ws/my_robot/urdf/local.stl";
    QTest::newRow("dot") << "./local.stl"
                         << "ws/my_robot/urdf/local.stl";
    QTest::newRow("blank") << "../meshes/with blank.stl"
                           << "ws/my_robot/meshes/with blank.stl";
    QTest::newRow("percent") << "package://my_robot/meshes/with%20blank.stl"
                             << "ws/my_robot/meshes/with blank.stl";
    QTest::newRow("umlaut and shell") << "../meshes/gr\u00fcn;$(x).stl"
                                      << "ws/my_robot/meshes/gr\u00fcn;$(x).stl";
}

void MeshResolverTest::findsByEveryForm() {
    QFETCH(QString, uri);
    QFETCH(QString, file);
    const auto found = find(uri.toStdString());
    QCOMPARE(found.file, at(file));
    QCOMPARE(found.note, std::string());
    const auto absolute = find(m_folder->filePath(file).toStdString());
    QCOMPARE(absolute.file, at(file));
    QCOMPARE(find("file://" + m_folder->filePath(file).toStdString()).file, at(file));
}

void MeshResolverTest::guesses_data() {
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("file");
    QTest::addColumn<Severity>("severity");
    QTest::newRow("case") << "package://my_robot/Meshes/hand.stl"
                          << "ws/my_robot/meshes/Hand.STL" << Severity::Information;
    QTest::newRow("unix path of another computer") << "/home/bob/catkin/src/my_robot/meshes/arm.stl"
                                                   << "ws/my_robot/meshes/arm.stl" << Severity::Warning;
    QTest::newRow("Windows path") << "C:\\Users\\bob\\my_robot\\meshes\\arm.stl"
                                  << "ws/my_robot/meshes/arm.stl" << Severity::Warning;
    QTest::newRow("file URI of another computer") << "file:///opt/x/meshes/arm.stl"
                                                  << "ws/my_robot/meshes/arm.stl" << Severity::Warning;
    QTest::newRow("unique name") << "package://gone/visual/only.dae"
                                 << "ws/my_robot/meshes/deep/only.dae" << Severity::Warning;
}

void MeshResolverTest::guesses() {
    QFETCH(QString, uri);
    QFETCH(QString, file);
    QFETCH(Severity, severity);
    const auto found = find(uri.toStdString());
    QCOMPARE(found.file, at(file));
    QVERIFY(!found.note.empty());
    QCOMPARE(found.severity, severity);
}

void MeshResolverTest::chosenPackageFolderComesFirst() {
    touch("elsewhere/meshes/arm.stl");
    MeshSearch chosen = search();
    chosen.packageRoots["my_robot"] = m_folder->filePath("elsewhere").toStdString();
    QCOMPARE(MeshResolver(chosen).find("package://my_robot/meshes/arm.stl").file, at("elsewhere/meshes/arm.stl"));
    MeshSearch root = search();
    touch("more/other/part.stl");
    root.roots.push_back(m_folder->filePath("more").toStdString());
    QCOMPARE(MeshResolver(root).find("package://other/part.stl").file, at("more/other/part.stl"));
}

void MeshResolverTest::packageOfTheEnvironment() {
    touch("ros/share/arm_meshes/m.stl");
    touch("source/real.stl");
    QVERIFY(QFile::link(m_folder->filePath("source/real.stl"), m_folder->filePath("ros/share/arm_meshes/linked.stl")));
    qputenv("AMENT_PREFIX_PATH", m_folder->filePath("ros").toUtf8() + ":/nowhere");
    MeshSearch ros = search();
    ros.packageFolders = packageFoldersFromEnvironment();
    qunsetenv("AMENT_PREFIX_PATH");
    MeshResolver resolver(ros);
    QCOMPARE(resolver.find("package://arm_meshes/m.stl").file, at("ros/share/arm_meshes/m.stl"));
    QVERIFY(!resolver.find("package://arm_meshes/linked.stl").file.empty());
    QVERIFY(resolver.find("package://arm_meshes/../../../source/real.stl").file.empty());
}

void MeshResolverTest::siblingPackage() {
    touch("ws/folder_with_another_name/m.stl");
    manifest("ws/folder_with_another_name", "robot_meshes");
    QCOMPARE(find("package://robot_meshes/m.stl").file, at("ws/folder_with_another_name/m.stl"));
    touch("ws/plain/m.stl");
    QCOMPARE(find("package://plain/m.stl").file, at("ws/plain/m.stl"));
}

void MeshResolverTest::packageFolderMissing() {
    touch("ws/my_robot/urdf/assets/a.stl");
    QCOMPARE(find("package://assets/a.stl").file, at("ws/my_robot/urdf/assets/a.stl"));
    QCOMPARE(find("package://not_here/meshes/arm.stl").file, at("ws/my_robot/meshes/arm.stl"));
    const auto missing = find("package://not_here/nothing.stl");
    QVERIFY(missing.file.empty());
    QVERIFY(missing.note.find("package 'not_here' was not found") != std::string::npos);
}

void MeshResolverTest::ambiguousNamesAreNotGuessed() {
    touch("ws/my_robot/meshes/visual/part.stl");
    touch("ws/my_robot/meshes/collision/part.stl");
    QVERIFY(find("package://gone/x/part.stl").file.empty());
    QCOMPARE(find("package://gone/Visual/part.stl").file, at("ws/my_robot/meshes/visual/part.stl"));
}

void MeshResolverTest::nothingOutsideTheRoots() {
    touch("secret/key.stl");
    QVERIFY(QFile::link(m_folder->filePath("secret/key.stl"), m_folder->filePath("ws/my_robot/urdf/link.stl")));
    QVERIFY(QFile::link(m_folder->filePath("secret"), m_folder->filePath("ws/my_robot/urdf/folder")));
    for (const std::string uri :
         {"../../../secret/key.stl", "package://my_robot/../../secret/key.stl", "link.stl", "folder/key.stl"}) {
        const auto found = find(uri);
        QVERIFY2(found.file.empty(), uri.c_str());
        QVERIFY2(found.note.find("outside") != std::string::npos, found.note.c_str());
    }
    QVERIFY(find(m_folder->filePath("secret/key.stl").toStdString()).file.empty());
    QVERIFY(find("package://../secret/key.stl").file.empty());
    QVERIFY(find("/etc/passwd").file.empty());
    QVERIFY(find("package://etc/passwd").file.empty());
}

void MeshResolverTest::oneFindingForEachMesh() {
    QFile urdf(m_folder->filePath("ws/my_robot/urdf/robot.urdf"));
    QVERIFY(urdf.open(QIODevice::WriteOnly));
    const std::string gone = "<visual><geometry><mesh filename=\"gone.stl\"/></geometry></visual>\n";
    const std::string here = "<visual><geometry><mesh filename=\"local.stl\"/></geometry></visual>\n";
    urdf.write(QByteArray::fromStdString(robotWith("<link name=\"a\">\n" + gone + here + gone + "</link>")));
    urdf.close();
    const auto loaded = loadDescription(urdf.fileName().toStdString(), {{}, {}, false});
    QVERIFY(loaded.has_value());
    ORRERY_ONE_FINDING(*loaded, Warning, "'gone.stl' (used 2 times) was not found");
    QCOMPARE(loaded->findings[0].line, 4);
    QCOMPARE(loaded->findings[0].element, std::string("a"));
    const auto& visuals = loaded->description.links.at(0).visuals;
    QCOMPARE(visuals.size(), 3U);
    QCOMPARE(std::get<MeshRef>(visuals[1].geometry).file, at("ws/my_robot/urdf/local.stl"));
}

void MeshResolverTest::networkIsNotFollowed() {
    const auto found = find("https://example.org/meshes/arm.stl");
    QVERIFY(found.file.empty());
    QVERIFY(found.note.find("network") != std::string::npos);
}

void MeshResolverTest::texturesAreFoundTheSameWay() {
    touch("ws/my_robot/textures/wood.png");
    QFile out(m_folder->filePath("ws/my_robot/urdf/robot.urdf"));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(
        R"(<robot name="r"><material name="wood"><texture filename="package://my_robot/textures/wood.png"/></material>
<link name="a"><visual><geometry><box size="1 1 1"/></geometry><material name="wood"/></visual>
<visual><geometry><box size="1 1 1"/></geometry><material name="gone"><texture filename="gone.png"/></material></visual></link>
<link name="b"/><joint name="j" type="fixed"><parent link="a"/><child link="b"/></joint></robot>)");
    out.close();
    const auto loaded = loadDescription(out.fileName().toStdString());
    QVERIFY(loaded.has_value());
    const auto& visuals = loaded->description.links.at(0).visuals;
    QCOMPARE(visuals.at(0).material->texturePath, at("ws/my_robot/textures/wood.png"));
    QVERIFY(visuals.at(1).material->texturePath.empty());
    QCOMPARE(loaded->findings.size(), 1U);
    QVERIFY(loaded->findings[0].message.find("Texture 'gone.png' was not found") != std::string::npos);
    QCOMPARE(loaded->findings[0].element, std::string("a"));
    QCOMPARE(loaded->findings[0].line, 3);
}

void MeshResolverTest::texturesOfSdf() {
    touch("ws/my_robot/urdf/skins/wood.png");
    QFile out(m_folder->filePath("ws/my_robot/urdf/r.sdf"));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(R"(<sdf version="1.9"><model name="r"><link name="a"><visual name="v">
<geometry><box><size>1 1 1</size></box></geometry>
<material><pbr><metal><albedo_map>skins/wood.png</albedo_map></metal></pbr></material></visual></link></model></sdf>)");
    out.close();
    const auto loaded = loadDescription(out.fileName().toStdString());
    QVERIFY(loaded.has_value());
    QCOMPARE(loaded->description.links.at(0).visuals.at(0).material->texturePath,
             at("ws/my_robot/urdf/skins/wood.png"));
}

QTEST_APPLESS_MAIN(MeshResolverTest)
#include "tst_mesh_resolver.moc"
