// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <orrery/robot/motion/gesture.h>
#include <orrery/robot/motion/motion_error.h>

#include <string>
#include <string_view>

using namespace orrery;
using namespace orrery::robot;

namespace {

const std::string kWave = R"({
  "name": "wave", "title": "Wave", "robot": "so101", "duration_s": 2.5, "loop": false, "comment": [1, 2],
  "keyframes": [
    {"t": 0.0, "q": {"elbow": 0.4, "base": -0.1}},
    {"t": 1.0, "q": {"elbow": 0.8}, "ease": "linear"},
    {"t": 2, "q": {"elbow": 0, "base": 1e-1}, "ease": "smooth"}
  ]})";

std::string withFrames(const std::string& frames, const std::string& rest = "") {
    std::string text = R"({"name": "x", "keyframes": [)";
    text.append(frames).append("]").append(rest).append("}");
    return text;
}

} // namespace

class GestureReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAFullFile() {
        const auto gesture = readGesture(kWave, "wave.json");
        QVERIFY2(gesture, gesture ? "" : gesture.error().message.c_str());
        QCOMPARE(gesture->name, "wave");
        QCOMPARE(gesture->title, "Wave");
        QCOMPARE(gesture->robot, "so101");
        QCOMPARE(gesture->duration, 2.5);
        QVERIFY(!gesture->loop);
        QCOMPARE(gesture->keyframes.size(), 3U);
        QCOMPARE(gesture->keyframes[1].time, 1.0);
        QVERIFY(gesture->keyframes[1].ease == Ease::Linear);
        QVERIFY(gesture->keyframes[2].ease == Ease::Smooth);
        QCOMPARE(gesture->keyframes[2].joints.size(), 2U);
    }

    void fillsInWhatIsLeftOut() {
        const auto gesture = readGesture(withFrames(R"({"t": 1.5, "q": {"a": 1}})"), "x.json");
        QVERIFY(gesture);
        QCOMPARE(gesture->title, "x");
        QCOMPARE(gesture->robot, "");
        QCOMPARE(gesture->duration, 1.5);
    }

    void namesTheLineOfASyntaxError() {
        const auto gesture = readGesture("{\n\"name\": \"x\",\n oops\n}", "bad.json");
        QVERIFY(gesture.error().is(MotionErrc::BadGesture));
        QCOMPARE(gesture.error().where, "bad.json:3");
        QVERIFY(gesture.error().message.find("line 3") != std::string::npos);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char* name, const std::string& text, const char* said) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(said);
        };
        const std::string a0 = R"({"t": 0, "q": {"a": 0}})";
        row("empty", "", "not valid JSON");
        row("cut off", kWave.substr(0, 200), "not valid JSON");
        row("no utf-8", "{\"name\": \"\xff\"}", "not valid JSON");
        row("array", "[]", "JSON object");
        row("no name", R"({"keyframes": [{"t": 0, "q": {"a": 0}}]})", "no name");
        row("name a number", R"({"name": 3})", "\"name\" is not a text");
        row("no keyframes", R"({"name": "x"})", "\"keyframes\" is missing");
        row("empty keyframes", withFrames(""), "no keyframes");
        row("keyframe a number", withFrames("3"), "Keyframe 1: It is not an object");
        row("no time", withFrames(R"({"q": {"a": 0}})"), "its time in seconds, is missing");
        row("time a text", withFrames(R"({"t": "0", "q": {"a": 0}})"), "\"t\" is not a number");
        row("negative time", withFrames(R"({"t": -1, "q": {"a": 0}})"), "Keyframe 1 is at -1 s");
        row("time stands still", withFrames(a0 + "," + a0), "Keyframe 2 is at 0 s");
        row("too long", withFrames(R"({"t": 1e6, "q": {"a": 0}})"), "600 s");
        row("huge number", withFrames(R"({"t": 0, "q": {"a": 1e999}})"), "too large");
        row("no positions", withFrames(R"({"t": 0})"), "\"q\"");
        row("empty positions", withFrames(R"({"t": 0, "q": {}})"), "names no joint");
        row("joint without a name", withFrames(R"({"t": 0, "q": {"": 0}})"), "a joint without a name");
        row("position a text", withFrames(R"({"t": 0, "q": {"elbow": "90"}})"), "position of elbow is not a number");
        row("ease", withFrames(R"({"t": 0, "q": {"a": 0}, "ease": "bouncy"})"), "neither \"smooth\" nor \"linear\"");
        row("short duration", withFrames(R"({"t": 3, "q": {"a": 0}})", R"(, "duration_s": 1)"),
            "reach its last keyframe");
        row("loop a text", withFrames(a0, R"(, "loop": "yes")"), "neither true nor false");
        row("loop without time", withFrames(a0, R"(, "loop": true)"), "needs time");
        row("loop with a jump", withFrames(a0 + R"(,{"t": 1, "q": {"a": 1}})", R"(, "loop": true)"),
            "does not end where it begins");
        row("loop with a late joint", withFrames(a0 + R"(,{"t": 1, "q": {"a": 0, "b": 1}})", R"(, "loop": true)"),
            "all of its joints");
        row("deep", std::string(500000, '['), "not valid JSON");
        row("large", std::string(kMaxGestureBytes + 1, ' '), "larger than");
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, said);
        const auto gesture =
            readGesture(std::string_view(text.constData(), static_cast<std::size_t>(text.size())), "bad.json");
        QVERIFY(!gesture);
        QVERIFY(gesture.error().is(MotionErrc::BadGesture));
        const auto& message = gesture.error().message;
        QVERIFY2(message.find(said.constData()) != std::string::npos, message.c_str());
        QVERIFY(message.find("bad.json") != std::string::npos);
        QVERIFY(gesture.error().detail.size() <= 300);
    }

    void capsKeyframes() {
        std::string frames;
        for (std::size_t i = 0; i <= kMaxKeyframes; ++i) {
            if (i > 0) frames += ',';
            frames += R"({"t":)";
            frames += std::to_string(0.01 * static_cast<double>(i));
            frames += R"(,"q":{"a":0}})";
        }
        const auto gesture = readGesture(withFrames(frames), "long.json");
        QVERIFY(!gesture);
        QVERIFY(gesture.error().message.find("5000 is the most") != std::string::npos);
    }

    void deepIgnoredMembersAreHarmless() {
        std::string deep = std::string(100000, '[') + std::string(100000, ']');
        QVERIFY(readGesture(withFrames(R"({"t": 0, "q": {"a": 0}})", R"(, "note": )" + deep), "x.json"));
    }

    void loopsMayTakeTimeToGetBack() {
        const std::string frames = R"({"t": 0, "q": {"a": 0}}, {"t": 1, "q": {"a": 1}})";
        QVERIFY(readGesture(withFrames(frames, R"(, "loop": true, "duration_s": 2)"), "x.json"));
    }
};

QTEST_GUILESS_MAIN(GestureReaderTest)
#include "tst_gesture_reader.moc"
