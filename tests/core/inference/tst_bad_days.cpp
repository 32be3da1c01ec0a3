// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"

#include <orrery/inference/chat_client.h>
#include <orrery/inference/engine_exit.h>
#include <orrery/inference/errors.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <chrono>
#include <csignal>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// What goes wrong on people's computers, each with what Orrery says then. (Files that are broken: see tst_engine.)
class TestBadDays : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void unreadableTemplate();
    void templateThatRefuses();
    void compressedContext();
    void partOfASplitModelMissing();
    void projectorOfAnotherModel();
    void projectorMissing();
    void outOfMemory_data();
    void outOfMemory();
    void enoughMemoryForAnOrdinaryStart();
    void answerFillsTheContext();
    void crashInTheMiddleOfAnAnswer_data() { protectionRows(); }
    void crashInTheMiddleOfAnAnswer();
    void hangInTheMiddleOfAnAnswer_data() { protectionRows(); }
    void hangInTheMiddleOfAnAnswer();
    void diskFull();
    void noRoomForTheSocket();
    void socketRemoved();
    void runFolderRemoved();
    void engineRemovedMeanwhile();
    void foldersOfAnotherCopyStay();

private:
    struct Answer {
        std::string content;
        std::optional<Result<ChatResult>> result;
    };

    static void protectionRows();
    [[nodiscard]] EngineSettings settings(const fixtures::Script& script, bool sandbox = true) const;
    [[nodiscard]] EngineSettings endless(bool sandbox = true) const;
    [[nodiscard]] EngineSettings watchful(bool sandbox = true) const;
    Status start(const EngineSettings& settings) { return start(*m_bench->host(), settings); }
    Status start(const EngineHost& host, const EngineSettings& settings);
    std::shared_ptr<Answer> ask();
    bool waitFor(const std::function<bool()>& condition) { return m_bench->executor.runUntil(condition, 20s); }
    bool waitForFailure() {
        return waitFor([&] { return m_engine->state() == EngineState::Failed; });
    }
    QByteArray holderOnATinyDisk(int inodes) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::EngineBench> m_bench;
    std::unique_ptr<Engine> m_engine;
};

#define NEEDS_SANDBOX(wanted)                                                                                          \
    if ((wanted) && !m_bench->host()->sandbox) QSKIP("there is no sandbox on this computer")

#define VERIFY_ERROR(error, wanted, says)                                                                              \
    do {                                                                                                               \
        const Error& actual = (error);                                                                                 \
        QVERIFY2(actual.is(wanted), describe(actual).c_str());                                                         \
        QVERIFY2(QString::fromStdString(actual.message).contains(says), describe(actual).c_str());                     \
    } while (false)

#define START(settings)                                                                                                \
    do {                                                                                                               \
        const Status started = start(settings);                                                                        \
        QVERIFY2(started, started ? "" : describe(started.error()).c_str());                                           \
    } while (false)

void TestBadDays::protectionRows() {
    QTest::addColumn<bool>("sandbox");
    QTest::newRow("in the sandbox") << true;
    QTest::newRow("without") << false;
}

void TestBadDays::initTestCase() {
    m_folder = std::make_unique<QTemporaryDir>();
    fs::permissions(m_folder->path().toStdString(), fs::perms::owner_all);
    qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
    m_bench = std::make_unique<test::EngineBench>();
    if (!m_bench->host()) QSKIP(("SKIP_ALL: " + m_bench->whyNoHost()).c_str());
}

void TestBadDays::init() {
    m_engine = std::make_unique<Engine>(m_bench->services(), Engine::StateChanged());
}

void TestBadDays::cleanup() {
    m_engine.reset();
}

EngineSettings TestBadDays::settings(const fixtures::Script& script, bool sandbox) const {
    EngineSettings settings;
    settings.model =
        test::writeFile(m_folder->filePath("tiny.gguf").toStdString(), fixtures::scriptedModel(script).bytes());
    settings.threads = 1;
    settings.useSandbox = sandbox;
    return settings;
}

