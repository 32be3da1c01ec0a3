// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "cli_runner.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace {

using Outcome = orrery::test::CliOutcome;

const QString lyra = QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/lyra/lyra.urdf");

QString shared(const char* name) {
    return QStringLiteral(ORRERY_SHARED_DATA "/robots/") + QString::fromLatin1(name);
}

QJsonValue at(const QJsonObject& object, const QStringList& path) {
    QJsonValue value = object;
    for (const QString& key : path) value = value.toObject().value(key);
    return value;
}

} // namespace

/// The program itself: what it says of files, good and bad, and simulated robots that it records and replays.
class TestCliRobotFiles : public QObject {
    Q_OBJECT

private slots:
    void init();
    void checkOfRealRobots_data();
    void checkOfRealRobots();
    void checkOfPoses();
    void checkNamesWhatIsWrong();
    void badFiles_data();
    void badFiles();
    void badCalls_data();
    void badCalls();
    void argumentsOfXacro();
    void foldersAndArchives();
    void fkOfTheSharedVectors();
    void simSettles();
    void simIsMissing();
    void recordAndReplay();
    void aRecordingMayEndBeforeItsGesture();
    void replayStopsAtCtrlC();
    void replayRefuses();

private:
    [[nodiscard]] Outcome run(const QStringList& arguments) const { return m_cli->run(arguments); }
    QString write(const QString& name, const QByteArray& text) const {
        QFile file(m_folder->filePath(name));
        if (file.open(QIODevice::WriteOnly)) file.write(text);
        return file.fileName();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<orrery::test::CliRunner> m_cli;
};

void TestCliRobotFiles::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_cli = std::make_unique<orrery::test::CliRunner>(QStringList{"robot"});
    m_cli->keepBelow(m_folder->filePath("home"));
}

void TestCliRobotFiles::checkOfRealRobots_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("joints");
    QTest::addColumn<int>("controlled");
    QTest::addColumn<int>("triangles"); // at least
    QTest::newRow("lyra") << lyra << 0 << 1 << 1;
    QTest::newRow("SO-101") << shared("so101/so101_new_calib.urdf") << 7 << 6 << 300'000;
    QTest::newRow("Reachy Mini") << shared("reachy_mini/robot.urdf") << 0 << 7 << 600'000;
    QTest::newRow("Panda") << shared("panda/moveit_resources_panda_description/urdf/panda.urdf") << 11 << 8 << 10'000;
}

void TestCliRobotFiles::checkOfRealRobots() {
    QFETCH(QString, file);
    QFETCH(int, joints);
    QFETCH(int, controlled);
    QFETCH(int, triangles);
    if (!QFileInfo::exists(file)) QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
    const Outcome outcome = run({"check", file, "--json"});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    const QJsonObject json = outcome.json();
    QVERIFY(json["ok"].toBool());
    QCOMPARE(json["file"].toString(), QFileInfo(file).absoluteFilePath());
    if (joints > 0) QCOMPARE(json["joints"].toInt(), joints);
    QVERIFY2(json["controlledJoints"].toInt() >= controlled,
             qPrintable(QString::number(json["controlledJoints"].toInt())));
    QVERIFY2(json["triangles"].toInt() >= triangles, qPrintable(QString::number(json["triangles"].toInt())));
    QCOMPARE(json["linkList"].toArray().size(), json["links"].toInt());
    QCOMPARE(json["jointList"].toArray().size(), json["joints"].toInt());
    const QString root = json["root"].toString();
    const QString text = run({"check", file}).out;
    QVERIFY2(text.contains(root) && text.contains(" triangles"), qPrintable(text));
}

void TestCliRobotFiles::checkOfPoses() {
    const QString urdf =
        write("arm.urdf", "<robot name=\"arm\"><link name=\"a\"/><link name=\"b\"/><joint name=\"j\" "
                          "type=\"prismatic\"><parent link=\"a\"/><child link=\"b\"/><limit lower=\"0\" upper=\"1\" "
                          "effort=\"1\" velocity=\"1\"/></joint></robot>");
    QVERIFY(run({"fk", urdf, "--pose", "out"}).err.contains("no named poses"));
    write("arm.srdf",
          "<robot name=\"arm\"><group_state name=\"out\"><joint name=\"j\" value=\"0.75\"/></group_state></robot>");
    const QJsonObject json = run({"check", urdf, "--json"}).json();
    QCOMPARE(at(json["poses"].toArray().at(0).toObject(), {"joints", "j"}).toDouble(), 0.75);
    QVERIFY(run({"check", urdf}).out.contains("pose 'out': 1 joints"));
    const auto place = [&](const QStringList& more) {
        const Outcome outcome = run(QStringList{"fk", urdf, "--json", "--pose", "out"} + more);
        return at(outcome.json(), {"links", "b", "position"}).toArray().at(0).toDouble();
    };
    QCOMPARE(place({}), 0.75);
    QCOMPARE(place({"--set", "j=0.5"}), 0.5);
    const Outcome unknown = run({"fk", urdf, "--pose", "in"});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY2(unknown.err.contains("it has 'out'"), qPrintable(unknown.err));
}

