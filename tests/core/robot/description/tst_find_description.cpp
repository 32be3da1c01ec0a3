// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "robot_files.h"

#include <orrery/robot/description/find_description.h>
#include <orrery/robot/description/load_description.h>

#include <archive.h>
#include <archive_entry.h>

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace orrery;
using namespace orrery::robot;
using namespace orrery::robot::testing;

/// The description in a folder or an archive, found and unpacked without harm.
class FindDescriptionTest : public QObject {
    Q_OBJECT

private slots:
    void kinds();
    void ranking();
    void folderOpens();
    void emptyFolder();
    void archiveOpens();
    void hostileArchives_data();
    void hostileArchives();
    void linksAreLeftOut();
    void bombsAreRefused();
    void oldOnesAreRemoved();
};

namespace {

constexpr std::string_view urdf = "<robot name=\"r\"><link name=\"a\"/></robot>";

using Entries = std::vector<std::pair<std::string, std::string>>;

/// A name that ends with '@' becomes a link to what it holds.
void makeZip(const QString& path, const Entries& entries) {
    const std::unique_ptr<archive, int (*)(archive*)> out(archive_write_new(), archive_write_free);
    archive_write_set_format_zip(out.get());
    QCOMPARE(archive_write_open_filename(out.get(), path.toUtf8().constData()), ARCHIVE_OK);
    for (const auto& [name, bytes] : entries) {
        const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
        const bool link = name.ends_with('@');
        archive_entry_set_pathname(entry.get(), name.substr(0, name.size() - (link ? 1 : 0)).c_str());
        archive_entry_set_filetype(entry.get(), link ? AE_IFLNK : AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        if (link) archive_entry_set_symlink(entry.get(), bytes.c_str());
        if (!link) archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
        QCOMPARE(archive_write_header(out.get(), entry.get()), ARCHIVE_OK);
        if (!link) archive_write_data(out.get(), bytes.data(), bytes.size());
    }
    archive_write_close(out.get());
}

} // namespace

void FindDescriptionTest::kinds() {
    QCOMPARE(descriptionKindOf(urdf), DescriptionKind::Urdf);
    QCOMPARE(descriptionKindOf("<?xml version=\"1.0\"?><!-- <sdf> -->\n<robot xmlns:xacro=\"x\"><xacro:include/>"),
             DescriptionKind::Xacro);
    QCOMPARE(descriptionKindOf("<sdf version='1.7'>"), DescriptionKind::Sdf);
    QCOMPARE(descriptionKindOf("<mujoco>"), DescriptionKind::Mjcf);
    QVERIFY(!descriptionKindOf("<launch/>") && !descriptionKindOf("") && !descriptionKindOf("PK\x03\x04"));
}

void FindDescriptionTest::ranking() {
    const QTemporaryDir folder;
    write(folder, "robot/a.xml", "<mujoco/>");
    write(folder, "robot/model.sdf", "<sdf version=\"1.7\"/>");
    write(folder, "robot/urdf/arm_macro.xacro", "<robot xmlns:xacro=\"x\"><xacro:macro name=\"m\"/></robot>");
    write(folder, "robot/urdf/arm.urdf.xacro", "<robot xmlns:xacro=\"x\" name=\"arm\"><xacro:m/></robot>");
    write(folder, "robot/urdf/deep/arm.urdf", urdf);
    write(folder, "robot/package.xml", "<package/>");
    write(folder, "robot/.git/hidden.urdf", urdf);
    const auto files = findDescriptions(folder.path().toStdString());
    QVERIFY(files.has_value());
    QStringList names;
    for (const DescriptionFile& file : *files) names << QFileInfo(QString::fromStdString(file.file)).fileName();
    QCOMPARE(names, QStringList({"arm.urdf", "arm.urdf.xacro", "model.sdf", "a.xml", "arm_macro.xacro"}));
}

void FindDescriptionTest::folderOpens() {
    const QTemporaryDir folder;
    write(folder, "a/broken.urdf", "<robot name=\"r\"><link");
    write(folder, "a/b/good.urdf", urdf);
    const auto loaded = loadDescription(folder.path().toStdString());
    QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
    QVERIFY(QString::fromStdString(loaded->description.sourceFile).endsWith("good.urdf"));
    QVERIFY(findingWith(*loaded, "2 descriptions"));
}

void FindDescriptionTest::emptyFolder() {
    const QTemporaryDir folder;
    const auto loaded = loadDescription(folder.path().toStdString());
    QVERIFY(!loaded && loaded.error().is(DescriptionErrc::NotFound));
    QVERIFY(loaded.error().message.find("no robot description in this folder") != std::string::npos);
}

void FindDescriptionTest::archiveOpens() {
    const QTemporaryDir folder;
    const QString zip = folder.filePath("robot.zip");
    makeZip(zip, {{"my_robot/package.xml", "<package><name>my_robot</name></package>"},
                  {"my_robot/urdf/r.urdf",
                   "<robot name=\"r\"><link name=\"a\"><visual><geometry><mesh "
                   "filename=\"package://my_robot/meshes/a.stl\"/></geometry></visual></link></robot>"},
                  {"my_robot/meshes/a.stl", "solid"}});
    LoadOptions options;
    options.unpackFolder = folder.filePath("cache").toStdString();
    for (int round = 0; round < 2; ++round) {
        const auto loaded = loadDescription(zip.toStdString(), options);
        QVERIFY2(loaded.has_value(), loaded ? "" : describe(loaded.error()).c_str());
        QVERIFY(!std::get<MeshRef>(loaded->description.links.at(0).visuals.at(0).geometry).file.empty());
    }
    QCOMPARE(QDir(folder.filePath("cache")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(),
             1);
    QVERIFY(!loadDescription(zip.toStdString())); // without a folder to unpack in
}

void FindDescriptionTest::hostileArchives_data() {
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"../evil.urdf", "a/../../evil.urdf", "/tmp/evil.urdf", "..\\evil.urdf", "C:\\evil.urdf", "a/b/../../../x"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void FindDescriptionTest::hostileArchives() {
    QFETCH(QString, name);
    const QTemporaryDir folder;
    const QString zip = folder.filePath("in/robot.zip");
    QVERIFY(QDir().mkpath(folder.filePath("in")));
    makeZip(zip, {{"good.urdf", std::string(urdf)}, {name.toStdString(), std::string(urdf)}});
    const auto unpacked = unpackRobotArchive(zip.toStdString(), folder.filePath("cache/deep").toStdString());
    QVERIFY(!unpacked);
    QVERIFY2(unpacked.error().is(DescriptionErrc::BadArchive), describe(unpacked.error()).c_str());
    QCOMPARE(
        QDir(folder.filePath("cache/deep")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(),
        0);
    QCOMPARE(QDir(folder.filePath("cache")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(),
             1);
    QVERIFY(!QFileInfo::exists(folder.filePath("evil.urdf")) && !QFileInfo::exists("/tmp/evil.urdf"));
}

void FindDescriptionTest::linksAreLeftOut() {
    const QTemporaryDir folder;
    const QString zip = folder.filePath("robot.zip");
    makeZip(
        zip,
        {{"out@", folder.path().toStdString()}, {"out/evil.urdf", std::string(urdf)}, {"r.urdf", std::string(urdf)}});
    const auto unpacked = unpackRobotArchive(zip.toStdString(), folder.filePath("cache").toStdString());
    QVERIFY2(unpacked.has_value(), unpacked ? "" : describe(unpacked.error()).c_str());
    QVERIFY(!QFileInfo::exists(folder.filePath("evil.urdf")));
    QVERIFY(QFileInfo::exists(QString::fromStdString(*unpacked) + "/out/evil.urdf"));
}

void FindDescriptionTest::bombsAreRefused() {
    const QTemporaryDir folder;
    const QString zip = folder.filePath("robot.zip");
    makeZip(zip, {{"r.urdf", std::string(urdf)}, {"zeros.stl", std::string(std::size_t{100} * 1024 * 1024, '\0')}});
    const auto unpacked = unpackRobotArchive(zip.toStdString(), folder.filePath("cache").toStdString());
    QVERIFY(!unpacked);
    QVERIFY2(unpacked.error().is(DescriptionErrc::TooLarge), describe(unpacked.error()).c_str());
}

void FindDescriptionTest::oldOnesAreRemoved() {
    namespace fs = std::filesystem;
    using std::chrono::hours;
    const QTemporaryDir folder;
    const fs::path cache = folder.filePath("cache").toStdString();
    const auto now = fs::file_time_type::clock::now();
    const auto make = [&](const std::string& name, hours age) {
        fs::create_directories(cache / name / "deep");
        fs::last_write_time(cache / name, now - age);
    };
    for (int i = 0; i < 10; ++i) make(fmt::format("robot-00000000000000{:02x}", i), hours(10 - i));
    make("ancient-00000000000000aa", unpackedRobotsAge + hours(1));
    make(".unpacking-1-1", hours(1));
    make(".unpacking-2-2", hours(25));
    make("my own folder", hours(10000));
    const QString zip = folder.filePath("robot.zip");
    makeZip(zip, {{"r.urdf", std::string(urdf)}});
    const auto unpacked = unpackRobotArchive(zip.toStdString(), cache.string());
    QVERIFY2(unpacked.has_value(), unpacked ? "" : describe(unpacked.error()).c_str());
    QVERIFY(fs::exists(fs::path(*unpacked) / "r.urdf"));
    std::size_t robots = 0;
    for (const auto& entry : fs::directory_iterator(cache))
        robots += entry.path().filename().string().starts_with("robot-") ? 1 : 0;
    QCOMPARE(robots, unpackedRobotsKept);
    QVERIFY(fs::exists(cache / "robot-0000000000000009") && !fs::exists(cache / "robot-0000000000000000"));
    QVERIFY(!fs::exists(cache / "ancient-00000000000000aa") && !fs::exists(cache / ".unpacking-2-2"));
    QVERIFY(fs::exists(cache / ".unpacking-1-1") && fs::exists(cache / "my own folder"));
    // One that is opened again counts as used.
    fs::last_write_time(*unpacked, now - unpackedRobotsAge - hours(1));
    QVERIFY(unpackRobotArchive(zip.toStdString(), cache.string()).has_value());
    QVERIFY(fs::last_write_time(*unpacked) > now - hours(1));
}

QTEST_APPLESS_MAIN(FindDescriptionTest)
#include "tst_find_description.moc"