EngineSettings TestBadDays::endless(bool sandbox) const {
    return settings({.tokens = {"tick", " tock", " tack"}, .loopFrom = 0}, sandbox);
}

/// Notices within a third of a second that an engine hangs.
EngineSettings TestBadDays::watchful(bool sandbox) const {
    EngineSettings settings = endless(sandbox);
    settings.healthInterval = 30ms;
    settings.healthTimeout = 100ms;
    return settings;
}

Status TestBadDays::start(const EngineHost& host, const EngineSettings& settings) {
    std::optional<Status> status;
    m_engine->start(host, settings, {}, [&](Status result) { status = std::move(result); });
    if (!waitFor([&] { return status.has_value(); })) return fail(orrery::Errc::Internal, "start() never completed");
    return *status;
}

std::shared_ptr<TestBadDays::Answer> TestBadDays::ask() {
    const auto answer = std::make_shared<Answer>();
    ChatCallbacks callbacks;
    callbacks.onContent = [answer](std::string_view piece) { answer->content += piece; };
    ChatRequest request;
    request.messages = {{Role::System, "Be kind."}, {Role::User, "Hi"}};
    ChatClient(m_bench->http(), m_bench->executor)
        .start(m_engine->endpoint(), request, {}, std::move(callbacks),
               [answer](Result<ChatResult> result) { answer->result = std::move(result); });
    return answer;
}

void TestBadDays::unreadableTemplate() {
    EngineSettings broken = endless();
    test::writeFile(broken.model, fixtures::brokenModel(fixtures::Breakage::BadTemplate));
    const Status status = start(broken);
    QVERIFY(!status);
    VERIFY_ERROR(status.error(), inference::Errc::BadTemplate, "ChatML");
    const auto retry = settingsForRetry(status.error(), broken);
    QVERIFY(retry);
    QCOMPARE(retry->chatTemplate, std::string("chatml"));
    START(*retry);
    const auto answer = ask();
    QVERIFY(waitFor([&] { return answer->result.has_value(); }));
    QVERIFY(*answer->result);
    QCOMPARE(answer->content, std::string("Hello"));
    QVERIFY(!settingsForRetry(status.error(), *retry)); // only once
    QVERIFY(!settingsForRetry({inference::Errc::ModelUnusable, {}, {}, {}}, broken));
}

void TestBadDays::templateThatRefuses() {
    const char* picky = "{% for m in messages %}{% if m.content == 'Be kind.' %}"
                        "{{ raise_exception('No system prompt, please') }}{% endif %}{{ m.content }}{% endfor %}";
    START(settings({.tokens = {"Hello"}, .chatTemplate = picky}));
    const auto answer = ask();
    QVERIFY(waitFor([&] { return answer->result.has_value(); }));
    QVERIFY(!*answer->result);
    const Error& error = answer->result->error();
    QVERIFY2(QString::fromStdString(error.message + error.detail).contains("No system prompt, please"),
             describe(error).c_str());
    QVERIFY(m_engine->state() == EngineState::Ready);
}

void TestBadDays::compressedContext() {
    EngineSettings compressed = settings({.tokens = {"Hello"}}); // its heads are too small for it
    compressed.cacheType = "q8_0";
    const Status status = start(compressed);
    QVERIFY(!status);
    VERIFY_ERROR(status.error(), inference::Errc::BadSettings, "ordinary context");
    compressed.cacheType = "f16";
    START(compressed);
}

void TestBadDays::partOfASplitModelMissing() {
    EngineSettings split = endless();
    const fs::path whole = split.model;
    split.model = m_folder->filePath("big-00001-of-00002.gguf").toStdString();
    fs::copy_file(whole, split.model, fs::copy_options::overwrite_existing);
    const Status status = start(split);
    QVERIFY(!status);
    VERIFY_ERROR(status.error(), orrery::Errc::NotFound, "Part 2 of 2");
    QVERIFY(status.error().where.ends_with("big-00002-of-00002.gguf"));
}