void TestCliRobotFiles::checkNamesWhatIsWrong() {
    const QString file = write("bad.urdf", "<robot name=\"r\">\n<link name=\"a\"><visual>\n<geometry><mesh "
                                           "filename=\"none.stl\"/></geometry></visual></link>\n</robot>");
    const Outcome json = run({"check", file, "--json"});
    QCOMPARE(json.exitCode, 0); // the rest can be shown
    const QJsonObject finding = json.json()["findings"].toArray().at(0).toObject();
    QCOMPARE(finding["severity"].toString(), QString("warning"));
    QVERIFY(finding["message"].toString().contains("none.stl"));
    QCOMPARE(finding["file"].toString(), file);
    QVERIFY(finding["line"].toInt() >= 2);
    const QString text = run({"check", file}).out;
    QVERIFY2(text.contains("bad.urdf:2: warning: ") || text.contains("bad.urdf:3: warning: "), qPrintable(text));
}

void TestCliRobotFiles::badFiles_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("part");
    QTest::newRow("no XML") << QByteArray("Not found") << "robot-description.not-xml"
                            << "not XML";
    QTest::newRow("cut off") << QByteArray("<robot name=\"r\"><link") << "robot-description.not-xml"
                             << "line 1";
    QTest::newRow("no links") << QByteArray("<robot name=\"r\"/>") << "robot-description.no-links"
                              << "no links";
    QTest::newRow("launch file") << QByteArray("<launch/>") << "robot-description.unsupported"
                                 << "launch";
}

void TestCliRobotFiles::badFiles() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, code);
    QFETCH(QString, part);
    const QString file = write("bad.urdf", bytes);
    const QList<QStringList> calls{
        {"check", file}, {"fk", file}, {"ik", file, "--link", "a", "--position", "0,0,0"}, {"sim", file}};
    for (const QStringList& call : calls) {
        const Outcome text = run(call);
        QCOMPARE(text.exitCode, 1);
        QVERIFY2(text.err.contains(part) && text.out.isEmpty(), qPrintable(call[0] + text.err + text.out));
        const Outcome json = run(call + QStringList{"--json"});
        QCOMPARE(json.exitCode, 1);
        QVERIFY(!json.json()["ok"].toBool(true));
        QCOMPARE(at(json.json(), {"error", "code"}).toString(), code);
        QVERIFY(at(json.json(), {"error", "message"}).toString().contains(part));
    }
}

void TestCliRobotFiles::badCalls_data() {
    QTest::addColumn<QStringList>("call");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const QStringList& call, int exitCode, const char* part) {
        QTest::newRow(name) << call << exitCode << QString(part);
    };
    row("no command", {}, 2, "subcommand");
    row("unknown command", {"dance"}, 2, "subcommand");
    row("no file", {"check"}, 2, "file");
    row("missing file", {"check", "/nowhere/r.urdf"}, 1, "no such file");
    row("unknown option", {"check", lyra, "--frob"}, 2, "--frob");
    row("argument", {"check", lyra, "--arg", "x"}, 1, "NAME:=VALUE");
    row("package", {"check", lyra, "--package", "x"}, 1, "PACKAGE=FOLDER");
    row("number", {"fk", lyra, "--set", "x=one"}, 1, "JOINT=NUMBER");
    row("joint", {"fk", lyra, "--set", "nobody=1"}, 1, "nobody");
    row("link", {"fk", lyra, "--link", "nobody"}, 1, "nobody");
    row("speed", {"replay", "take.mcap", "--speed", "100"}, 2, "--speed");
    row("loop", {"replay", "take.mcap", "--loop", "0"}, 2, "--loop");
    row("seconds", {"record", "take.mcap", "--seconds", "-1"}, 2, "--seconds");
    row("no take", {"replay", "/nowhere/take.mcap"}, 1, "take.mcap");
    row("no gesture", {"record", "take.mcap", "--gesture", "/nowhere/wave"}, 1, "wave");
}

