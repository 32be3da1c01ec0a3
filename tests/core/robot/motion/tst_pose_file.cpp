// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/robot/motion/pose_file.h>

#include <string>

using namespace orrery;
using namespace orrery::robot;

class PoseFileTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenReadsTheSame() {
        PoseFile file{
            "so101",
            {{"Ready", {{"elbow", 0.25}, {"gripper", -1.5e-3}}, "iVBORw0KGgoAAAA="}, {"ä\"\nb", {{"a", 1}}, ""}}};
        const auto read = readPoseFile(writePoseFile(file), "poses.json");
        QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
        QVERIFY(*read == file);
    }

    void namesTellPosesApart() {
        const auto read = readPoseFile(R"({"format":"orrery-poses","poses":[{"name":" A ","joints":{"j":1}},
            {"name":"A","joints":{"j":2}},{"name":"A","joints":{"j":3}}]})",
                                       "x");
        QVERIFY(read.has_value());
        QCOMPARE(read->poses[0].name, std::string("A"));
        QCOMPARE(read->poses[1].name, std::string("A 2"));
        QCOMPARE(read->poses[2].name, std::string("A 3"));
        const std::string longName(400, 'x');
        QCOMPARE(freePoseName(*read, longName).size(), kMaxPoseName);
        std::string umlauts;
        for (int i = 0; i < 100; ++i) umlauts += "ü";
        QCOMPARE(freePoseName(*read, "x" + umlauts).size(), kMaxPoseName - 1); // no half character
    }

    void rubbishIsRefusedInWords_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("word");
        QTest::newRow("no json") << QByteArray("\n\nhello") << "line 3";
        QTest::newRow("other json") << QByteArray("{\"a\": 1}") << "no file of poses";
        QTest::newRow("newer") << QByteArray(R"({"format":"orrery-poses","version":9,"poses":[]})") << "newer";
        QTest::newRow("no poses") << QByteArray(R"({"format":"orrery-poses"})") << "\"poses\"";
        QTest::newRow("no name") << QByteArray(R"({"format":"orrery-poses","poses":[{"joints":{"j":1}}]})") << "Pose 1";
        QTest::newRow("no joints") << QByteArray(R"({"format":"orrery-poses","poses":[{"name":"a"}]})") << "joints";
        QTest::newRow("text for a number")
            << QByteArray(R"({"format":"orrery-poses","poses":[{"name":"a","joints":{"knee":"x"}}]})") << "knee";
        QTest::newRow("too large a number")
            << QByteArray(R"({"format":"orrery-poses","poses":[{"name":"a","joints":{"knee":1e999}}]})") << "number";
    }
    void rubbishIsRefusedInWords() {
        QFETCH(QByteArray, text);
        QFETCH(QString, word);
        const auto read = readPoseFile(text.toStdString(), "given.json");
        QVERIFY(!read.has_value());
        const QString said = QString::fromStdString(read.error().message);
        QVERIFY2(said.contains(word) && said.contains(QStringLiteral("given.json")), qPrintable(said));
    }

    void aPictureThatIsNoneIsLeftOut() {
        const auto read = readPoseFile(
            R"({"format":"orrery-poses","poses":[{"name":"a","joints":{"j":1},"picture":"<svg onload=1>"}]})", "x");
        QVERIFY(read.has_value() && read->poses[0].picture.empty());
    }
};

QTEST_APPLESS_MAIN(PoseFileTest)
#include "tst_pose_file.moc"
