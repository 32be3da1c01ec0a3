// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "channels.h"
#include "take_writer.h"

#include <orrery/platform/atomic_file.h>
#include <orrery/platform/temporary_directory.h>
#include <orrery/robot/record/pyramid.h>
#include <orrery/robot/record/record_error.h>
#include <orrery/robot/record/take_file.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace orrery;
using namespace orrery::robot;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr mcap::Time second = 1'000'000'000;

MinMax bruteForce(const std::vector<double>& values, std::size_t first, std::size_t last) {
    MinMax result;
    for (std::size_t i = first; i < std::min(last, values.size()); ++i) {
        if (std::isnan(values[i])) continue;
        result.least = std::min(result.least, values[i]);
        result.greatest = std::max(result.greatest, values[i]);
    }
    return result;
}

} // namespace

class TakeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFileBringsBackEveryNumber() {
        const auto folder = platform::TemporaryDirectory::create();
        const auto path = folder->path() / "take.mcap";
        auto writer = TakeWriter::create(path, {"a", "b \"quoted\""}, {{"name", "Lyra"}, {"file", "/x/lyra.urdf"}});
        QVERIFY(writer);
        std::mt19937_64 random(3);
        std::uniform_real_distribution<double> value(-3, 3);
        std::vector<JointState> states;
        for (int i = 0; i < 500; ++i) {
            states.push_back({{}, {value(random), value(random)}, {value(random), missing}, {}});
            QVERIFY(writer->state(5 * second + static_cast<mcap::Time>(i) * second / 50, states.back()));
        }
        QVERIFY(writer->mark(7 * second, "touched \"it\"\n"));
        QVERIFY(writer->finish());
        const auto file = readTake(path);
        QVERIFY(file);
        QCOMPARE(file->robotName, std::string("Lyra"));
        QCOMPARE(file->robotFile, std::string("/x/lyra.urdf"));
        QVERIFY(file->warning.empty());
        const Take& take = *file->take;
        QCOMPARE(take.joints(), (JointNames{"a", "b \"quoted\""}));
        QCOMPARE(take.times().size(), states.size());
        QCOMPARE(take.beginUtc(), 5 * second);
        for (std::size_t i = 0; i < states.size(); ++i) {
            QCOMPARE(take.column(Quantity::Position, 0)[i], states[i].position[0]);
            QCOMPARE(take.column(Quantity::Position, 1)[i], states[i].position[1]);
            QCOMPARE(take.column(Quantity::Velocity, 0)[i], states[i].velocity[0]);
            QVERIFY(std::isnan(take.column(Quantity::Velocity, 1)[i]));
        }
        QVERIFY(take.column(Quantity::Effort, 0).empty());
        QCOMPARE(take.marks().size(), std::size_t{1});
        QCOMPARE(take.marks()[0].time, 2.0);
        QCOMPARE(take.marks()[0].text, std::string("touched \"it\"\n"));
    }

    void aFileWithoutJointsSaysSo() {
        const auto folder = platform::TemporaryDirectory::create();
        const auto path = folder->path() / "take.mcap";
        auto writer = TakeWriter::create(path, {"a"}, {});
        QVERIFY(writer->mark(second, "alone"));
        QVERIFY(writer->finish());
        QVERIFY(readTake(path).error().is(RecordErrc::NoJoints));
    }

    void samplesBetweenStates() {
        TakeBuilder builder;
        QVERIFY(builder.add(3 * second, {"a", "b"}, std::vector{2.0, 0.0}, {}, std::vector{1.0}));
        QVERIFY(builder.add(1 * second, {"b", "a"}, std::vector{4.0, 0.0}, {}, {})); // earlier, other order
        const auto take = builder.build();
        QCOMPARE(take->times(), (std::vector<double>{0, 2}));
        QCOMPARE(take->sample(0.5).position, (std::vector<double>{0.5, 3}));
        QCOMPARE(take->sample(-1).position, (std::vector<double>{0, 4}));
        QCOMPARE(take->sample(9).position, (std::vector<double>{2, 0}));
        QVERIFY(take->sample(0.5).velocity.empty());
        QCOMPARE(take->sample(2).effort[0], 1.0);
        QVERIFY(std::isnan(take->sample(2).effort[1]));
    }

    void tooMuchIsRefused() {
        TakeBuilder builder;
        JointNames names;
        for (std::size_t i = 0; i <= kMaxTakeJoints; ++i) names.push_back(std::to_string(i));
        QVERIFY(builder.add(0, names, {}, {}, {}).error().is(RecordErrc::TooLarge));
    }

    void pyramidAgreesWithBruteForce() {
        std::mt19937_64 random(11);
        std::normal_distribution<double> value;
        for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 255U, 256U, 257U, 5000U, 70'000U}) {
            std::vector<double> values(size);
            for (double& v : values) v = random() % 20 == 0 ? missing : value(random);
            const MinMaxPyramid pyramid(values);
            for (int i = 0; i < 500; ++i) {
                const std::size_t first = random() % (size + 2), last = random() % (size + 20);
                const MinMax expected = bruteForce(values, first, last), found = pyramid.over(first, last);
                QCOMPARE(found.least, expected.least);
                QCOMPARE(found.greatest, expected.greatest);
            }
        }
    }

    void bucketsHoldEveryValueOnce() {
        std::vector<double> times;
        for (int i = 0; i < 1000; ++i) times.push_back(i * 0.02);
        const auto edges = bucketEdges(times, 0, 20, 37);
        QCOMPARE(edges.size(), std::size_t{38});
        QCOMPARE(edges.front(), std::size_t{0});
        QCOMPARE(edges.back(), std::size_t{1000});
        QVERIFY(std::ranges::is_sorted(edges));
        QCOMPARE(bucketEdges(times, 100, 200, 2), (std::vector<std::size_t>{1000, 1000, 1000}));
    }

    void csvHasALineAState() {
        TakeBuilder builder;
        QVERIFY(builder.add(second, {"a", "b,c"}, std::vector{0.1, -2.0}, std::vector{missing, 1.0}, {}));
        QVERIFY(builder.add(2 * second, {"a", "b,c"}, std::vector{0.25, 3.0}, std::vector{0.5, 1.0}, {}));
        const auto folder = platform::TemporaryDirectory::create();
        const auto path = folder->path() / "take.csv";
        QVERIFY(saveCsv(*builder.build(), path));
        QCOMPARE(*platform::readFile(path), std::string("time,a.position,\"b,c.position\",a.velocity,\"b,c.velocity\"\n"
                                                        "0,0.1,-2,,1\n1,0.25,3,0.5,1\n"));
        QVERIFY(!saveCsv(*TakeBuilder().build(), path));
    }

    void oddMessagesAreNoStates() {
        channels::DecodedState state;
        for (const char* text : {"", "[]", "{", "{\"name\":[]}", "{\"name\":\"a\"}", "{\"position\":[1]}", "nonsense"})
            QVERIFY(!channels::decodeJointState(text, state));
        QVERIFY(channels::decodeJointState(R"({"x":{"name":["no"]},"name":["a"],"position":[1,null,"z",2]})", state));
        QCOMPARE(state.names, JointNames{"a"});
        QCOMPARE(state.position.size(), std::size_t{3});
        const std::string deep(100'000, '[');
        QVERIFY(!channels::decodeJointState("{\"name\":" + deep, state));
    }
};

QTEST_GUILESS_MAIN(TakeTest)
#include "tst_take.moc"