void TestCliRobotFiles::badCalls() {
    QFETCH(QStringList, call);
    QFETCH(int, exitCode);
    QFETCH(QString, part);
    for (QString& word : call)
        if (word == "take.mcap") word = m_folder->filePath(word);
    const Outcome outcome = run(call);
    QVERIFY2(outcome.exitCode == exitCode, qPrintable(QString::number(outcome.exitCode) + outcome.err));
    QVERIFY2(outcome.err.contains(part), qPrintable(outcome.err + outcome.out));
}

void TestCliRobotFiles::argumentsOfXacro() {
    const QString file =
        write("arm.xacro", "<robot name=\"r\" xmlns:xacro=\"http://www.ros.org/wiki/xacro\"><xacro:arg name=\"side\" "
                           "default=\"left\"/><link name=\"$(arg side)_hand\"/></robot>");
    QCOMPARE(run({"check", file, "--json"}).json()["root"].toString(), QString("left_hand"));
    QCOMPARE(run({"check", file, "--arg", "side:=right", "--json"}).json()["root"].toString(), QString("right_hand"));
}

void TestCliRobotFiles::foldersAndArchives() {
    QVERIFY(QDir().mkpath(m_folder->filePath("robots/urdf")));
    write("robots/urdf/r.urdf", "<robot name=\"r\"><link name=\"a\"/></robot>");
    const Outcome folder = run({"check", m_folder->filePath("robots"), "--json"});
    QCOMPARE(folder.json()["root"].toString(), QString("a"));
    const Outcome empty = run({"check", m_folder->filePath("home"), "--json"});
    QCOMPARE(empty.exitCode, 1);
    QCOMPARE(at(empty.json(), {"error", "code"}).toString(), QString("robot-description.not-found"));
    const Outcome damaged = run({"check", write("bad.zip", "PK\x03\x04 and nothing more"), "--json"});
    QCOMPARE(damaged.exitCode, 1);
    QCOMPARE(at(damaged.json(), {"error", "code"}).toString(), QString("robot-description.bad-archive"));
}

void TestCliRobotFiles::fkOfTheSharedVectors() {
    const QString file = shared("so101/so101_new_calib.urdf");
    if (!QFileInfo::exists(file)) QSKIP("The folder with real robots is not here (ORRERY_SHARED_DATA).");
    const Outcome urdf = run({"fk", file, "--set", "elbow_flex=0.5,shoulder_lift=-0.25", "--json"});
    QVERIFY2(urdf.exitCode == 0, qPrintable(urdf.err));
    const Outcome mjcf =
        run({"fk", shared("so101/so101_new_calib.xml"), "--set", "elbow_flex=0.5,shoulder_lift=-0.25", "--json"});
    if (mjcf.err.contains("has no MuJoCo") || mjcf.out.contains("has no MuJoCo")) QSKIP("This build has no MuJoCo.");
    QVERIFY2(mjcf.exitCode == 0, qPrintable(mjcf.out + mjcf.err));
    const auto place = [](const Outcome& outcome) {
        return at(outcome.json(), {"links", "gripper_link", "position"}).toArray();
    };
    const auto other = [](const Outcome& outcome) {
        return at(outcome.json(), {"links", "gripper", "position"}).toArray();
    };
    const QJsonArray one = place(urdf).isEmpty() ? other(urdf) : place(urdf);
    const QJsonArray two = place(mjcf).isEmpty() ? other(mjcf) : place(mjcf);
    QCOMPARE(one.size(), 3);
    QCOMPARE(two.size(), 3);
    for (int i = 0; i < 3; ++i) QVERIFY(std::abs(one[i].toDouble() - two[i].toDouble()) < 2e-5);
}

void TestCliRobotFiles::simSettles() {
    const Outcome outcome = run({"sim", lyra, "--seconds", "1", "--json"});
    if (outcome.out.contains("physics.unavailable")) QSKIP("This build has no physics engine.");
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.out + outcome.err));
    const QJsonObject json = outcome.json();
    QVERIFY(std::abs(json["seconds"].toDouble() - 1) < 1e-9);
    QCOMPARE(json["resets"].toInt(), 0);
    QVERIFY(!json["joints"].toObject().isEmpty());
    for (const QString& name : json["joints"].toObject().keys())
        QVERIFY2(std::abs(at(json, {"joints", name, "velocity"}).toDouble()) < 0.1, qPrintable(name));
    const QString text = run({"sim", lyra, "--seconds", "0.1"}).out;
    QVERIFY2(text.contains("times real time") && text.contains(" contacts"), qPrintable(text));
    const Outcome push = run({"sim", lyra, "--push", "nobody=1,0,0", "--json"});
    QCOMPARE(push.exitCode, 1);
    QVERIFY(at(push.json(), {"error", "message"}).toString().contains("nobody"));
    QCOMPARE(run({"sim", lyra, "--push", "nonsense"}).exitCode, 1);
}