void TestBadDays::projectorOfAnotherModel() {
    EngineSettings seeing = endless();
    seeing.projector = seeing.model; // a text model is no projector
    const Status status = start(seeing);
    QVERIFY(!status);
    VERIFY_ERROR(status.error(), inference::Errc::ModelUnusable, "image part");
}

void TestBadDays::projectorMissing() {
    EngineSettings seeing = endless();
    seeing.projector = m_folder->filePath("nowhere.gguf").toStdString();
    const Status status = start(seeing);
    QVERIFY(!status && status.error().is(orrery::Errc::NotFound));
    QCOMPARE(status.error().where, seeing.projector.string());
}

void TestBadDays::outOfMemory_data() {
    QTest::addColumn<bool>("sandbox");
    QTest::addColumn<int>("mebibytes");
    for (const bool sandbox : {true, false})
        for (const int mebibytes : {40, 80, 120, 160, 200})
            QTest::addRow("%d MiB %s", mebibytes, sandbox ? "in the sandbox" : "without") << sandbox << mebibytes;
}

void TestBadDays::outOfMemory() {
    QFETCH(bool, sandbox);
    QFETCH(int, mebibytes);
    NEEDS_SANDBOX(sandbox);
    EngineSettings poor = endless(sandbox);
    poor.memoryLimit = static_cast<std::uint64_t>(mebibytes) << 20;
    const Status status = start(poor);
    QVERIFY(!status);
    VERIFY_ERROR(status.error(), inference::Errc::NotEnoughMemory, "shorter context");
}

void TestBadDays::enoughMemoryForAnOrdinaryStart() {
    EngineSettings limited = endless();
    QVERIFY(limited.limitMemory);
    START(limited);
    const auto answer = ask();
    QVERIFY(waitFor([&] { return answer->content.size() > 5000 || answer->result; }));
    QVERIFY(m_engine->state() == EngineState::Ready);
}

void TestBadDays::answerFillsTheContext() {
    EngineSettings small = endless();
    small.contextTokens = 256;
    START(small);
    const auto answer = ask();
    QVERIFY(waitFor([&] { return answer->result.has_value(); }));
    QVERIFY2(*answer->result, *answer->result ? "" : describe(answer->result->error()).c_str());
    QVERIFY((*answer->result)->finishReason == FinishReason::Length);
    QVERIFY(m_engine->state() == EngineState::Ready);
}

void TestBadDays::crashInTheMiddleOfAnAnswer() {
    QFETCH(bool, sandbox);
    NEEDS_SANDBOX(sandbox);
    START(endless(sandbox));
    const auto answer = ask();
    QVERIFY(waitFor([&] { return answer->content.size() > 50; }));
    ::kill(static_cast<pid_t>(test::processTree(m_engine->facts().processId).back()), SIGSEGV);
    QVERIFY(waitForFailure() && waitFor([&] { return answer->result.has_value(); }));
    VERIFY_ERROR(*m_engine->failure(), inference::Errc::EngineCrashed, "Start it again");
    QVERIFY(!*answer->result);
    VERIFY_ERROR(answer->result->error(), inference::Errc::EngineGone, "ended before the answer did");
    QVERIFY(answer->content.starts_with("tick tock"));
    START(endless(sandbox));
}

void TestBadDays::hangInTheMiddleOfAnAnswer() {
    QFETCH(bool, sandbox);
    NEEDS_SANDBOX(sandbox);
    START(watchful(sandbox));
    const auto answer = ask();
    QVERIFY(waitFor([&] { return answer->content.size() > 50; }));
    const auto processes = test::processTree(m_engine->facts().processId);
    ::kill(static_cast<pid_t>(processes.back()), SIGSTOP);
    QVERIFY(waitForFailure() && waitFor([&] { return answer->result.has_value(); }));
    VERIFY_ERROR(*m_engine->failure(), inference::Errc::EngineHung, "Start it again");
    QVERIFY(!*answer->result && answer->result->error().is(inference::Errc::EngineGone));
    QVERIFY(waitFor([&] { return std::ranges::none_of(processes, test::isRunning); }));
    START(watchful(sandbox));
}

