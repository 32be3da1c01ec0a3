// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/ghost_model.h"
#include "gguf/scripted_model.h"

#include <orrery/gguf/errors.h>
#include <orrery/inference/chat_client.h>
#include <orrery/inference/errors.h>
#include <orrery/platform/errc.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;
using fixtures::Breakage;
namespace fs = std::filesystem;

class TestEngine : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void saysTheScript_data() { protectionRows(); }
    void saysTheScript();
    void thinksFirst();
    void statesInOrder();
    void stopLeavesNothing_data() { protectionRows(); }
    void stopLeavesNothing();
    void stopWhileAnswering();
    void stopWhileStarting();
    void cancelledStart();
    void secondStartIsRefused();
    void startsAgainAfterStopping();
    void destroyedWhileRunning();
    void endlessAnswerCancelled();
    void killedWhileAnswering_data() { protectionRows(); }
    void killedWhileAnswering();
    void hangs();
    void brokenFiles_data();
    void brokenFiles();
    void missingFile();
    void tooLargeForThisComputer();
    void shortContext();
    void leftoversAreRemoved();
    void diesWithItsParent_data() { protectionRows(); }
    void diesWithItsParent();

private:
    struct Answer {
        std::string content;
        std::string reasoning;
        std::optional<Result<ChatResult>> result;
    };

    static void protectionRows();
    [[nodiscard]] fs::path model(const fixtures::Script& script, const char* name = "tiny.gguf") const;
    [[nodiscard]] fs::path endlessModel() const {
        return model({.tokens = {"tick", " tock", " tack"}, .loopFrom = 0, .chatTemplate = {}});
    }
    [[nodiscard]] EngineSettings settings(const fs::path& file, bool sandbox = true) const;
    Status start(const EngineSettings& settings);
    void stop();
    std::shared_ptr<Answer> ask(std::stop_token stop = {}, const std::string& text = "Hi");
    bool waitFor(const std::function<bool()>& condition) { return m_bench->executor.runUntil(condition, 20s); }
    [[nodiscard]] int runFolders() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::EngineBench> m_bench;
    std::unique_ptr<Engine> m_engine;
    std::vector<EngineState> m_states;
};

void TestEngine::protectionRows() {
    QTest::addColumn<bool>("sandbox");
    QTest::newRow("in the sandbox") << true;
    QTest::newRow("without") << false;
}

void TestEngine::initTestCase() {
    m_folder = std::make_unique<QTemporaryDir>();
    fs::permissions(m_folder->path().toStdString(), fs::perms::owner_all);
    qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
    m_bench = std::make_unique<test::EngineBench>();
    if (!m_bench->host()) QSKIP(("SKIP_ALL: " + m_bench->whyNoHost()).c_str());
}

void TestEngine::init() {
    m_states.clear();
    m_engine = std::make_unique<Engine>(m_bench->services(), [this](EngineState state) { m_states.push_back(state); });
}

void TestEngine::cleanup() {
    m_engine.reset();
    // A start that was given up may still be getting ready on a worker; what it made goes with its answer.
    QVERIFY(m_bench->executor.runUntil([this] { return runFolders() == 0; }, std::chrono::seconds(10)));
}

int TestEngine::runFolders() const {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(m_folder->filePath("orrery").toStdString()))
        count += entry.path().filename().string().starts_with("engine-") ? 1 : 0;
    return count;
}

fs::path TestEngine::model(const fixtures::Script& script, const char* name) const {
    return test::writeFile(m_folder->filePath(name).toStdString(), fixtures::scriptedModel(script).bytes());
}

EngineSettings TestEngine::settings(const fs::path& file, bool sandbox) const {
    EngineSettings settings;
    settings.model = file;
    settings.threads = 1;
    settings.useSandbox = sandbox;
    return settings;
}

Status TestEngine::start(const EngineSettings& settings) {
    std::optional<Status> status;
    m_engine->start(*m_bench->host(), settings, {}, [&](Status result) { status = std::move(result); });
    if (!waitFor([&] { return status.has_value(); })) return fail(orrery::Errc::Internal, "start() never completed");
    return *status;
}

void TestEngine::stop() {
    bool stopped = false;
    m_engine->stop([&] { stopped = true; });
    QVERIFY(waitFor([&] { return stopped; }));
}

