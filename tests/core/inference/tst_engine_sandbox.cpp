// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_bench.h"
#include "fake_http_server.h"
#include "gguf/projector.h"
#include "gguf/scripted_model.h"

#include <orrery/inference/engine_command_line.h>
#include <orrery/platform/file_descriptor.h>

#include <QCoreApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <sstream>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// @param attempt how the probe is told to connect to it.
platform::FileDescriptor listenOnLoopback(std::string& attempt) {
    platform::FileDescriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const bool ok = ::bind(listener.get(), generic, size) == 0 && ::listen(listener.get(), 8) == 0 &&
                    ::getsockname(listener.get(), generic, &size) == 0;
    attempt = "connect:127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    return ok ? std::move(listener) : platform::FileDescriptor();
}

/// A unix socket that has a name but no file: what the network name space must hide.
platform::FileDescriptor listenOnAbstract(std::string& attempt) {
    platform::FileDescriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const std::string name = "orrery-test-" + std::to_string(::getpid());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::ranges::copy(name, address.sun_path + 1);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    const bool ok =
        ::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), size) == 0 && ::listen(listener.get(), 8) == 0;
    attempt = "abstract:" + name;
    return ok ? std::move(listener) : platform::FileDescriptor();
}

} // namespace

/// A program of the test's own, put in the engine's place: what it cannot do, a hostile model file cannot do either.
class TestEngineSandbox : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theProbeCanDoAllThisOutside();
    void noConnectionLeadsOut();
    void noFileOfThePersonIsSeen();
    void onlyTheSocketFolderIsWritable();
    void noNameSpaceCanBeMade();
    void allPartsOfASplitModelAreThere();
    void theMemoryLimitHolds();
    void noPictureIsFetched_data();
    void noPictureIsFetched();

private:
    using Outcomes = std::map<std::string, std::string>;

    [[nodiscard]] platform::ProcessSpec probe(const std::vector<std::string>& attempts) const;
    Outcomes inside(const std::vector<std::string>& attempts);
    Outcomes outside(const std::vector<std::string>& attempts);
    Outcomes run(platform::ProcessSpec command);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::EngineBench> m_bench;
    EngineSettings m_settings;
    EngineLaunch m_launch;
    platform::FileDescriptor m_listener;
    platform::FileDescriptor m_abstract;
    std::string m_connectTcp;
    std::string m_connectAbstract;
    std::string m_secret;
};

void TestEngineSandbox::initTestCase() {
    m_bench = std::make_unique<test::EngineBench>();
    if (!m_bench->host()) QSKIP(("SKIP_ALL: " + m_bench->whyNoHost()).c_str());
    if (!m_bench->host()->sandbox) QSKIP("SKIP_ALL: bubblewrap does not work on this computer");
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkdir("home") && QDir(m_folder->path()).mkdir("run"));
    qputenv("HOME", m_folder->filePath("home").toUtf8());
    m_secret = test::writeFile(m_folder->filePath("home/secret").toStdString(), "mine").string();
    m_settings.model = test::writeFile(m_folder->filePath("tiny.gguf").toStdString(),
                                       fixtures::scriptedModel({.tokens = {"Hello"}}).bytes());
    m_launch.runFolder = m_folder->filePath("run").toStdString();
    m_launch.bwrap = m_bench->host()->sandbox->bwrap;
    m_launch.sealUserNamespaces = m_bench->host()->sandbox->sealsUserNamespaces;
    m_listener = listenOnLoopback(m_connectTcp);
    m_abstract = listenOnAbstract(m_connectAbstract);
    QVERIFY(m_listener.isOpen() && m_abstract.isOpen());
}

/// The engine's own command with the probe in the place of llama-server.
platform::ProcessSpec TestEngineSandbox::probe(const std::vector<std::string>& attempts) const {
    auto command = engineCommand(m_bench->host()->runtime, m_settings, m_launch).process;
    auto& arguments = command.arguments;
    const auto end = std::ranges::find(arguments, "--");
    arguments.erase(end, arguments.end());
    arguments.insert(arguments.end(), {"--ro-bind", SANDBOX_PROBE, "/probe", "--", "/probe"});
    arguments.insert(arguments.end(), attempts.begin(), attempts.end());
    return command;
}

TestEngineSandbox::Outcomes TestEngineSandbox::run(platform::ProcessSpec command) {
    std::optional<Result<platform::ProcessOutput>> output;
    platform::runProcess(m_bench->services().processes, m_bench->executor, std::move(command), 20s,
                         [&](Result<platform::ProcessOutput> result) { output = std::move(result); });
    m_bench->executor.runUntil([&] { return output.has_value(); }, 30s);
    Outcomes outcomes;
    if (!output || !*output) return outcomes;
    if (!(*output)->standardError.empty()) qWarning("%s", (*output)->standardError.c_str());
    std::istringstream lines((*output)->standardOutput);
    for (std::string line; std::getline(lines, line);)
        outcomes[line.substr(0, line.find(' '))] = line.substr(line.find(' ') + 1);
    return outcomes;
}

TestEngineSandbox::Outcomes TestEngineSandbox::inside(const std::vector<std::string>& attempts) {
    return run(probe(attempts));
}

TestEngineSandbox::Outcomes TestEngineSandbox::outside(const std::vector<std::string>& attempts) {
    platform::ProcessSpec command;
    command.program = SANDBOX_PROBE;
    command.arguments = attempts;
    return run(std::move(command));
}

void TestEngineSandbox::theProbeCanDoAllThisOutside() {
    const std::vector<std::string> attempts = {m_connectTcp, m_connectAbstract, "read:" + m_secret, "read:/etc/passwd",
                                               "write:" + m_settings.model.string()};
    const auto outcomes = outside(attempts);
    QCOMPARE(outcomes.size(), attempts.size());
    for (const auto& [attempt, outcome] : outcomes) QVERIFY2(outcome == "done", (attempt + ": " + outcome).c_str());
}

