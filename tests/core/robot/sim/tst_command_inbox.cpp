// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "command_inbox.h"

#include <orrery/robot/motion/motion_gate.h>

#include <atomic>
#include <limits>
#include <string>
#include <thread>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

namespace {

/// A link that is nothing but an inbox, so that a gate can fill it: nobody else can make commands.
class InboxLink final : public RobotLink {
public:
    [[nodiscard]] std::string name() const override { return "Inbox"; }
    [[nodiscard]] const JointNames& joints() const override { return m_joints; }
    [[nodiscard]] const StateBuffer& states() const override { return m_states; }
    Status send(const JointCommand& command) override { return inbox.put(command); }
    void stop(std::uint64_t epoch) override { inbox.stop(epoch); }
    Status release(std::uint64_t epoch) override {
        inbox.release(epoch);
        return {};
    }
    Status engage() override {
        inbox.engage();
        return {};
    }

    CommandInbox inbox{{true, true, false}};

private:
    JointNames m_joints{"base", "elbow", "dead"};
    StateBuffer m_states;
};

/// Writes down what the simulation would do.
struct Diary final : CommandInbox::Motors {
    void hold() override { text += "hold "; }
    void setTarget(const JointCommand::Target& target) override {
        text += std::to_string(target.joint) + "=" + std::to_string(target.position).substr(0, 3) + " ";
    }
    void setPowered(bool on) override { text += on ? "on " : "off "; }

    std::string text;
};

std::vector<Joint> joints() {
    std::vector<Joint> all(3);
    const char* const names[] = {"base", "elbow", "dead"};
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].name = names[i];
        all[i].type = JointType::Revolute;
        all[i].limits = {-2, 2, 1, 0, true};
    }
    return all;
}

struct Stage {
    Result<GateVerdict> move(std::vector<JointTarget> targets) {
        return gate.submit({MotionSource::Slider,
                            std::move(targets),
                            std::chrono::steady_clock::now() + std::chrono::seconds(10),
                            {}});
    }
    std::string taken() {
        Diary diary;
        link.inbox.take(diary);
        return diary.text;
    }

    InboxLink link;
    MotionGate gate{joints(), link};
};

} // namespace

class CommandInboxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void handsOverTheNewestTargetOfEachJointOnce() {
        Stage stage;
        QCOMPARE(stage.taken(), "");
        QVERIFY(stage.move({{"base", 0.5, {}}, {"elbow", 1.0, {}}}));
        QVERIFY(stage.move({{"base", 1.5, {}}}));
        QCOMPARE(stage.taken(), "0=1.5 1=1.0 ");
        QCOMPARE(stage.taken(), "");
    }

    void refusesWhatHasNoMotorWhole() {
        Stage stage;
        const auto verdict = stage.move({{"base", 0.5, {}}, {"dead", 0.5, {}}});
        QVERIFY(verdict.error().is(Errc::InvalidArgument));
        QCOMPARE(stage.taken(), "");
    }

    void aStopComesBeforeWhatFollowsAndVoidsWhatWasBefore() {
        Stage stage;
        QVERIFY(stage.move({{"base", 0.5, {}}}));
        stage.gate.stop();
        QVERIFY(stage.move({{"elbow", 1.0, {}}}));
        QCOMPARE(stage.taken(), "hold 1=1.0 ");
        QCOMPARE(stage.taken(), "");
    }

    void theNewestOfStopsOutOfOrderCounts() {
        Stage stage;
        stage.link.stop(5);
        stage.link.stop(3);
        QVERIFY(stage.move({{"base", 0.5, {}}}).error().is(Errc::Cancelled));
        QCOMPARE(stage.taken(), "hold ");
    }

    void withoutPowerNothingIsTaken() {
        Stage stage;
        QVERIFY(stage.move({{"base", 0.5, {}}}));
        QVERIFY(stage.gate.release());
        QCOMPARE(stage.taken(), "off hold ");
        QVERIFY(!stage.move({{"base", 0.5, {}}}));
        QCOMPARE(stage.taken(), "");
        QVERIFY(stage.gate.engage());
        QVERIFY(stage.move({{"base", 0.7, {}}}));
        QCOMPARE(stage.taken(), "on hold 0=0.7 ");
    }

    /// Whatever the threads do: after the last stop was taken, nothing older comes out.
    void nothingOldComesOutUnderPressure() {
        Stage stage;
        std::atomic<bool> done = false;
        std::vector<std::jthread> hands;
        for (int i = 0; i < 4; ++i) {
            hands.emplace_back([&] {
                // The position tells the epoch it was decided in.
                while (!done) {
                    const auto epoch = stage.gate.epoch();
                    Intent intent{MotionSource::Slider,
                                  {{"base", static_cast<double>(epoch % 1000) * 1e-3, {}}},
                                  std::chrono::steady_clock::now() + std::chrono::seconds(10),
                                  epoch};
                    (void)stage.gate.submit(intent);
                }
            });
        }
        struct Checker final : CommandInbox::Motors {
            void hold() override {}
            void setPowered(bool) override {}
            void setTarget(const JointCommand::Target& target) override {
                ++taken;
                if (target.position < least - 1e-9) ++old;
            }
            double least = 0;
            int taken = 0;
            int old = 0;
        } checker;
        for (int i = 0; i < 900; ++i) {
            const auto epoch = stage.gate.stop();
            checker.least = static_cast<double>(epoch % 1000) * 1e-3;
            for (int n = 0; n < 20; ++n) stage.link.inbox.take(checker);
        }
        QTRY_VERIFY((stage.link.inbox.take(checker), checker.taken > 50));
        done = true;
        hands.clear();
        QCOMPARE(checker.old, 0);
    }
};

QTEST_GUILESS_MAIN(CommandInboxTest)
#include "tst_command_inbox.moc"