/// Loads a model where the folder for sockets lies on a disk with room for so many files; gives back what it says.
QByteArray TestBadDays::holderOnATinyDisk(int inodes) const {
    const QString disk = m_folder->filePath("disk");
    QDir().mkpath(disk);
    const QString script =
        QString("mount -t tmpfs -o mode=0700,nr_inodes=%1 none \"$1\" || { echo 'no mount'; exit 9; }; "
                "export XDG_RUNTIME_DIR=\"$1\"; exec \"$2\" \"$3\" plain")
            .arg(inodes);
    QProcess process;
    process.start("unshare", {"--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", disk, ENGINE_HOLDER,
                              QString::fromStdString(endless().model.string())});
    QByteArray said;
    while (!said.contains('\n') && process.waitForReadyRead(20000)) said += process.readAllStandardOutput();
    process.kill();
    process.waitForFinished();
    return said;
}

void TestBadDays::diskFull() {
    const QByteArray said = holderOnATinyDisk(2); // the root and orrery/
    if (said.isEmpty() || said.startsWith("no mount")) QSKIP("this system lets no program mount a small disk");
    QVERIFY2(said.contains("is full") && said.contains("Free some space"), said.constData());
}

void TestBadDays::noRoomForTheSocket() {
    const QByteArray said = holderOnATinyDisk(3); // and the engine's folder
    if (said.isEmpty() || said.startsWith("no mount")) QSKIP("this system lets no program mount a small disk");
    QVERIFY2(said.contains("could not open its connection") && said.contains("Free some space"), said.constData());
}

void TestBadDays::socketRemoved() {
    START(watchful());
    QVERIFY(fs::remove(m_engine->endpoint().unixSocket));
    QVERIFY(waitForFailure());
    VERIFY_ERROR(*m_engine->failure(), inference::Errc::EngineHung, "Start it again");
    START(watchful());
}

void TestBadDays::runFolderRemoved() {
    START(watchful());
    const auto processes = test::processTree(m_engine->facts().processId);
    QVERIFY(fs::remove_all(m_engine->facts().runFolder.parent_path()) > 0);
    QVERIFY(waitForFailure());
    QVERIFY(waitFor([&] { return std::ranges::none_of(processes, test::isRunning); }));
    START(watchful());
}

void TestBadDays::engineRemovedMeanwhile() {
    const fs::path link = m_folder->filePath("runtime").toStdString();
    EngineHost host = *m_bench->host();
    fs::create_directory_symlink(host.runtime.folder, link);
    const auto runtime = inspectRuntime(link, RuntimeKind::Configured);
    QVERIFY(runtime);
    host.runtime = *runtime;
    START(endless());
    fs::remove(link);
    m_engine = std::make_unique<Engine>(m_bench->services(), Engine::StateChanged());
    const Status status = start(host, endless());
    QVERIFY(!status);
    VERIFY_ERROR(status.error(), inference::Errc::RuntimeBroken, "no longer there");
}

void TestBadDays::foldersOfAnotherCopyStay() {
    // Its process numbers need not be ours: in a container they are not. Nobody here has this one.
    const fs::path folder = m_folder->filePath("orrery/engine-99999999-abc").toStdString();
    fs::create_directories(folder);
    const int lock = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    QVERIFY(::flock(lock, LOCK_EX | LOCK_NB) == 0);
    START(endless());
    QVERIFY(fs::exists(folder));
    const int ours = ::open(m_engine->facts().runFolder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    QVERIFY(::flock(ours, LOCK_EX | LOCK_NB) != 0); // so another copy leaves it alone
    ::close(ours);
    ::close(lock);
    m_engine = std::make_unique<Engine>(m_bench->services(), Engine::StateChanged());
    START(endless());
    QVERIFY(!fs::exists(folder));
}

QTEST_GUILESS_MAIN(TestBadDays)
#include "tst_bad_days.moc"
