// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "process_test.h"

#include <orrery/platform/errc.h>
#include <orrery/platform/temporary_directory.h>

#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <memory>

using namespace orrery;
using namespace orrery::platform;
using namespace std::chrono_literals;

namespace {

bool hasChildren() {
    siginfo_t info{};
    return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

ProcessSpec program(std::string name, std::vector<std::string> arguments = {}) {
    ProcessSpec spec;
    spec.program = std::move(name);
    spec.arguments = std::move(arguments);
    return spec;
}

} // namespace

class ChildProcessTest : public QObject {
    Q_OBJECT

private slots:
    void tellsPidOutputAndEnd() {
        Record record;
        ChildProcess child(m_thread, m_executor);
        child.start(shell("echo out; echo err >&2; exit 7"), record.callbacks());
        QVERIFY(waitForEnd(record));
        QVERIFY(record.pid > 0);
        QCOMPARE(record.out, std::string("out\n"));
        QCOMPARE(record.err, std::string("err\n"));
        QVERIFY(!(*record.exit)->signalled);
        QCOMPARE((*record.exit)->code, 7);
        QVERIFY(!(*record.exit)->timedOut);
        QVERIFY(!(*record.exit)->killed);
    }

    void tellsTheSignal() {
        const auto output = runToEnd(m_thread, shell("kill -SEGV $$"));
        QVERIFY(output && *output);
        QVERIFY((*output)->exit.signalled);
        QCOMPARE((*output)->exit.code, SIGSEGV);
    }

    void namesAProgramThatIsMissing_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("on PATH") << "orrery-no-such-program";
        QTest::newRow("by path") << "/nowhere/orrery-no-such-program";
    }
    void namesAProgramThatIsMissing() {
        QFETCH(const QString, name);
        const auto output = runToEnd(m_thread, program(name.toStdString()));
        QVERIFY(output && !*output);
        QVERIFY(output->error().is(platform::Errc::NotFound));
        QVERIFY(output->error().message.find("orrery-no-such-program") != std::string::npos);
    }

    void refusesWhatIsNoProgram() {
        const auto folder = TemporaryDirectory::create();
        QVERIFY(folder);
        const std::string text = (folder->path() / "text").string();
        const std::string garbage = (folder->path() / "garbage").string();
        QVERIFY(writeFileAtomically(text, "hello"));
        QVERIFY(writeFileAtomically(garbage, std::string("\x01\x02\x03\x04", 4)));
        QCOMPARE(::chmod(garbage.c_str(), 0755), 0);

        QVERIFY(runToEnd(m_thread, program(text))->error().is(platform::Errc::PermissionDenied));
        QVERIFY(runToEnd(m_thread, program("/usr"))->error().is(platform::Errc::WrongKind));
        QVERIFY(runToEnd(m_thread, program("some/relative"))->error().is(orrery::Errc::InvalidArgument));
        const auto failed = runToEnd(m_thread, program(garbage));
        QVERIFY(failed->error().is(platform::Errc::StartFailed));
        QVERIFY(failed->error().message.find(garbage) != std::string::npos);
        QVERIFY(!failed->error().detail.empty());
    }

    void refusesAWorkingDirectoryThatIsMissing() {
        ProcessSpec spec = shell("true");
        spec.workingDirectory = "/nowhere/at/all";
        const auto output = runToEnd(m_thread, spec);
        QVERIFY(output->error().is(platform::Errc::NotFound));
        QVERIFY(output->error().message.find("/nowhere/at/all") != std::string::npos);
    }

