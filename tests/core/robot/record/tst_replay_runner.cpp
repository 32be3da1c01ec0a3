// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "recording_link.h"

#include <orrery/robot/record/record_error.h>
#include <orrery/robot/record/replay_runner.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <span>
#include <thread>
#include <vector>

using namespace orrery;
using namespace orrery::robot;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const Take> elbowTake(double seconds, const std::string& joint = "elbow") {
    TakeBuilder builder;
    for (int i = 0; i <= seconds * 50; ++i)
        (void)builder.add(static_cast<std::uint64_t>(i) * 20'000'000, {joint},
                          std::vector{0.2 + 0.1 * std::sin(i * 0.05)}, {}, {});
    return builder.build();
}

/// Takes its time over each pose: checking a minute of recording would take a quarter of one.
struct SlowToCheck final : MotionConstraint {
    const JointNames& joints() const override { return names; }
    std::vector<MotionViolation> violations(std::span<const double> /*positions*/) const override {
        ++asked;
        std::this_thread::sleep_for(5ms);
        return {};
    }
    JointNames names{"elbow"};
    mutable std::atomic<int> asked = 0;
};

struct Stage {
    Stage() { link.moveTo({0, 0.2, 0, 0.1, 0, 0}); }

    void start(std::shared_ptr<const Take> take, const ReplayOptions& options = {}) {
        result.reset();
        begun = false;
        runner.start(
            std::move(take), "the replay", options, stop.get_token(), [this](const ReplayReport&) { begun = true; },
            [this](const Result<ReplayReport>& ended) { result = ended; });
    }
    bool ends() {
        return executor.runUntil([this] { return result.has_value(); }, 20s);
    }
    bool reaches(double time) {
        return executor.runUntil([&] { return runner.takeTime() && *runner.takeTime() >= time; }, 20s);
    }

    RecordingLink link;
    MotionGate gate{armJoints(), link};
    ManualExecutor executor;
    std::stop_source stop;
    bool begun = false;
    std::optional<Result<ReplayReport>> result;
    ReplayRunner runner{gate, executor}; // last: joined first
};

} // namespace

class ReplayRunnerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void playsToTheEndByItself() {
        Stage stage;
        QVERIFY(!stage.runner.takeTime());
        stage.start(elbowTake(0.3));
        QVERIFY(stage.ends());
        QVERIFY(stage.begun);
        QVERIFY(*stage.result);
        QCOMPARE((*stage.result)->joints, JointNames{"elbow"});
        QVERIFY(!stage.runner.takeTime());
        QVERIFY(stage.link.commands().size() > 20);
    }

    void pausesSeeksAndGoesOn() {
        Stage stage;
        stage.start(elbowTake(60));
        QVERIFY(stage.reaches(0.05));
        stage.runner.setPaused(true);
        stage.runner.seek(40);
        QCOMPARE(*stage.runner.takeTime(), 40.0); // at once
        const std::size_t before = stage.link.commands().size();
        QVERIFY(stage.executor.runUntil([&] { return stage.link.commands().size() > before + 50; }, 20s));
        QCOMPARE(*stage.runner.takeTime(), 40.0);
        stage.runner.setPaused(false);
        QVERIFY(stage.reaches(40.2));
        stage.runner.setSpeed(4);
        stage.runner.seek(59.5);
        QVERIFY(stage.ends());
        QVERIFY(*stage.result);
    }

    void loopsUntilItIsCancelled() {
        Stage stage;
        stage.start(elbowTake(0.2), {.loop = true});
        const auto wraps = [&, last = 0.0, count = 0]() mutable {
            const double now = stage.runner.takeTime().value_or(0);
            if (now < last) ++count;
            last = now;
            return count >= 2;
        };
        QVERIFY(stage.executor.runUntil(wraps, 20s));
        stage.stop.request_stop();
        QVERIFY(stage.ends());
        QVERIFY(stage.result->error().is(Errc::Cancelled));
    }

    void aStopEndsItAndSaysSo() {
        Stage stage;
        stage.start(elbowTake(60));
        QVERIFY(stage.reaches(0.05));
        stage.gate.stop();
        QVERIFY(stage.ends());
        QVERIFY(stage.result->error().is(MotionErrc::Stopped));
    }

    void aPausedOneHearsThatAPersonTookOver() {
        Stage stage;
        stage.start(elbowTake(60), {.from = 10, .paused = true});
        QVERIFY(stage.reaches(10));
        QVERIFY(stage.gate.submit(intentFor({{"elbow", 0.3, {}}})));
        QVERIFY(stage.ends());
        QVERIFY(stage.result->error().is(MotionErrc::Preempted));
    }

    void theNextOneTakesItsPlace() {
        Stage stage;
        std::optional<Result<ReplayReport>> first;
        stage.runner.start(elbowTake(60), "one", {}, {}, {}, [&](const Result<ReplayReport>& r) { first = r; });
        QVERIFY(stage.reaches(0.05));
        stage.start(elbowTake(0.2));
        QVERIFY(stage.ends());
        QVERIFY(first && first->error().is(Errc::Cancelled));
        QVERIFY(*stage.result);
    }

    void whatDoesNotFitNeverBegins() {
        Stage stage;
        stage.start(elbowTake(1, "nose"));
        QVERIFY(stage.ends());
        QVERIFY(stage.result->error().is(RecordErrc::NoJoints));
        QVERIFY(!stage.begun);
    }

    void aLongCheckEndsWhenItIsNotWantedAnyMore() {
        Stage stage;
        const auto slow = std::make_shared<SlowToCheck>();
        stage.gate.setConstraint(slow);
        std::optional<Result<ReplayReport>> first;
        stage.runner.start(elbowTake(60), "one", {}, {}, {}, [&](const Result<ReplayReport>& r) { first = r; });
        QVERIFY(stage.executor.runUntil([&] { return slow->asked > 2; }, 20s));
        stage.start(elbowTake(60)); // in its place
        QVERIFY(stage.executor.runUntil([&] { return first.has_value(); }, 20s));
        QVERIFY(first->error().is(Errc::Cancelled));
        const int asked = slow->asked;
        QVERIFY(stage.executor.runUntil([&] { return slow->asked > asked + 2; }, 20s));
        stage.stop.request_stop();
        QVERIFY(stage.ends());
        QVERIFY(stage.result->error().is(Errc::Cancelled));
        QVERIFY(!stage.begun);
        QVERIFY(slow->asked < 1000); // of 6000
    }

    void aLongCheckDoesNotHoldUpTheEnd() {
        const auto slow = std::make_shared<SlowToCheck>();
        std::optional<Result<ReplayReport>> result;
        ManualExecutor executor;
        {
            Stage stage;
            stage.gate.setConstraint(slow);
            ReplayRunner runner(stage.gate, executor);
            runner.start(elbowTake(60), "one", {}, {}, {}, [&](const Result<ReplayReport>& r) { result = r; });
            QVERIFY(executor.runUntil([&] { return slow->asked > 2; }, 20s));
        }
        executor.runPending();
        QVERIFY(result && result->error().is(Errc::Cancelled));
        QVERIFY(slow->asked < 1000);
    }

    void completesWhatItLeaves() {
        RecordingLink link;
        link.moveTo({0, 0.2, 0, 0.1, 0, 0});
        MotionGate gate(armJoints(), link);
        ManualExecutor executor;
        std::optional<Result<ReplayReport>> result;
        {
            ReplayRunner runner(gate, executor);
            runner.start(elbowTake(60), "the replay", {}, {}, {}, [&](const Result<ReplayReport>& r) { result = r; });
        }
        executor.runPending();
        QVERIFY(result && result->error().is(Errc::Cancelled));
    }
};

QTEST_GUILESS_MAIN(ReplayRunnerTest)
#include "tst_replay_runner.moc"