std::shared_ptr<TestEngine::Answer> TestEngine::ask(std::stop_token stop, const std::string& text) {
    const auto answer = std::make_shared<Answer>();
    ChatCallbacks callbacks;
    callbacks.onContent = [answer](std::string_view piece) { answer->content += piece; };
    callbacks.onReasoning = [answer](std::string_view piece) { answer->reasoning += piece; };
    ChatClient(m_bench->http(), m_bench->executor)
        .start(m_engine->endpoint(), {{{Role::User, text}}, {}, {}, {}, true}, std::move(stop), std::move(callbacks),
               [answer](Result<ChatResult> result) { answer->result = std::move(result); });
    return answer;
}

#define START(settings)                                                                                                \
    do {                                                                                                               \
        const Status started = start(settings);                                                                        \
        QVERIFY2(started, started ? "" : describe(started.error()).c_str());                                           \
    } while (false)

#define NEEDS_SANDBOX(wanted)                                                                                          \
    if ((wanted) && !m_bench->host()->sandbox) QSKIP("there is no sandbox on this computer")

void TestEngine::saysTheScript() {
    QFETCH(bool, sandbox);
    NEEDS_SANDBOX(sandbox);
    START(settings(model({.tokens = fixtures::scriptTokens("Hello from a tiny model.")}), sandbox));
    QVERIFY(m_engine->state() == EngineState::Ready);
    QCOMPARE(m_engine->facts().sandboxed, sandbox);
    QCOMPARE(m_engine->facts().contextTokens, 2048U);
    QCOMPARE(m_engine->facts().model.architecture, std::string("llama"));
    QVERIFY(!m_engine->log().empty());
    const auto answer = ask();
    QVERIFY(waitFor([&] { return answer->result.has_value(); }));
    QVERIFY2(*answer->result, *answer->result ? "" : describe(answer->result->error()).c_str());
    const ChatResult& result = **answer->result;
    QCOMPARE(result.text, std::string("Hello from a tiny model."));
    QCOMPARE(answer->content, result.text);
    QVERIFY(result.finishReason == FinishReason::Stop);
    QVERIFY(result.timings.answerTokens >= 5 && result.timings.promptTokens > 0 && result.timings.answerMs > 0);
    QVERIFY(result.timings.firstTokenMs > 0);
}

void TestEngine::thinksFirst() {
    const std::vector<std::string> tokens = {"<think>", "\nlet me", " think", ".\n", "</think>",
                                             "\n\nThe", " answer",  " is",    " 42", "."};
    START(
        settings(model({.tokens = tokens, .loopFrom = {}, .chatTemplate = std::string(fixtures::thinkingTemplate())})));
    const auto answer = ask();
    QVERIFY(waitFor([&] { return answer->result.has_value(); }));
    QVERIFY(*answer->result);
    QCOMPARE(QString::fromStdString(answer->reasoning).trimmed(), QString("let me think."));
    QCOMPARE(QString::fromStdString(answer->content).trimmed(), QString("The answer is 42."));
}

void TestEngine::statesInOrder() {
    START(settings(endlessModel()));
    stop();
    QVERIFY((m_states ==
             std::vector{EngineState::Starting, EngineState::Ready, EngineState::Stopping, EngineState::Stopped}));
}

void TestEngine::stopLeavesNothing() {
    QFETCH(bool, sandbox);
    NEEDS_SANDBOX(sandbox);
    START(settings(endlessModel(), sandbox));
    const auto processes = test::processTree(m_engine->facts().processId);
    QVERIFY(fs::exists(m_engine->endpoint().unixSocket));
    QElapsedTimer timer;
    timer.start();
    stop();
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(waitFor([&] { return std::ranges::none_of(processes, test::isRunning); }));
    QVERIFY(!fs::exists(m_engine->facts().runFolder));
}

void TestEngine::stopWhileAnswering() {
    START(settings(endlessModel(), false));
    const auto answer = ask();
    QVERIFY(waitFor([&] { return answer->content.size() > 50; }));
    QElapsedTimer timer;
    timer.start();
    stop();
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(waitFor([&] { return answer->result.has_value(); }));
    QVERIFY(!*answer->result && answer->result->error().is(inference::Errc::EngineGone));
}

void TestEngine::stopWhileStarting() {
    std::optional<Status> status;
    m_engine->start(*m_bench->host(), settings(endlessModel()), {}, [&](Status result) { status = std::move(result); });
    stop();
    QVERIFY(waitFor([&] { return status.has_value(); }));
    QVERIFY(!*status && status->error().is(orrery::Errc::Cancelled));
    QVERIFY(m_engine->state() == EngineState::Stopped);
}