    void argumentsPassUnchanged() {
        const std::vector<std::string> arguments = {"two words", "\"quoted\" 'both'",   "back\\slash", "$HOME `ls` *",
                                                    "",          "Zürich 東京 🤖", "-n",          "line\nbreak"};
        std::string expected;
        for (const std::string& argument : arguments) expected += argument + "|";
        std::vector<std::string> all = {"%s|"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const auto output = runToEnd(m_thread, program("printf", all));
        QVERIFY(output && *output);
        QCOMPARE((*output)->standardOutput, expected);
    }

    void refusesTextItWouldHaveToChange() {
        QVERIFY(runToEnd(m_thread, program("echo", {"bad \xff\xfe"}))->error().is(orrery::Errc::InvalidArgument));
        QVERIFY(
            runToEnd(m_thread, program("echo", {std::string("a\0b", 3)}))->error().is(orrery::Errc::InvalidArgument));
    }

    void startsInTheRootFolderOrTheOneNamed() {
        ProcessSpec spec = program("pwd");
        QCOMPARE((*runToEnd(m_thread, spec))->standardOutput, std::string("/\n"));
        spec.workingDirectory = "/usr";
        QCOMPARE((*runToEnd(m_thread, spec))->standardOutput, std::string("/usr\n"));
    }

    void environmentIsAddedOrReplaced() {
        QVERIFY(qputenv("ORRERY_TEST_INHERITED", "yes"));
        ProcessSpec spec = program("env");
        spec.environment = {{"ORRERY_TEST_OWN", "ä = b"}};
        const std::string inherited = (*runToEnd(m_thread, spec))->standardOutput;
        QVERIFY(inherited.find("ORRERY_TEST_INHERITED=yes\n") != std::string::npos);
        QVERIFY(inherited.find("ORRERY_TEST_OWN=ä = b\n") != std::string::npos);
        spec.inheritEnvironment = false;
        QCOMPARE((*runToEnd(m_thread, spec))->standardOutput, std::string("ORRERY_TEST_OWN=ä = b\n"));
        spec.environment.clear();
        QCOMPARE((*runToEnd(m_thread, spec))->standardOutput, std::string());
    }

    void standardInputIsEmpty() { QCOMPARE((*runToEnd(m_thread, program("cat")))->exit.code, 0); }

    void muchOutputNeitherBlocksNorGetsLost() {
        std::size_t total = 0;
        std::optional<Result<ProcessExit>> exit;
        ChildProcess child(m_thread, m_executor);
        child.start(program("head", {"-c", "67108864", "/dev/zero"}),
                    {.onStarted = {},
                     .onStdout = [&total](std::string_view bytes) { total += bytes.size(); },
                     .onStderr = {},
                     .onFinished = [&exit](Result<ProcessExit> result) { exit = std::move(result); }});
        QVERIFY(m_executor.runUntil([&exit] { return exit.has_value(); }, patience));
        QCOMPARE(total, std::size_t(67108864));
        QCOMPARE((*exit)->code, 0);
    }

    void muchOutputNeedsNoReader() {
        Record record;
        ManualExecutor neverRun;
        const auto folder = TemporaryDirectory::create();
        const std::string mark = (folder->path() / "done").string();
        ChildProcess child(m_thread, neverRun);
        child.start(shell("head -c 4000000 /dev/zero; head -c 4000000 /dev/zero >&2; touch " + mark),
                    record.callbacks());
        QTRY_VERIFY_WITH_TIMEOUT(::access(mark.c_str(), F_OK) == 0, 20000);
    }

    void collectedOutputIsCapped() {
        const auto output = runToEnd(m_thread, program("head", {"-c", "20000000", "/dev/zero"}));
        QCOMPARE((*output)->standardOutput.size(), std::size_t(16U << 20U));
        QCOMPARE((*output)->exit.code, 0);
    }

    void timeoutEndsIt() {
        const auto output = runToEnd(m_thread, shell("echo begun; sleep 1000"), 50ms);
        QVERIFY(output && *output);
        QVERIFY((*output)->exit.timedOut);
        QVERIFY((*output)->exit.signalled);
        QCOMPARE((*output)->exit.code, SIGTERM);
        QVERIFY(!(*output)->exit.killed);
    }

    void endLetsItFinishItsWork() {
        Record record;
        ChildProcess child(m_thread, m_executor);
        child.start(shell("trap 'echo saved; exit 3' TERM; echo ready; while :; do sleep 0.01; done"),
                    record.callbacks());
        QVERIFY(m_executor.runUntil([&] { return record.out == "ready\n"; }, patience));
        child.end(10s);
        QVERIFY(waitForEnd(record));
        QCOMPARE(record.out, std::string("ready\nsaved\n"));
        QVERIFY(!(*record.exit)->signalled);
        QCOMPARE((*record.exit)->code, 3);
    }

    void whatIgnoresTheRequestIsKilled() {
        Record record;
        ChildProcess child(m_thread, m_executor);
        child.start(shell("trap '' TERM; echo ready; while :; do sleep 1; done"), record.callbacks());
        QVERIFY(m_executor.runUntil([&] { return record.out == "ready\n"; }, patience));
        child.end(1h);
        child.end(20ms);
        QVERIFY(waitForEnd(record));
        QVERIFY((*record.exit)->killed);
        QVERIFY((*record.exit)->signalled);
        QCOMPARE((*record.exit)->code, SIGKILL);
    }

    void endBeforeStartOrAfterTheEndDoesNothing() {
        Record record;
        ChildProcess child(m_thread, m_executor);
        child.end();
        child.start(shell("exit 4"), record.callbacks());
        QVERIFY(waitForEnd(record));
        child.end();
        QCOMPARE((*record.exit)->code, 4);
    }

    void startsOnlyOnce() {
        Record first;
        Record second;
        ChildProcess child(m_thread, m_executor);
        child.start(shell("exit 0"), first.callbacks());
        child.start(shell("exit 0"), second.callbacks());
        QVERIFY(waitForEnd(first));
        QVERIFY(waitForEnd(second));
        QVERIFY(first.exit->has_value());
        QVERIFY(second.exit->error().is(orrery::Errc::InvalidArgument));
    }

    void destructionEndsTheWholeGroup_data() {
        QTest::addColumn<QString>("script");
        QTest::newRow("obedient") << "sleep 1000 & echo $!; wait";
        QTest::newRow("stubborn") << "trap '' TERM; sleep 1000 & echo $!; wait";
    }
    void destructionEndsTheWholeGroup() {
        QFETCH(const QString, script);
        Record record;
        auto child = std::make_unique<ChildProcess>(m_thread, m_executor);
        child->start(shell(script.toStdString()), record.callbacks());
        QVERIFY(m_executor.runUntil([&] { return record.out.ends_with('\n'); }, patience));
        const std::int64_t grandchild = std::stoll(record.out);
        QVERIFY(!isGone(grandchild));
        child.reset();
        QTRY_VERIFY_WITH_TIMEOUT(isGone(record.pid) && isGone(grandchild), 20000);
        m_executor.runPending();
        QCOMPARE(record.exits, 0);
    }

    void whatItLeavesBehindIsEnded() {
        const auto output = runToEnd(m_thread, shell("sleep 1000 >/dev/null 2>&1 & echo $!"));
        QCOMPARE((*output)->exit.code, 0);
        const std::int64_t leftBehind = std::stoll((*output)->standardOutput);
        QTRY_VERIFY_WITH_TIMEOUT(isGone(leftBehind), 20000);
    }

    void mayBeDestroyedInItsOwnCallback() {
        auto child = std::make_unique<ChildProcess>(m_thread, m_executor);
        int calls = 0;
        ProcessCallbacks callbacks;
        callbacks.onStdout = [&](std::string_view) {
            ++calls;
            child.reset();
        };
        callbacks.onFinished = [&](const auto&) { ++calls; };
        child->start(shell("echo; sleep 1000"), callbacks);
        QVERIFY(m_executor.runUntil([&] { return calls > 0; }, patience));
        QTRY_VERIFY_WITH_TIMEOUT(!hasChildren(), 20000);
        m_executor.runPending();
        QCOMPARE(calls, 1);
    }

    void theExecutorMayGoRightAfterTheObject() {
        for (int i = 0; i < 20; ++i) {
            Record record;
            ManualExecutor executor;
            ChildProcess child(m_thread, executor);
            child.start(shell("echo; exit 0"), record.callbacks());
        }
        QTRY_VERIFY_WITH_TIMEOUT(!hasChildren(), 20000);
    }

    void diesWithItsParent() {
        Record parent;
        ChildProcess process(m_thread, m_executor);
        process.start(program(PROCESS_PARENT), parent.callbacks());
        QVERIFY(m_executor.runUntil([&] { return parent.out.ends_with('\n'); }, patience));
        const std::int64_t child = std::stoll(parent.out);
        QVERIFY(!isGone(child));
        QCOMPARE(::kill(static_cast<pid_t>(parent.pid), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(isGone(child), 20000);
    }

    void inheritsNoSignalsFilesOrCoreDumps() {
        ::signal(SIGUSR1, SIG_IGN);
        sigset_t blocked;
        sigemptyset(&blocked);
        sigaddset(&blocked, SIGUSR2);
        ::pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
        const int leaky = ::open("/dev/null", O_RDONLY); // NOLINT(android-cloexec-open): that is the point
        EventThread thread;                              // inherits the blocked signal
        const auto output =
            runToEnd(thread, shell("grep -E 'Sig(Blk|Ign)' /proc/self/status; ulimit -c; test -e /proc/self/fd/" +
                                   std::to_string(leaky) + " || echo closed"));
        ::close(leaky);
        ::pthread_sigmask(SIG_UNBLOCK, &blocked, nullptr);
        ::signal(SIGUSR1, SIG_DFL);
        QCOMPARE((*output)->standardOutput,
                 std::string("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n0\nclosed\n"));
    }

    void addressSpaceIsLimited() {
        ProcessSpec spec = shell("ulimit -v");
        spec.addressSpaceLimit = 1ULL << 30U;
        QCOMPARE((*runToEnd(m_thread, spec))->standardOutput, std::string("1048576\n"));
    }

    void manyStartsLeaveNothingBehind() {
        for (int i = 0; i < 200; ++i) {
            Record record;
            ChildProcess child(m_thread, m_executor);
            child.start(program("sleep", {"1000"}), record.callbacks());
            if (i % 2 == 0) QVERIFY(m_executor.runUntil([&] { return record.pid != 0; }, patience));
        }
        QTRY_VERIFY_WITH_TIMEOUT(!hasChildren(), 20000);
    }

private:
    bool waitForEnd(const Record& record) {
        return m_executor.runUntil([&record] { return record.exits == 1; }, patience);
    }

    EventThread m_thread;
    ManualExecutor m_executor;
};

QTEST_GUILESS_MAIN(ChildProcessTest)
#include "tst_child_process.moc"
