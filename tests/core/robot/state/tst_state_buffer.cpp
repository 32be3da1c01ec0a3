// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <orrery/robot/state/state_buffer.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>
#include <vector>

using namespace orrery::robot;
using std::chrono::milliseconds;

namespace {

SteadyTime at(int ms) {
    return SteadyTime{} + milliseconds(ms);
}

JointState state(int ms, double position) {
    return {at(ms), {position, -position}, {2 * position, 0}, {}};
}

} // namespace

class StateBufferTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void emptyHasNothing() {
        const StateBuffer buffer;
        QVERIFY(!buffer.newest());
        QVERIFY(!buffer.sample(at(5)));
        QCOMPARE(buffer.interval(), 0.0);
    }

    void givesEveryStateSinceOne() {
        StateBuffer buffer(3);
        QVERIFY(buffer.since(SteadyTime::min()).empty());
        for (int i = 0; i < 5; ++i) buffer.push(state(i * 10, i));
        QCOMPARE(buffer.since(SteadyTime::min()).size(), std::size_t{3});
        const auto newer = buffer.since(at(30));
        QCOMPARE(newer.size(), std::size_t{1});
        QCOMPARE(newer.front().time, at(40));
        QVERIFY(buffer.since(at(40)).empty());
    }

    void interpolatesTheWholeRobot() {
        StateBuffer buffer;
        buffer.push(state(0, 0));
        buffer.push(state(10, 1));
        buffer.push(state(20, 5));
        const auto sampled = buffer.sample(at(15));
        QVERIFY(sampled);
        QCOMPARE(sampled->position, (std::vector<double>{3, -3}));
        QCOMPARE(sampled->velocity, (std::vector<double>{6, 0}));
        QVERIFY(sampled->effort.empty());
        QCOMPARE(sampled->time, at(15));
        QCOMPARE(buffer.sample(at(10))->position[0], 1.0);
    }

    void clampsToWhatItKeeps() {
        StateBuffer buffer;
        buffer.push(state(10, 1));
        buffer.push(state(20, 2));
        QCOMPARE(buffer.sample(at(0))->position[0], 1.0);
        QCOMPARE(buffer.sample(at(500))->position[0], 2.0);
        QCOMPARE(buffer.sample(at(500))->time, at(20));
    }

    void dropsTheOldestWhenFull() {
        StateBuffer buffer(3);
        for (int i = 0; i < 10; ++i) buffer.push(state(i, i));
        QCOMPARE(buffer.newest()->position[0], 9.0);
        QCOMPARE(buffer.sample(at(0))->position[0], 7.0);
    }

    void timeNeverRunsBackwards() {
        StateBuffer buffer;
        buffer.push(state(10, 1));
        buffer.push(state(10, 2));
        buffer.push(state(5, 3));
        QCOMPARE(buffer.newest()->position[0], 1.0);
        QCOMPARE(buffer.sample(at(0))->position[0], 1.0);
    }

    void differentSizesDoNotReachOutside() {
        StateBuffer buffer;
        buffer.push({at(0), {1, 2, 3}, {}, {}});
        buffer.push({at(10), {3}, {1}, {}});
        QCOMPARE(buffer.sample(at(5))->position, (std::vector<double>{2, 2, 3}));
    }

    void measuresTheInterval() {
        StateBuffer buffer;
        for (int i = 0; i < 5; ++i) buffer.push(state(i * 20, i));
        QCOMPARE(buffer.interval(), 0.02);
        buffer.clear();
        QVERIFY(!buffer.newest());
    }

    void readersSeeWholeStatesWhileOneWrites() {
        StateBuffer buffer(16);
        buffer.push(state(0, 0));
        std::atomic<bool> done = false;
        std::atomic<int> torn = 0;
        std::vector<std::thread> readers;
        for (int r = 0; r < 4; ++r) {
            readers.emplace_back([&] {
                SteadyTime last{};
                while (!done) {
                    const auto newest = buffer.newest();
                    if (newest->time < last || newest->position[0] != -newest->position[1]) ++torn;
                    last = newest->time;
                    const auto sampled = buffer.sample(last - milliseconds(3));
                    if (std::abs(sampled->position[0] + sampled->position[1]) > 1e-9) ++torn;
                }
            });
        }
        for (int i = 1; i <= 20000; ++i) buffer.push(state(i, i));
        done = true;
        for (auto& reader : readers) reader.join();
        QCOMPARE(torn.load(), 0);
        QCOMPARE(buffer.newest()->position[0], 20000.0);
    }
};

QTEST_GUILESS_MAIN(StateBufferTest)
#include "tst_state_buffer.moc"