void TestEngine::cancelledStart() {
    std::stop_source source;
    std::optional<Status> status;
    m_engine->start(*m_bench->host(), settings(endlessModel()), source.get_token(),
                    [&](Status result) { status = std::move(result); });
    QVERIFY(waitFor([&] { return m_engine->facts().processId != 0; }));
    source.request_stop();
    QVERIFY(waitFor([&] { return status && m_engine->state() == EngineState::Stopped; }));
    QVERIFY(!*status && status->error().is(orrery::Errc::Cancelled));
}

void TestEngine::secondStartIsRefused() {
    START(settings(endlessModel()));
    const Status again = start(settings(endlessModel()));
    QVERIFY(!again && again.error().is(orrery::Errc::InvalidArgument));
    QVERIFY(m_engine->state() == EngineState::Ready);
}

void TestEngine::startsAgainAfterStopping() {
    START(settings(endlessModel()));
    stop();
    START(settings(model({.tokens = {"Again", "."}})));
    const auto answer = ask();
    QVERIFY(waitFor([&] { return answer->result.has_value(); }));
    QCOMPARE(answer->content, std::string("Again."));
}

void TestEngine::destroyedWhileRunning() {
    START(settings(endlessModel(), false));
    const auto processes = test::processTree(m_engine->facts().processId);
    bool stopped = false;
    m_engine->stop([&] { stopped = true; });
    m_engine.reset();
    QVERIFY(waitFor([&] { return stopped && std::ranges::none_of(processes, test::isRunning); }));
}

void TestEngine::endlessAnswerCancelled() {
    START(settings(endlessModel()));
    std::stop_source source;
    const auto first = ask(source.get_token());
    QVERIFY(waitFor([&] { return first->content.size() > 50; }));
    QElapsedTimer timer;
    timer.start();
    source.request_stop();
    QVERIFY(waitFor([&] { return first->result.has_value(); }));
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!*first->result && first->result->error().is(orrery::Errc::Cancelled));
    QVERIFY(first->content.starts_with("tick tock tack"));

    const auto second = ask();
    QVERIFY(waitFor([&] { return second->content.size() > 50; }));
}

void TestEngine::killedWhileAnswering() {
    QFETCH(bool, sandbox);
    NEEDS_SANDBOX(sandbox);
    START(settings(endlessModel(), sandbox));
    const auto answer = ask();
    QVERIFY(waitFor([&] { return answer->content.size() > 50; }));
    ::kill(static_cast<pid_t>(test::processTree(m_engine->facts().processId).back()), SIGKILL);
    QVERIFY(waitFor([&] { return m_engine->state() == EngineState::Failed && answer->result; }));
    QVERIFY2(m_engine->failure()->is(inference::Errc::EngineCrashed), describe(*m_engine->failure()).c_str());
    QVERIFY(QString::fromStdString(m_engine->failure()->message).startsWith("The engine stopped unexpectedly"));
    QVERIFY2(!*answer->result && answer->result->error().is(inference::Errc::EngineGone),
             describe(answer->result->error()).c_str());
    QVERIFY(!fs::exists(m_engine->facts().runFolder));
    START(settings(endlessModel(), sandbox));
}

void TestEngine::hangs() {
    EngineSettings impatient = settings(endlessModel(), false);
    impatient.healthInterval = 30ms;
    impatient.healthTimeout = 100ms;
    START(impatient);
    const std::int64_t pid = m_engine->facts().processId;
    ::kill(static_cast<pid_t>(pid), SIGSTOP);
    QVERIFY(waitFor([&] { return m_engine->state() == EngineState::Failed; }));
    QVERIFY2(m_engine->failure()->is(inference::Errc::EngineHung), describe(*m_engine->failure()).c_str());
    QVERIFY(waitFor([&] { return !test::isRunning(pid); }));
}

