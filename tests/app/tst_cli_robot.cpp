// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "cli_runner.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace {

using Outcome = orrery::test::CliOutcome;

Outcome run(const QStringList& arguments) {
    return orrery::test::CliRunner({"robot"}).run(arguments);
}

const QString meridian = QStringLiteral(ORRERY_SOURCE_DIR "/resources/robots/meridian/meridian.urdf");

QJsonValue at(const QJsonObject& object, const QStringList& path) {
    QJsonValue value = object;
    for (const QString& key : path) value = value.toObject().value(key);
    return value;
}

/// How far the place in this object is from x, y, z.
double distance(const QJsonObject& place, double x, double y, double z) {
    const QJsonArray p = place["position"].toArray();
    return std::hypot(p[0].toDouble() - x, p[1].toDouble() - y, p[2].toDouble() - z);
}

QString number(double value) {
    return QString::number(value, 'g', 17);
}

QString list(const QJsonArray& numbers) {
    QStringList texts;
    for (const auto& value : numbers) texts += number(value.toDouble());
    return texts.join(',');
}

} // namespace

/// The program itself, asked where links are and how to get them elsewhere.
class TestCliRobot : public QObject {
    Q_OBJECT

private slots:
    void fkTakesItsOptions();
    void ikUndoesFk();
    void ikTakesDegrees();
    void outOfReachIsSaid();
    void nonsenseIsRefused();
    void loopsClose();
    void collisionsAreNamed();
    void simRefusesToTouchItself();
};

void TestCliRobot::fkTakesItsOptions() {
    const Outcome one = run({"fk", meridian, "--q", "elbow_pitch=0.5,waist_yaw=-0.25", "--json"});
    QCOMPARE(one.exitCode, 0);
    QVERIFY(one.json()["links"].toObject().size() > 5);
    QCOMPARE(at(one.json(), {"joints", "elbow_pitch", "value"}).toDouble(), 0.5);
    const Outcome same = run({"fk", meridian, "--set", "elbow_pitch=0.5", "--set", "waist_yaw=-0.25", "--json"});
    QCOMPARE(same.json(), one.json());
    QVERIFY(!one.json().contains("loops"));
    const QString text = run({"fk", meridian, "--degrees", "--set", "waist_yaw=90"}).out;
    QVERIFY2(text.contains("roll [deg]") && text.contains("90.000000"), qPrintable(text));
    QCOMPARE(run({"fk", meridian, "--set", "elbow_pitch"}).exitCode, 1);
    QVERIFY(run({"fk", meridian, "--link", "nose"}).err.contains("no link 'nose'"));
}

void TestCliRobot::ikUndoesFk() {
    const QJsonObject wanted =
        run({"fk", meridian, "--json", "--set",
             "waist_yaw=0.4,shoulder_pitch=0.3,elbow_pitch=-0.6,forearm_roll=0.2,wrist_pitch=0.7"})
            .json();
    for (const QString& link : wanted["links"].toObject().keys()) {
        const QJsonObject place = at(wanted, {"links", link}).toObject();
        const Outcome found =
            run({"ik", meridian, "--json", "--link", link, "--position", list(place["position"].toArray()),
                 "--quaternion", list(place["quaternionWxyz"].toArray()), "--from", "wrist_pitch=0.2"});
        QVERIFY2(found.exitCode == 0, qPrintable(link + found.out + found.err));
        const QJsonObject answer = found.json();
        QCOMPARE(answer["outcome"].toString(), QString("reached"));
        const QJsonArray p = place["position"].toArray();
        QVERIFY(distance(answer, p[0].toDouble(), p[1].toDouble(), p[2].toDouble()) < 1e-5);
        // What it answers is what fk makes of its joints.
        QStringList joints;
        for (const QString& name : answer["joints"].toObject().keys()) {
            if (name != "gripper_mirror")
                joints += name + "=" + number(at(answer, {"joints", name, "value"}).toDouble());
        }
        const QJsonObject there = run({"fk", meridian, "--json", "--link", link, "--q", joints.join(',')}).json();
        QVERIFY(distance(at(there, {"links", link}).toObject(), p[0].toDouble(), p[1].toDouble(), p[2].toDouble()) <
                1e-5);
    }
}

void TestCliRobot::ikTakesDegrees() {
    const QStringList goal{"--link", "gripper", "--position", "0.25,0.1,0.3"};
    const Outcome radians = run(QStringList{"ik", meridian, "--json", "--rpy", "0,0.5235987755982988,0"} + goal);
    const Outcome degrees = run(QStringList{"ik", meridian, "--json", "--rpy", "0,30,0", "--degrees"} + goal);
    QVERIFY2(radians.exitCode >= 0 && !radians.out.isEmpty(), qPrintable(radians.err));
    const auto elbow = [](const Outcome& outcome) {
        return at(outcome.json(), {"joints", "elbow_pitch", "value"}).toDouble();
    };
    QVERIFY(std::abs(elbow(radians) - elbow(degrees)) < 1e-6);
    const Outcome both = run(QStringList{"ik", meridian, "--rpy", "0,0,0", "--quaternion", "1,0,0,0"} + goal);
    QCOMPARE(both.exitCode, 2);
}