void TestCliRobotFiles::simIsMissing() {
    const Outcome outcome = run({"sim", lyra, "--seconds", "0.1", "--json"});
    if (outcome.exitCode == 0) QSKIP("This build has a physics engine.");
    QCOMPARE(at(outcome.json(), {"error", "code"}).toString(), QString("physics.unavailable"));
}

void TestCliRobotFiles::aRecordingMayEndBeforeItsGesture() {
    const QString take = m_folder->filePath(QStringLiteral("short.mcap"));
    const Outcome recorded = run({"record", take, "--robot", "lyra", "--gesture", "wave", "--seconds", "0.5"});
    QVERIFY2(recorded.exitCode == 0, qPrintable(recorded.out + recorded.err));
    QVERIFY(QFileInfo(take).size() > 1000);
}

void TestCliRobotFiles::recordAndReplay() {
    const QString take = m_folder->filePath("take.mcap");
    const Outcome recorded = run({"record", take, "--robot", "lyra", "--seconds", "0.6", "--json"});
    QVERIFY2(recorded.exitCode == 0, qPrintable(recorded.out + recorded.err));
    QCOMPARE(recorded.json()["file"].toString(), take);
    QVERIFY(recorded.json()["messages"].toInt() > 20);
    QCOMPARE(recorded.json()["bytes"].toDouble(), static_cast<double>(QFileInfo(take).size()));
    const QJsonObject info = run({"replay", take, "--info", "--json"}).json();
    QVERIFY(info["complete"].toBool() && info["states"].toInt() > 20);
    QVERIFY(info["joints"].toArray().size() > 0);
    QVERIFY(run({"replay", take, "--info"}).out.contains("joints, "));
    const QString csv = m_folder->filePath("take.csv");
    QCOMPARE(run({"replay", take, "--csv", csv}).exitCode, 0);
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), info["states"].toInt() + 1);
    const Outcome once = run({"replay", take, "--speed", "4", "--json"});
    QVERIFY2(once.exitCode == 0, qPrintable(once.out + once.err));
    QCOMPARE(once.json()["passes"].toInt(), 1);
    QVERIFY(once.json()["finalError"].toDouble() < 0.01);
    QVERIFY(once.json()["seconds"].toDouble() < 0.5);
    const Outcome thrice = run({"replay", take, "--speed", "4", "--loop", "3", "--json"});
    QVERIFY2(thrice.exitCode == 0, qPrintable(thrice.out + thrice.err));
    QCOMPARE(thrice.json()["passes"].toInt(), 3);
    const QString text = run({"replay", take, "--speed", "4", "--loop", "2"}).out;
    QVERIFY2(text.contains("2 times") && text.contains("Done; "), qPrintable(text));
    // Never over another file.
    const Outcome again = run({"record", take, "--seconds", "0.1", "--json"});
    QCOMPARE(again.exitCode, 1);
    QVERIFY(!again.json()["ok"].toBool(true));
}

void TestCliRobotFiles::replayStopsAtCtrlC() {
    const QString take = m_folder->filePath("take.mcap");
    QCOMPARE(run({"record", take, "--seconds", "0.3"}).exitCode, 0);
    const auto process = m_cli->start({"replay", take, "--loop", "1000000"});
    QVERIFY(QTest::qWaitFor([&] {
        process->waitForReadyRead(10);
        return process->bytesAvailable() > 0 || process->state() == QProcess::NotRunning;
    }));
    QCOMPARE(process->state(), QProcess::Running);
    QCOMPARE(orrery::test::CliRunner::interrupt(*process), 1);
}

void TestCliRobotFiles::replayRefuses() {
    const Outcome garbage = run({"replay", write("garbage.mcap", "no take at all"), "--json"});
    QCOMPARE(garbage.exitCode, 1);
    QVERIFY(at(garbage.json(), {"error", "code"}).toString().startsWith("record."));
    const QString take = m_folder->filePath("take.mcap");
    QCOMPARE(run({"record", take, "--robot", "lyra", "--seconds", "0.2"}).exitCode, 0);
    const QString other = write("other.urdf", "<robot name=\"r\"><link name=\"a\"/></robot>");
    const Outcome wrong = run({"replay", take, "--robot", other, "--json"});
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY2(!at(wrong.json(), {"error", "message"}).toString().isEmpty(), qPrintable(wrong.out));
}

QTEST_GUILESS_MAIN(TestCliRobotFiles)
#include "tst_cli_robot_files.moc"
