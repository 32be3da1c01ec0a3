// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "recording_link.h"

#include <orrery/robot/motion/motion_gate.h>

#include <atomic>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

namespace {

constexpr int kThreads = 50;
constexpr int kIntentsEach = 2000;

/// Sound intents put the epoch they were decided in into the elbow's position: so a command can be held against it.
double elbowFor(std::uint64_t epoch) {
    return static_cast<double>(epoch % 2000) * 1e-3;
}

class Attacker {
public:
    Attacker(MotionGate& gate, unsigned seed) : m_gate(gate), m_random(seed) {}

    void run() {
        for (int i = 0; i < kIntentsEach; ++i) {
            if (chance(400)) m_gate.stop();
            if (chance(5)) {
                leased();
            } else {
                count(m_gate.submit(chance(3) ? sound() : hostile()));
            }
        }
    }

    int accepted = 0;
    int refused = 0;

private:
    bool chance(int oneIn) { return std::uniform_int_distribution<int>(1, oneIn)(m_random) == 1; }
    double wild() {
        static const double values[] = {std::numeric_limits<double>::quiet_NaN(),
                                        std::numeric_limits<double>::infinity(),
                                        -std::numeric_limits<double>::infinity(),
                                        std::numeric_limits<double>::max(),
                                        std::numeric_limits<double>::denorm_min(),
                                        -0.0,
                                        1e9,
                                        -1e9,
                                        3.14,
                                        0.301};
        if (chance(2)) return std::uniform_real_distribution<double>(-4, 4)(m_random);
        return values[std::uniform_int_distribution<std::size_t>(0, std::size(values) - 1)(m_random)];
    }
    std::string name() {
        static const char* const names[] = {"base",   "wheel", "lift",   "finger",     "mount",
                                            "absent", "nose",  "broken", "\xff\xfe\0", ""};
        if (chance(50)) return std::string(100000, 'x');
        return names[std::uniform_int_distribution<std::size_t>(0, std::size(names) - 1)(m_random)];
    }
    MotionSource source() { return chance(2) ? MotionSource::Slider : MotionSource::Model; }

    Intent sound() {
        const std::uint64_t epoch = m_gate.epoch();
        if (chance(10)) std::this_thread::yield();
        Intent intent = intentFor({{"elbow", elbowFor(epoch), {}}}, source());
        intent.epoch = epoch;
        return intent;
    }
    Intent hostile() {
        Intent intent = intentFor({}, source());
        const int count = std::uniform_int_distribution<int>(0, 5)(m_random);
        for (int i = 0; i < count; ++i) {
            intent.targets.push_back({name(), wild(), chance(2) ? std::optional(wild()) : std::nullopt});
        }
        if (chance(10)) intent.expires = {};
        if (chance(10)) intent.epoch = m_random();
        return intent;
    }
    void leased() {
        auto lease = m_gate.acquire(source(), "Something");
        if (!lease) return;
        if (chance(3)) std::this_thread::yield();
        count(m_gate.submit(intentFor({{"elbow", elbowFor(lease->epoch()), {}}}, MotionSource::Script), *lease));
    }
    void count(const Result<GateVerdict>& verdict) { ++(verdict ? accepted : refused); }

    MotionGate& m_gate;
    std::mt19937 m_random;
};

struct Bounds {
    double lower;
    double upper;
    double velocity;
};

/// By index into armNames(); a range turned round for those that must never be commanded.
const Bounds kBounds[] = {{-3, 3, 1.5}, {-0.1746, 2.5308, 2}, {-628, 628, 1.5}, {0, 0.3, 0.2}, {1, -1, 0}, {1, -1, 0}};

bool isWithin(const JointCommand::Target& target) {
    if (target.joint >= std::size(kBounds)) return false;
    const Bounds& bounds = kBounds[target.joint];
    return target.position >= bounds.lower && target.position <= bounds.upper && target.maxVelocity > 0 &&
           target.maxVelocity <= bounds.velocity;
}

} // namespace

class MotionGateHostileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aHundredThousandIntentsFromFiftyThreads() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        std::vector<Attacker> attackers;
        for (unsigned i = 0; i < kThreads; ++i) attackers.emplace_back(gate, i);
        {
            std::vector<std::jthread> threads;
            for (Attacker& attacker : attackers) threads.emplace_back([&attacker] { attacker.run(); });
        }
        int accepted = 0;
        int refused = 0;
        for (const Attacker& attacker : attackers) {
            accepted += attacker.accepted;
            refused += attacker.refused;
        }
        QVERIFY2(accepted > 5000, qPrintable(QString::number(accepted)));
        QVERIFY2(refused > 5000, qPrintable(QString::number(refused)));

        std::uint64_t newest = 0;
        const auto commands = link.commands();
        QVERIFY(commands.size() >= static_cast<std::size_t>(accepted));
        for (const JointCommand& command : commands) {
            QVERIFY(command.epoch() >= newest);
            newest = command.epoch();
            for (const auto& target : command.targets()) {
                QVERIFY(isWithin(target));
                if (target.joint == 1) QCOMPARE(target.position, elbowFor(command.epoch()));
            }
        }
        QVERIFY(newest > 10);
        QVERIFY(link.epoch() == gate.epoch());
    }

    void nothingOldPassesAfterAStop() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        for (unsigned round = 0; round < 200; ++round) {
            const std::uint64_t decided = gate.epoch();
            const auto lease = gate.acquire(MotionSource::Gesture, "Wave");
            QVERIFY(lease);
            gate.stop();
            const auto before = link.commands().size();
            Intent intent = intentFor({{"elbow", 0.5, {}}});
            intent.epoch = decided;
            QVERIFY(gate.submit(intent).error().is(MotionErrc::Stopped));
            QVERIFY(gate.submit(intent, *lease).error().is(MotionErrc::Stopped));
            QCOMPARE(link.commands().size(), before);
        }
    }
};

QTEST_GUILESS_MAIN(MotionGateHostileTest)
#include "tst_motion_gate_hostile.moc"
