// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "recording_link.h"

#include <orrery/robot/motion/motion_gate.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <random>
#include <span>
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

/// The base may not be turned far while the lift is up.
class Shelf final : public MotionConstraint {
public:
    [[nodiscard]] const JointNames& joints() const override { return m_joints; }
    [[nodiscard]] std::vector<MotionViolation> violations(std::span<const double> q) const override {
        const double depth = std::min(q[0] - 1, q[1] - 0.15);
        if (!(depth > 0)) return {};
        return {{"arm", "shelf", depth, "The arm would touch the shelf."}};
    }

private:
    JointNames m_joints{"base", "lift"};
};

class Attacker {
public:
    Attacker(MotionGate& gate, unsigned seed) : m_gate(gate), m_random(seed) {}

    void run() {
        for (int i = 0; i < kIntentsEach; ++i) {
            if (chance(400)) m_gate.stop();
            if (chance(5)) {
                leased();
            } else {
                count(m_gate.submit(chance(3) ? sound() : chance(3) ? towardsTheShelf() : hostile()));
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
    /// As somebody asks who believes the robot counts in degrees.
    double degrees() { return static_cast<double>(std::uniform_int_distribution<int>(-36, 36)(m_random)) * 5; }
    MotionSource source() { return chance(2) ? MotionSource::Slider : MotionSource::Model; }

    Intent sound() {
        const std::uint64_t epoch = m_gate.epoch();
        if (chance(10)) std::this_thread::yield();
        Intent intent = intentFor({{"elbow", elbowFor(epoch), {}}}, source());
        intent.epoch = epoch;
        return intent;
    }
    Intent towardsTheShelf() {
        Intent intent = intentFor({}, source());
        const auto between = [&](double low, double high) {
            return std::uniform_real_distribution<double>(low, high)(m_random);
        };
        if (chance(2)) intent.targets.push_back({"base", between(-3, 3), {}, wishedAcceleration()});
        if (chance(2)) intent.targets.push_back({"lift", between(0, 0.3), {}, wishedAcceleration()});
        return intent;
    }
    std::optional<double> wishedAcceleration() { return chance(2) ? std::optional(wild()) : std::nullopt; }
    Intent hostile() {
        Intent intent = intentFor({}, source());
        const int count = std::uniform_int_distribution<int>(0, 5)(m_random);
        for (int i = 0; i < count; ++i) {
            const auto speed = chance(2) ? std::optional(wild()) : std::nullopt;
            intent.targets.push_back({name(), chance(4) ? degrees() : wild(), speed, wishedAcceleration()});
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
    double acceleration;
};

/// By index into armNames(); a range turned round for those that must never be commanded.
const Bounds kBounds[] = {{-3, 3, 1.5, 8},    {-0.1746, 2.5308, 2, 8}, {-628, 628, 1.5, 8},
                          {0, 0.3, 0.2, 0.5}, {1, -1, 0, 0},           {1, -1, 0, 0}};

bool isWithin(const JointCommand::Target& target) {
    if (target.joint >= std::size(kBounds)) return false;
    const Bounds& bounds = kBounds[target.joint];
    return target.position >= bounds.lower && target.position <= bounds.upper && target.maxVelocity > 0 &&
           target.maxVelocity <= bounds.velocity && target.maxAcceleration > 0 &&
           target.maxAcceleration <= bounds.acceleration;
}

/// The targets that stand, as the commands come in; a stop forgets them, and this robot never moves from zero.
struct Standing {
    double base = 0;
    double lift = 0;
    std::uint64_t epoch = 0;

    void take(const JointCommand& command) {
        if (command.epoch() != epoch) *this = {0, 0, command.epoch()};
        for (const auto& target : command.targets()) {
            if (target.joint == 0) base = target.position;
            if (target.joint == 3) lift = target.position;
        }
    }
};

} // namespace

class MotionGateHostileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsLookedForWouldBeFound() {
        QVERIFY(isWithin({1, 2.5, 2, 8}));
        QVERIFY(!isWithin({1, 2.6, 2, 8}));
        QVERIFY(!isWithin({1, std::numeric_limits<double>::quiet_NaN(), 2, 8}));
        QVERIFY(!isWithin({1, 2.5, 2.1, 8}));
        QVERIFY(!isWithin({1, 2.5, 2, 8.1}));
        QVERIFY(!isWithin({4, 0, 1, 1}));
        QVERIFY(!Shelf().violations(std::vector{1.1, 0.2}).empty());
        QVERIFY(Shelf().violations(std::vector{0.9, 0.2}).empty());
    }

    void aHundredThousandIntentsFromFiftyThreads() {
        RecordingLink link;
        link.moveTo(std::vector<double>(armNames().size(), 0));
        MotionGate gate(armJoints(), link, std::make_shared<Shelf>());
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
        std::size_t nearTheShelf = 0;
        Standing standing;
        const auto commands = link.commands();
        QVERIFY(commands.size() >= static_cast<std::size_t>(accepted));
        for (const JointCommand& command : commands) {
            QVERIFY(command.epoch() >= newest);
            newest = command.epoch();
            standing.take(command);
            QVERIFY(Shelf().violations(std::vector{standing.base, standing.lift}).empty());
            nearTheShelf += standing.base > 1 || standing.lift > 0.15 ? 1 : 0;
            for (const auto& target : command.targets()) {
                QVERIFY(isWithin(target));
                if (target.joint == 1) QCOMPARE(target.position, elbowFor(command.epoch()));
            }
        }
        QVERIFY(newest > 10);
        QVERIFY(nearTheShelf > 100);
        QVERIFY(link.epoch() == gate.epoch());
    }

    void nothingPassesAfterTheLastStop() {
        RecordingLink link;
        MotionGate gate(armJoints(), link);
        const std::uint64_t decided = gate.epoch();
        std::atomic<bool> stopped = false;
        std::atomic<int> passed = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < kThreads; ++i) {
                threads.emplace_back([&] {
                    Intent intent = intentFor({{"elbow", 0.5, {}}});
                    intent.epoch = decided;
                    for (int n = 0; n < 200; ++n) {
                        const bool before = stopped;
                        if (gate.submit(intent) && before) ++passed;
                    }
                });
            }
            while (link.commands().empty()) std::this_thread::yield();
            gate.stop();
            stopped = true;
        }
        QCOMPARE(passed.load(), 0);
        const auto commands = link.commands();
        QVERIFY(!commands.empty());
        for (const JointCommand& command : commands) QCOMPARE(command.epoch(), decided);
    }

    void nothingPassesWhileTheMotorsAreOff() {
        RecordingLink link;
        link.canRelease = true;
        MotionGate gate(armJoints(), link);
        QVERIFY(gate.release());
        std::vector<Attacker> attackers;
        for (unsigned i = 0; i < 8; ++i) attackers.emplace_back(gate, i);
        {
            std::vector<std::jthread> threads;
            for (Attacker& attacker : attackers) threads.emplace_back([&attacker] { attacker.run(); });
        }
        QVERIFY(link.commands().empty());
        QVERIFY(gate.engage());
        QVERIFY(gate.submit(intentFor({{"elbow", 0.5, {}}})));
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