void TestCliRobot::outOfReachIsSaid() {
    const Outcome json = run({"ik", meridian, "--link", "gripper", "--position", "5,0,0.3", "--json"});
    QCOMPARE(json.exitCode, 1);
    QCOMPARE(json.json()["outcome"].toString(), QString("out-of-reach"));
    const double left = json.json()["positionError"].toDouble();
    QVERIFY(left > 3 && left < 5);
    QVERIFY(std::abs(distance(json.json(), 5, 0, 0.3) - left) < 1e-9);
    const Outcome text = run({"ik", meridian, "--link", "gripper", "--position=-5,0,0.3"});
    QCOMPARE(text.exitCode, 1);
    QVERIFY2(text.out.contains("Out of reach") && text.out.contains("waist_yaw"), qPrintable(text.out));
}

void TestCliRobot::nonsenseIsRefused() {
    const Outcome nan = run({"ik", meridian, "--link", "gripper", "--position", "nan,0,0", "--json"});
    QCOMPARE(nan.exitCode, 1);
    QCOMPARE(at(nan.json(), {"error", "code"}).toString(), QString("kinematics.invalid-goal"));
    QCOMPARE(run({"ik", meridian, "--link", "gripper", "--position", "1,2"}).exitCode, 2);
    QCOMPARE(run({"ik", meridian, "--position", "1,2,3"}).exitCode, 2);
    QVERIFY(run({"ik", meridian, "--link", "gripper", "--position", "1,2,3", "--from", "nose=1"}).err.contains("nose"));
}

void TestCliRobot::collisionsAreNamed() {
    const Outcome rest = run({"check", meridian, "--collisions", "neutral", "--json"});
    QCOMPARE(rest.exitCode, 0);
    QVERIFY(rest.json()["ok"].toBool());
    QVERIFY(at(rest.json(), {"checked", "pairs"}).toInt() > 5);
    const QString folded = QStringLiteral("shoulder_pitch=109,elbow_pitch=137,wrist_pitch=100");
    const Outcome json = run({"check", meridian, "--collisions", folded, "--degrees", "--json"});
    QCOMPARE(json.exitCode, 1);
    const QJsonArray contacts = json.json()["contacts"].toArray();
    QVERIFY(!contacts.isEmpty());
    const QJsonObject first = contacts.first().toObject();
    QVERIFY(!first["first"].toString().isEmpty() && first["depth"].toDouble() >= 0);
    const Outcome text = run({"check", meridian, "--collisions", folded, "--degrees"});
    QVERIFY2(text.out.contains(first["first"].toString() + " touches "), qPrintable(text.out));
    QVERIFY(run({"check", meridian, "--collisions", "nose=1"}).err.contains("nose"));
}

void TestCliRobot::simRefusesToTouchItself() {
    const Outcome sim = run({"sim", meridian, "--set", "shoulder_pitch=1.9,elbow_pitch=2.39,wrist_pitch=1.74",
                             "--seconds", "0.01", "--json"});
    if (sim.out.contains("unavailable")) QSKIP("SKIP: no physics engine");
    QCOMPARE(sim.exitCode, 1);
    QVERIFY2(at(sim.json(), {"error", "message"}).toString().contains("would touch"), qPrintable(sim.out));
}

void TestCliRobot::loopsClose() {
    QTemporaryDir folder;
    QFile file(folder.filePath("fourbar.urdf"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QString text = "<robot name=\"fourbar\">";
    for (const char* link : {"base", "crank", "coupler", "rocker", "closing_tip_1", "closing_tip_2"})
        text += QString("<link name=\"%1\"/>").arg(link);
    const auto joint = [](const char* name, const char* type, const char* parent, const char* child, int x) {
        return QString(
                   "<joint name=\"%1\" type=\"%2\"><parent link=\"%3\"/><child link=\"%4\"/><origin xyz=\"%5 0 0\"/>"
                   "<axis xyz=\"0 0 1\"/><limit lower=\"-3\" upper=\"3\" effort=\"1\" velocity=\"1\"/></joint>")
            .arg(name, type, parent, child)
            .arg(x);
    };
    text += joint("drive", "revolute", "base", "crank", 0) + joint("knee", "revolute", "crank", "coupler", 1) +
            joint("swing", "revolute", "base", "rocker", 2) + joint("a", "fixed", "coupler", "closing_tip_1", 2) +
            joint("b", "fixed", "rocker", "closing_tip_2", 2) + "</robot>";
    file.write(text.toUtf8());
    file.close();
    const Outcome fk = run({"fk", file.fileName(), "--close-loops", "--set", "drive=1.2", "--json"});
    QCOMPARE(fk.exitCode, 0);
    QVERIFY(at(fk.json(), {"loops", "closed"}).toBool());
    QCOMPARE(at(fk.json(), {"joints", "drive", "value"}).toDouble(), 1.2);
    const QJsonArray tip = at(fk.json(), {"links", "closing_tip_1", "position"}).toArray();
    QVERIFY(distance(at(fk.json(), {"links", "closing_tip_2"}).toObject(), tip[0].toDouble(), tip[1].toDouble(),
                     tip[2].toDouble()) < 1e-4);
    const Outcome ik = run({"ik", file.fileName(), "--link", "closing_tip_2", "--position", list(tip), "--json"});
    QVERIFY2(ik.exitCode == 0, qPrintable(ik.out + ik.err));
    QVERIFY(ik.json()["largestGap"].toDouble() < 1e-4);
    const Outcome open = run({"fk", file.fileName(), "--close-loops", "--set", "drive=0.5,knee=3,swing=0"});
    QCOMPARE(open.exitCode, 1);
    QVERIFY2(open.out.contains("not all closed"), qPrintable(open.out));
}

QTEST_GUILESS_MAIN(TestCliRobot)
#include "tst_cli_robot.moc"
