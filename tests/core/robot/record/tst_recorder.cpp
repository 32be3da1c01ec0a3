// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "recorded_robot.h"
#include "recording_link.h"
#include "ring.h"
#include "take_files.h"

#include <orrery/platform/errc.h>
#include <orrery/platform/temporary_directory.h>
#include <orrery/robot/record/record_error.h>
#include <orrery/robot/record/recorder.h>
#include <orrery/robot/record/take_file.h>
#include <orrery/robot/sim/kinematic_simulator.h>

#include <QCoreApplication>
#include <QProcess>

#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

using namespace orrery;
using namespace orrery::robot;
using namespace std::chrono_literals;

namespace {

Description arm() {
    Description description;
    description.name = "arm";
    description.joints = armJoints();
    description.joints.pop_back(); // the broken one
    return description;
}

struct Stage {
    Stage() : simulator(arm()), gate(arm().joints, simulator) {}
    KinematicSimulator simulator;
    MotionGate gate;
    ManualExecutor executor;

    Status start(Recorder& recorder, const std::filesystem::path& file, double before = 0) {
        std::optional<Status> result;
        recorder.startTake(file, before, [&](Status status) { result = std::move(status); });
        executor.runUntil([&] { return result.has_value(); });
        return *result;
    }
    Result<TakeSummary> stop(Recorder& recorder) {
        std::optional<Result<TakeSummary>> result;
        recorder.stopTake([&](Result<TakeSummary> summary) { result = std::move(summary); });
        executor.runUntil([&] { return result.has_value(); });
        return *result;
    }
};

/// What the test starts to kill: says the time of the newest state it has seen, over and over.
int recordUntilKilled(const char* path) {
    Stage stage;
    Recorder recorder(stage.gate, stage.executor);
    if (!stage.start(recorder, path)) return 1;
    while (true) {
        std::this_thread::sleep_for(5ms);
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        std::printf("%lld\n",
                    static_cast<long long>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()));
        std::fflush(stdout);
    }
}

} // namespace

class RecorderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        auto folder = platform::TemporaryDirectory::create();
        QVERIFY(folder);
        m_folder.emplace(*std::move(folder));
    }

    void theRingIsSavedWhileATakeGoesOn() {
        Stage stage;
        Recorder recorder(stage.gate, stage.executor, {.robotName = "arm", .robotFile = {}});
        QVERIFY(stage.executor.runUntil([&] { return recorder.status().ringSeconds > 0.2; }, 20s));
        QVERIFY(stage.start(recorder, m_folder->path() / "take.mcap"));
        std::optional<Result<TakeSummary>> saved;
        recorder.saveRing(m_folder->path() / "ring.mcap", [&](const Result<TakeSummary>& result) { saved = result; });
        QVERIFY(stage.executor.runUntil([&] { return saved.has_value(); }, 20s));
        QVERIFY(*saved);
        QVERIFY(recorder.status().recording);
        const auto ring = readTake(m_folder->path() / "ring.mcap");
        QVERIFY(ring);
        QVERIFY(ring->warning.empty());
        QCOMPARE(ring->robotName, std::string("arm"));
        QVERIFY(ring->take->duration() > 0.19);
        QVERIFY(stage.executor.runUntil([&] { return recorder.status().take.messages > 5; }, 20s));
        QVERIFY(stage.stop(recorder));
        QVERIFY(readTake(m_folder->path() / "take.mcap"));

        saved.reset();
        recorder.saveRing(m_folder->path() / "none" / "ring.mcap",
                          [&](const Result<TakeSummary>& result) { saved = result; });
        QVERIFY(stage.executor.runUntil([&] { return saved.has_value(); }, 20s));
        QVERIFY(!*saved && !saved->error().message.empty());
    }

    void theRingKeepsTheNewest() {
        Ring byAge(2, 1U << 30U);
        for (int i = 0; i <= 1000; ++i) byAge.add({SteadyTime(10ms * i), {1.0 * i, 0}, {}, {}});
        QCOMPARE(byAge.seconds(), 2.0);
        QCOMPARE(byAge.states().size(), std::size_t{201});
        QCOMPARE(byAge.states().back().position[0], 1000.0);
        Ring byMemory(1e9, 10'000);
        for (int i = 0; i <= 1000; ++i) {
            byMemory.add({SteadyTime(10ms * i), {1.0 * i, 0}, {}, {}});
            byMemory.mark(SteadyTime(10ms * i), "m");
            QVERIFY(byMemory.bytes() <= 10'000);
        }
        QVERIFY(byMemory.states().size() > 50);
        QVERIFY(byMemory.marks().size() <= byMemory.states().size());
        Ring tiny(10, 1);
        tiny.add({SteadyTime(1s), {1, 2, 3}, {}, {}});
        tiny.add({SteadyTime(2s), {4, 5, 6}, {}, {}});
        QCOMPARE(tiny.states().size(), std::size_t{1});
        QCOMPARE(tiny.states().back().position[0], 4.0);
    }

    void aRobotThatGoesLosesNothingOfItsTake() {
        const auto path = m_folder->path() / "take.mcap";
        ManualExecutor executor;
        std::optional<Recorder> recorder;
        {
            Stage stage;
            recorder.emplace(stage.gate, executor, RecorderOptions{.robotName = "arm", .robotFile = {}});
            std::optional<Status> begun;
            recorder->startTake(path, 0, [&](Status status) { begun = std::move(status); });
            QVERIFY(executor.runUntil([&] { return begun.has_value(); }, 20s));
            QVERIFY(*begun);
            QVERIFY(executor.runUntil([&] { return recorder->status().take.messages > 20; }, 20s));
            recorder->letGo();
        }
        recorder->mark("after it went");
        std::optional<Result<TakeSummary>> ring;
        recorder->saveRing(m_folder->path() / "ring.mcap", [&](const Result<TakeSummary>& saved) { ring = saved; });
        QVERIFY(executor.runUntil([&] { return ring.has_value(); }, 20s));
        QVERIFY(*ring);
        recorder.reset();
        const auto file = readTake(path);
        QVERIFY(file && file->warning.empty());
        QCOMPARE(file->take->marks().size(), std::size_t{1});
        QVERIFY(file->take->times().size() > 20);
    }

    void whatCameBeforeTheRobotWentIsStillRead() {
        RecordingLink link;
        const MotionGate gate(armJoints(), link);
        RecordedRobot robot(gate);
        link.moveTo({0, 0.1, 0, 0, 0, 0});
        QCOMPARE(robot.read().states.size(), std::size_t{1});
        link.moveTo({0, 0.2, 0, 0, 0, 0});
        robot.letGo();
        link.moveTo({0, 0.3, 0, 0, 0, 0});
        const auto rest = robot.read().states;
        QCOMPARE(rest.size(), std::size_t{1});
        QCOMPARE(rest[0].position[1], 0.2);
        QVERIFY(robot.read().states.empty());
    }

    void aTakeHoldsEveryStateAndWhatWasApplied() {
        Stage stage;
        Recorder recorder(stage.gate, stage.executor, {.robotName = "arm", .robotFile = "/x/arm.urdf"});
        const auto path = m_folder->path() / "take.mcap";
        QVERIFY(stage.start(recorder, path));
        QVERIFY(stage.start(recorder, m_folder->path() / "other.mcap").error().is(RecordErrc::AlreadyRecording));
        QVERIFY(stage.gate.submit(intentFor({{"elbow", 0.5, {}}})));
        recorder.mark("begin");
        QTRY_VERIFY(stage.simulator.states().newest()->position[0] > 0.499);
        QTRY_VERIFY(recorder.status().take.messages > 100);
        QVERIFY(recorder.status().recording);
        const auto summary = stage.stop(recorder);
        QVERIFY(summary);
        QCOMPARE(summary->bytes, std::uint64_t{std::filesystem::file_size(path)});
        QVERIFY(!recorder.status().recording);
        QVERIFY(stage.stop(recorder).error().is(RecordErrc::NotRecording));
        const auto file = readTake(path);
        QVERIFY(file && file->warning.empty());
        QCOMPARE(file->robotName, std::string("arm"));
        QCOMPARE(file->contents.messageCount, summary->messages);
        QCOMPARE(file->take->joints(), stage.simulator.joints());
        QCOMPARE(file->take->marks().size(), std::size_t{1});
        const auto& times = file->take->times();
        for (std::size_t i = 1; i < times.size(); ++i) QVERIFY(times[i] - times[i - 1] < 0.0051); // none is missing
        QVERIFY(file->take->sample(1e9).position[0] > 0.499);
        auto reader = mcap::Reader::open(path);
        const auto messages = messagesOf(*reader);
        QVERIFY(std::ranges::any_of(messages, [](const ReadMessage& message) {
            return message.topic == "/orrery/applied" &&
                   message.data.find(R"("name":["elbow"],"position":[0.5])") != std::string::npos;
        }));
    }

    void theRingIsThereWithoutATakeAndCanGoInFront() {
        Stage stage;
        Recorder recorder(stage.gate, stage.executor);
        QTRY_VERIFY(recorder.status().ringSeconds > 0.5);
        QVERIFY(recorder.status().ringBytes > 0);
        QVERIFY(recorder.ring()->duration() > 0.5);
        const auto path = m_folder->path() / "take.mcap";
        QVERIFY(stage.start(recorder, path, 0.4));
        QVERIFY(stage.stop(recorder));
        const auto file = readTake(path);
        QVERIFY(file);
        QVERIFY(file->take->duration() > 0.3 && file->take->duration() < 5);
    }

    void aTakeThatCannotBeWrittenEndsAndTheRestGoesOn() {
        Stage stage;
        Recorder recorder(stage.gate, stage.executor);
        QVERIFY(stage.start(recorder, m_folder->path() / "no/such/folder.mcap").error().is(platform::Errc::NotFound));
        const auto before = std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        const rlimit small{6000, old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const auto path = m_folder->path() / "full.mcap";
        const Status started = stage.start(recorder, path);
        const bool failed = QTest::qWaitFor([&] { return recorder.status().failure.has_value(); }, 30'000);
        setrlimit(RLIMIT_FSIZE, &old);
        std::signal(SIGXFSZ, before);
        QVERIFY(started && failed);
        QVERIFY(recorder.status().failure->is(platform::Errc::NoSpace));
        QVERIFY(!recorder.status().recording);
        QVERIFY(stage.stop(recorder).error().is(platform::Errc::NoSpace));
        QVERIFY(mcap::Reader::open(path));
        const double seen = recorder.status().ringSeconds;
        QTRY_VERIFY(recorder.status().ringSeconds > seen);
        QVERIFY(stage.gate.submit(intentFor({{"elbow", 0.3, {}}})));
        QVERIFY(stage.start(recorder, m_folder->path() / "again.mcap"));
        QVERIFY(stage.stop(recorder));
    }

    void killedWhileRecordingLosesAtMostASecond() {
        const auto path = m_folder->path() / "killed.mcap";
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {"--record", QString::fromStdString(path.string())});
        QVERIFY(process.waitForStarted());
        QByteArray said;
        const auto enough = [&] {
            said += process.readAllStandardOutput();
            return said.count('\n') > 400; // two seconds and more
        };
        QVERIFY(QTest::qWaitFor(enough, 60'000));
        process.kill();
        QVERIFY(process.waitForFinished());
        said += process.readAllStandardOutput();
        said.truncate(said.lastIndexOf('\n'));
        const auto last = said.mid(said.lastIndexOf('\n') + 1).toULongLong();
        const auto file = readTake(path);
        QVERIFY(file);
        QVERIFY(file->contents.cutAt.has_value());
        QVERIFY(!file->warning.empty());
        QVERIFY(file->take->times().size() > 100);
        const double lost = (static_cast<double>(last) - static_cast<double>(file->contents.end)) * 1e-9;
        qInfo("lost %.3f s of %.2f s", lost, file->take->duration());
        QVERIFY(lost < 1.0);
    }

private:
    std::optional<platform::TemporaryDirectory> m_folder;
};

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "--record") return recordUntilKilled(argv[2]);
    QCoreApplication application(argc, argv);
    RecorderTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recorder.moc"