void TestEngine::brokenFiles_data() {
    QTest::addColumn<Breakage>("breakage");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << Breakage::Empty << "gguf.not-gguf"
                           << "file is empty";
    QTest::newRow("web page") << Breakage::WebPage << "gguf.not-gguf"
                              << "web page";
    QTest::newRow("version 1") << Breakage::VersionOne << "gguf.unsupported"
                               << "first GGUF version";
    QTest::newRow("version 99") << Breakage::VersionNinetyNine << "gguf.unsupported"
                                << "version 99";
    QTest::newRow("big-endian") << Breakage::BigEndian << "gguf.unsupported"
                                << "big-endian";
    QTest::newRow("cut in the metadata") << Breakage::CutInMetadata << "gguf.truncated"
                                         << "incomplete";
    QTest::newRow("cut in the data") << Breakage::CutInData << "gguf.truncated"
                                     << "incomplete";
    QTest::newRow("alignment 8") << Breakage::AlignmentEight << "gguf.unsupported"
                                 << "laid out";
    QTest::newRow("unknown architecture") << Breakage::UnknownArchitecture << "inference.model-unusable"
                                          << "does not know this kind";
    QTest::newRow("missing key") << Breakage::MissingKey << "inference.model-unusable"
                                 << "damaged";
    QTest::newRow("missing tensor") << Breakage::MissingTensor << "inference.model-unusable"
                                    << "damaged";
    QTest::newRow("wrong shape") << Breakage::WrongShape << "inference.model-unusable"
                                 << "damaged";
    QTest::newRow("bad template") << Breakage::BadTemplate << "inference.bad-template"
                                  << "chat template";
}

void TestEngine::brokenFiles() {
    QFETCH(Breakage, breakage);
    QFETCH(QString, code);
    QFETCH(QString, says);
    const auto file = test::writeFile(m_folder->filePath("broken.gguf").toStdString(), fixtures::brokenModel(breakage));
    const Status status = start(settings(file));
    QVERIFY(!status);
    QCOMPARE(QString::fromStdString(status.error().code.text()), code);
    QVERIFY2(QString::fromStdString(status.error().message).contains(says), describe(status.error()).c_str());
    QCOMPARE(status.error().where, file.string());
    QVERIFY(m_engine->state() == EngineState::Failed && m_engine->failure());
}

void TestEngine::missingFile() {
    const Status status = start(settings(m_folder->filePath("nowhere.gguf").toStdString()));
    QVERIFY(!status && status.error().is(orrery::Errc::NotFound));
}

void TestEngine::tooLargeForThisComputer() {
    fixtures::GhostShape shape = fixtures::ghost70B();
    shape.layers = 4000; // more than any computer has
    const auto ghost = fixtures::ghostModel(shape);
    const auto file = test::writeFile(m_folder->filePath("ghost.gguf").toStdString(), ghost.header());
    fs::resize_file(file, ghost.fileSize());
    const Status status = start(settings(file));
    QVERIFY(!status && status.error().is(inference::Errc::NotEnoughMemory));
    QVERIFY2(QRegularExpression("needs [0-9.]+ GB of memory and [0-9.]+ GB are free")
                 .match(QString::fromStdString(status.error().message))
                 .hasMatch(),
             status.error().message.c_str());
}

void TestEngine::shortContext() {
    EngineSettings small = settings(model({.tokens = {"Hello"}}));
    small.contextTokens = 256;
    START(small);
    QCOMPARE(m_engine->facts().contextTokens, 256U);
    const auto answer = ask({}, std::string(2000, 'x'));
    QVERIFY(waitFor([&] { return answer->result.has_value(); }));
    QVERIFY(!*answer->result);
    QVERIFY2(answer->result->error().is(inference::Errc::ContextFull), describe(answer->result->error()).c_str());
    QVERIFY(QString::fromStdString(answer->result->error().message).contains("and 256 fit"));
}

void TestEngine::leftoversAreRemoved() {
    // One number beyond what the kernel gives out: nobody alive.
    const fs::path leftover = m_folder->filePath("orrery/engine-99999999-abc").toStdString();
    fs::create_directories(leftover);
    START(settings(endlessModel()));
    QVERIFY(!fs::exists(leftover));
}

void TestEngine::diesWithItsParent() {
    QFETCH(bool, sandbox);
    NEEDS_SANDBOX(sandbox);
    QProcess holder;
    holder.start(ENGINE_HOLDER, {QString::fromStdString(endlessModel().string()), sandbox ? "sandbox" : "plain"});
    while (!holder.canReadLine()) QVERIFY(holder.waitForReadyRead(20000));
    const std::int64_t pid = holder.readLine().trimmed().toLongLong();
    QVERIFY(pid > 0);
    const auto processes = test::processTree(pid);
    QVERIFY(std::ranges::all_of(processes, test::isRunning));
    holder.kill();
    QVERIFY(holder.waitForFinished());
    QVERIFY(waitFor([&] { return std::ranges::none_of(processes, test::isRunning); }));
    START(settings(endlessModel())); // sweeps the killed one's folder
}

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