void TestEngineSandbox::noConnectionLeadsOut() {
    const auto outcomes = inside({m_connectTcp, m_connectAbstract, "connect:192.0.2.1:80", "connect:8.8.8.8:53"});
    QCOMPARE(outcomes.size(), std::size_t(4));
    QCOMPARE(outcomes.at(m_connectTcp), std::string("Connection refused"));
    QCOMPARE(outcomes.at(m_connectAbstract), std::string("Connection refused"));
    QCOMPARE(outcomes.at("connect:192.0.2.1:80"), std::string("Network is unreachable"));
    QCOMPARE(outcomes.at("connect:8.8.8.8:53"), std::string("Network is unreachable"));
}

void TestEngineSandbox::noFileOfThePersonIsSeen() {
    const std::string secret = "read:" + m_secret;
    const auto outcomes = inside(
        {secret, "read:/etc/passwd", "read:/etc/hostname", "read:/model.gguf", "read:" + m_settings.model.string()});
    QCOMPARE(outcomes.at("read:/model.gguf"), std::string("done"));
    QCOMPARE(outcomes.at(secret), std::string("No such file or directory"));
    QCOMPARE(outcomes.at("read:/etc/passwd"), std::string("No such file or directory"));
    QCOMPARE(outcomes.at("read:/etc/hostname"), std::string("No such file or directory"));
    QCOMPARE(outcomes.at("read:" + m_settings.model.string()), std::string("No such file or directory"));
}

void TestEngineSandbox::onlyTheSocketFolderIsWritable() {
    const auto outcomes = inside({"write:/model.gguf", "create:/usr/bin/bad", "create:/run/engine/e.sock"});
    QCOMPARE(outcomes.at("write:/model.gguf"), std::string("Read-only file system"));
    QCOMPARE(outcomes.at("create:/usr/bin/bad"), std::string("Read-only file system"));
    QCOMPARE(outcomes.at("create:/run/engine/e.sock"), std::string("done"));
    QVERIFY(fs::exists(m_launch.runFolder / "e.sock"));
    QVERIFY(!fs::exists(m_bench->host()->runtime.folder / "usr/bin/bad"));
}

void TestEngineSandbox::noNameSpaceCanBeMade() {
    if (!m_launch.sealUserNamespaces) QSKIP("this bubblewrap cannot forbid them");
    QVERIFY(inside({"namespace"}).at("namespace") != "done");
}

void TestEngineSandbox::allPartsOfASplitModelAreThere() {
    const EngineSettings before = m_settings;
    for (const char* part : {"big-00001-of-00002.gguf", "big-00002-of-00002.gguf"})
        m_settings.model = test::writeFile(m_folder->filePath(part).toStdString(), "part");
    const auto outcomes = inside({"read:/model-00001-of-00002.gguf", "read:/model-00002-of-00002.gguf"});
    m_settings = before;
    QCOMPARE(outcomes.at("read:/model-00001-of-00002.gguf"), std::string("done"));
    QCOMPARE(outcomes.at("read:/model-00002-of-00002.gguf"), std::string("done"));
}

void TestEngineSandbox::theMemoryLimitHolds() {
    const std::string large = "allocate:" + std::to_string(2ULL << 30);
    QCOMPARE(inside({large}).at(large), std::string("done"));
    m_launch.addressSpaceLimit = 1ULL << 30;
    const auto outcomes = inside({large, "allocate:1048576"});
    m_launch.addressSpaceLimit.reset();
    QCOMPARE(outcomes.at(large), std::string("Cannot allocate memory"));
    QCOMPARE(outcomes.at("allocate:1048576"), std::string("done"));
}

void TestEngineSandbox::noPictureIsFetched_data() {
    QTest::addColumn<bool>("sandbox");
    QTest::newRow("the engine asked for it") << false; // or this would show nothing
    QTest::newRow("and in the sandbox got nowhere") << true;
}

void TestEngineSandbox::noPictureIsFetched() {
    QFETCH(bool, sandbox);
    fakes::FakeHttpServer pictures;
    EngineSettings seeing = m_settings;
    seeing.projector = test::writeFile(m_folder->filePath("mmproj.gguf").toStdString(), fixtures::projector().bytes());
    seeing.threads = 1;
    seeing.useSandbox = sandbox;
    Engine engine(m_bench->services(), {});
    std::optional<Status> started;
    engine.start(*m_bench->host(), seeing, {}, [&](Status status) { started = std::move(status); });
    QVERIFY(m_bench->executor.runUntil([&] { return started.has_value(); }, 20s));
    QVERIFY2(*started, *started ? "" : describe(started->error()).c_str());

    net::HttpRequest question;
    question.method = "POST";
    question.url = "http://localhost/v1/chat/completions";
    question.unixSocket = engine.endpoint().unixSocket;
    question.headers = {{"Content-Type", "application/json"}};
    question.body = R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":")" +
                    pictures.url("/spy.png") + "\"}}]}]}";
    std::optional<Result<net::HttpResponse>> answer;
    m_bench->http().start(question, {}, {}, [&](Result<net::HttpResponse> result) { answer = std::move(result); });
    QVERIFY(m_bench->executor.runUntil([&] { return answer.has_value(); }, 30s));
    QVERIFY(*answer && !(*answer)->ok());
    QCOMPARE(pictures.connectionCount() > 0, !sandbox);
}

QTEST_GUILESS_MAIN(TestEngineSandbox)
#include "tst_engine_sandbox.moc"
