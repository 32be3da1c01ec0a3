// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"

#include <orrery/inference/chat_client.h>
#include <orrery/inference/errors.h>
#include <orrery/inference/model_pool.h>

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <csignal>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// One who asked for a model.
struct Asker {
    std::stop_source stop;
    std::optional<Result<ModelLease>> answer;
    int answers = 0;

    [[nodiscard]] bool has() const { return answer && *answer; }
    [[nodiscard]] ModelLease& lease() { return **answer; }
};

} // namespace

class TestModelPool : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void loadsWhenAsked();
    void sameSettingsShareOneEngine();
    void otherSettingsGetTheirOwn();
    void stopsAnIdleModel();
    void aModelInUseIsNotIdle();
    void countMakesRoomByLastUse();
    void memoryMakesRoom();
    void refusesWhenAllAreInUse();
    void refusesWhenMemoryIsInUse();
    void oneOfTwoGivesUp();
    void allGiveUpWhileLoading();
    void givenUpBeforeItBegan();
    void engineKilledUnderALease();
    void failureIsKept();
    void unloadedWhileUsed();
    void unloadWhileLoading();
    void unloadAllEndsAll();
    void noEngineOnThisComputer();
    void leaseOutlivesThePool();
    void poolGoneWhileLoading();
    void askerGoneBeforeTheAnswer();
    void changesAreTold();

private:
    using AskerPointer = std::shared_ptr<Asker>;

    [[nodiscard]] EngineSettings model(const char* name) const;
    AskerPointer ask(const EngineSettings& settings);
    AskerPointer load(const EngineSettings& settings);
    void makePool(const PoolOptions& options = {});
    bool waitFor(const std::function<bool()>& condition) { return m_bench->executor.runUntil(condition, 20s); }
    [[nodiscard]] int runFolders() const;
    [[nodiscard]] std::vector<EngineState> states() const;
    bool waitForCount(std::size_t count) {
        return waitFor([&] { return m_pool->entries().size() == count; });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::EngineBench> m_bench;
    std::unique_ptr<ModelPool> m_pool;
    int m_changes = 0;
    bool m_changedInsideAcquire = false;
    bool m_acquiring = false;
};

void TestModelPool::initTestCase() {
    m_folder = std::make_unique<QTemporaryDir>();
    fs::permissions(m_folder->path().toStdString(), fs::perms::owner_all);
    qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
    m_bench = std::make_unique<test::EngineBench>();
    if (!m_bench->host()) QSKIP(("SKIP_ALL: " + m_bench->whyNoHost()).c_str());
}

void TestModelPool::init() {
    m_changes = 0;
    makePool();
}

void TestModelPool::cleanup() {
    m_pool.reset();
    m_bench->executor.runPending();
    QVERIFY(waitFor([&] { return runFolders() == 0; }));
}

void TestModelPool::makePool(const PoolOptions& options) {
    const auto hosts = [this](const std::function<void(Result<EngineHost>)>& completion) {
        completion(*m_bench->host());
    };
    m_pool = std::make_unique<ModelPool>(m_bench->services(), hosts, options, [this] {
        ++m_changes;
        m_changedInsideAcquire = m_changedInsideAcquire || m_acquiring;
    });
}

int TestModelPool::runFolders() const {
    int count = 0;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(m_folder->filePath("orrery").toStdString(), ignored))
        count += entry.path().filename().string().starts_with("engine-") ? 1 : 0;
    return count;
}

EngineSettings TestModelPool::model(const char* name) const {
    EngineSettings settings;
    settings.model = m_folder->filePath(QString("%1.gguf").arg(name)).toStdString();
    if (!fs::exists(settings.model))
        test::writeFile(settings.model, fixtures::scriptedModel({.tokens = {"I am ", name}}).bytes());
    settings.threads = 1;
    return settings;
}

TestModelPool::AskerPointer TestModelPool::ask(const EngineSettings& settings) {
    auto asker = std::make_shared<Asker>();
    m_acquiring = true;
    m_pool->acquire(settings, asker->stop.get_token(), [asker](Result<ModelLease> lease) {
        asker->answer = std::move(lease);
        ++asker->answers;
    });
    m_acquiring = false;
    return asker;
}

TestModelPool::AskerPointer TestModelPool::load(const EngineSettings& settings) {
    auto asker = ask(settings);
    waitFor([&] { return asker->answer.has_value(); });
    if (asker->answer && !*asker->answer) qWarning("%s", describe(asker->answer->error()).c_str());
    return asker;
}

std::vector<EngineState> TestModelPool::states() const {
    std::vector<EngineState> states;
    for (const PoolEntry& entry : m_pool->entries()) states.push_back(entry.state);
    return states;
}

void TestModelPool::loadsWhenAsked() {
    const auto asker = load(model("ada"));
    QVERIFY(asker->has());
    std::optional<Result<ChatResult>> said;
    ChatRequest request;
    request.messages = {{Role::User, "Who are you?"}};
    ChatClient(m_bench->http(), m_bench->executor)
        .start(asker->lease().endpoint(), request, {}, {},
               [&](Result<ChatResult> result) { said = std::move(result); });
    QVERIFY(waitFor([&] { return said.has_value(); }));
    QVERIFY(*said);
    QCOMPARE((*said)->text, std::string("I am ada"));
    const auto entries = m_pool->entries();
    QCOMPARE(entries.size(), std::size_t(1));
    QCOMPARE(entries[0].id, asker->lease().id());
    QCOMPARE(entries[0].leases, 1);
    QVERIFY(entries[0].state == EngineState::Ready);
    QVERIFY(!m_pool->log(entries[0].id).empty());
    QVERIFY(m_pool->log(entries[0].id + 1).empty());
    QCOMPARE(asker->lease().facts().contextTokens, 2048U);
}

void TestModelPool::sameSettingsShareOneEngine() {
    const auto first = ask(model("ada"));
    const auto second = ask(model("ada"));
    QVERIFY(waitFor([&] { return first->answer && second->answer; }));
    QVERIFY(first->has() && second->has());
    QCOMPARE(first->lease().id(), second->lease().id());
    const auto third = load(model("ada"));
    QCOMPARE(third->lease().id(), first->lease().id());
    QCOMPARE(m_pool->find(model("ada"))->leases, 3);
    QCOMPARE(m_pool->entries().size(), std::size_t(1));
    first->answer.reset();
    QCOMPARE(m_pool->find(model("ada"))->leases, 2);
}

void TestModelPool::otherSettingsGetTheirOwn() {
    EngineSettings longer = model("ada");
    longer.contextTokens = 512;
    const auto first = ask(model("ada"));
    const auto second = ask(longer);
    QVERIFY(waitFor([&] { return first->answer && second->answer; }));
    QVERIFY(first->has() && second->has());
    QVERIFY(first->lease().id() != second->lease().id());
    QVERIFY(first->lease().endpoint().unixSocket != second->lease().endpoint().unixSocket);
}

void TestModelPool::stopsAnIdleModel() {
    PoolOptions options;
    options.idleTimeout = 100ms;
    makePool(options);
    const auto asker = load(model("ada"));
    const auto pid = asker->lease().facts().processId;
    asker->answer.reset();
    QVERIFY(waitForCount(0));
    QVERIFY(waitFor([&] { return !test::isRunning(pid); }));
}

void TestModelPool::aModelInUseIsNotIdle() {
    PoolOptions options;
    options.idleTimeout = 50ms;
    makePool(options);
    const auto used = load(model("ada"));
    load(model("bob"))->answer.reset();
    QVERIFY(waitFor([&] { return !m_pool->find(model("bob")); }));
    QVERIFY(m_pool->find(model("ada"))->state == EngineState::Ready);
    options.idleTimeout = 0ms;
    m_pool->setOptions(options);
    used->answer.reset();
    QVERIFY(!m_bench->executor.runUntil([&] { return m_pool->entries().empty(); }, 300ms));
}

void TestModelPool::countMakesRoomByLastUse() {
    PoolOptions options;
    options.mostModels = 2;
    makePool(options);
    const auto ada = load(model("ada"));
    const auto bob = load(model("bob"));
    bob->answer.reset();
    ada->answer.reset();
    const auto eve = load(model("eve"));
    QVERIFY(eve->has());
    QVERIFY(m_pool->find(model("ada")));
    QVERIFY(!m_pool->find(model("bob")));
    QVERIFY(m_pool->find(model("eve")));
}

void TestModelPool::memoryMakesRoom() {
    PoolOptions options;
    options.memoryReserve = 1ULL << 60;
    makePool(options);
    const auto ada = load(model("ada"));
    QVERIFY(ada->has()); // the only one may always try
    ada->answer.reset();
    const auto bob = load(model("bob"));
    QVERIFY(bob->has());
    QVERIFY(!m_pool->find(model("ada")));
}

void TestModelPool::refusesWhenAllAreInUse() {
    PoolOptions options;
    options.mostModels = 1;
    makePool(options);
    const auto ada = load(model("ada"));
    const auto bob = ask(model("bob"));
    QVERIFY(waitFor([&] { return bob->answer.has_value(); }));
    QVERIFY(!*bob->answer && bob->answer->error().is(inference::Errc::NotEnoughMemory));
    QVERIFY(QString::fromStdString(bob->answer->error().message).contains("Unload one"));
    QVERIFY(ada->has());
    QVERIFY((states() == std::vector{EngineState::Ready, EngineState::Failed}));
    ada->answer.reset();
    QVERIFY(load(model("bob"))->has());
}

void TestModelPool::refusesWhenMemoryIsInUse() {
    PoolOptions options;
    options.memoryReserve = 1ULL << 60;
    makePool(options);
    const auto ada = load(model("ada"));
    const auto bob = ask(model("bob"));
    QVERIFY(waitFor([&] { return bob->answer.has_value(); }));
    QVERIFY(!*bob->answer && bob->answer->error().is(inference::Errc::NotEnoughMemory));
    QVERIFY(QString::fromStdString(bob->answer->error().message).contains("the models in use leave too little"));
    EngineSettings insisting = model("bob");
    insisting.ignoreMemory = true;
    QVERIFY(load(insisting)->has());
}

void TestModelPool::oneOfTwoGivesUp() {
    const auto first = ask(model("ada"));
    const auto second = ask(model("ada"));
    first->stop.request_stop();
    QVERIFY(waitFor([&] { return first->answer && second->answer; }));
    QVERIFY(!*first->answer && first->answer->error().is(orrery::Errc::Cancelled));
    QVERIFY(second->has());
    QCOMPARE(m_pool->find(model("ada"))->leases, 1);
}

void TestModelPool::allGiveUpWhileLoading() {
    const auto first = ask(model("ada"));
    QVERIFY(waitFor([&] { return m_pool->entries()[0].facts.processId != 0; }));
    const auto pid = m_pool->entries()[0].facts.processId;
    first->stop.request_stop();
    QVERIFY(waitForCount(0));
    QVERIFY(!*first->answer && first->answer->error().is(orrery::Errc::Cancelled));
    QVERIFY(waitFor([&] { return !test::isRunning(pid); }));
    QCOMPARE(first->answers, 1);
}

void TestModelPool::givenUpBeforeItBegan() {
    const auto early = std::make_shared<Asker>();
    early->stop.request_stop();
    m_pool->acquire(model("ada"), early->stop.get_token(),
                    [early](Result<ModelLease> lease) { early->answer = std::move(lease); });
    QVERIFY(!early->answer); // not from inside acquire()
    QVERIFY(waitFor([&] { return early->answer.has_value(); }));
    QVERIFY(!*early->answer && m_pool->entries().empty());

    const auto queued = ask(model("ada"));
    queued->stop.request_stop();
    QVERIFY(waitFor([&] { return queued->answer && m_pool->entries().empty(); }));
    QVERIFY(load(model("ada"))->has());
}

void TestModelPool::engineKilledUnderALease() {
    const auto asker = load(model("ada"));
    const auto id = asker->lease().id();
    ::kill(static_cast<pid_t>(test::processTree(asker->lease().facts().processId).back()), SIGKILL);
    QVERIFY(waitFor([&] { return m_pool->entries()[0].state == EngineState::Failed; }));
    QVERIFY(waitFor([&] { return m_pool->entries()[0].failure.has_value(); }));
    QVERIFY(m_pool->entries()[0].failure->is(inference::Errc::EngineCrashed));
    QVERIFY(!m_pool->log(id).empty());
    const auto again = load(model("ada"));
    QVERIFY(again->has());
    QVERIFY(again->lease().id() != id);
    asker->answer.reset();
    QCOMPARE(m_pool->entries().size(), std::size_t(1));
    QCOMPARE(m_pool->entries()[0].leases, 1);
}

void TestModelPool::failureIsKept() {
    EngineSettings broken = model("broken");
    test::writeFile(broken.model, fixtures::brokenModel(fixtures::Breakage::UnknownArchitecture));
    for (int round = 0; round < 2; ++round) { // the latest failure of each model
        const auto asker = ask(broken);
        QVERIFY(waitFor([&] { return asker->answer.has_value(); }));
        QVERIFY(!*asker->answer && asker->answer->error().is(inference::Errc::ModelUnusable));
        QVERIFY(waitFor([&] { return m_pool->entries()[0].failure.has_value(); }));
        QCOMPARE(m_pool->entries().size(), std::size_t(1));
        QVERIFY(m_pool->find(broken)->state == EngineState::Failed);
        QVERIFY(!m_pool->log(m_pool->entries()[0].id).empty());
    }
    m_pool->unload(m_pool->entries()[0].id);
    QVERIFY(m_pool->entries().empty());
}

void TestModelPool::unloadedWhileUsed() {
    const auto asker = load(model("ada"));
    const auto pid = asker->lease().facts().processId;
    bool done = false;
    m_pool->unload(asker->lease().id(), [&] { done = true; });
    QVERIFY(waitFor([&] { return done && m_pool->entries().empty() && !test::isRunning(pid); }));
    asker->answer.reset();
    QVERIFY(m_pool->entries().empty());
}

void TestModelPool::unloadWhileLoading() {
    const auto asker = ask(model("ada"));
    bool done = false;
    m_pool->unload(m_pool->entries()[0].id, [&] { done = true; });
    QVERIFY(waitFor([&] { return done && asker->answer; }));
    QVERIFY(!*asker->answer && asker->answer->error().is(orrery::Errc::Cancelled));
    QVERIFY(waitForCount(0));
}

void TestModelPool::unloadAllEndsAll() {
    const auto ada = load(model("ada"));
    const auto bob = load(model("bob"));
    const auto eve = ask(model("eve"));
    bool done = false;
    m_pool->unloadAll([&] { done = true; });
    QVERIFY(waitFor([&] { return done && eve->answer; }));
    QVERIFY(!*eve->answer);
    QVERIFY(waitForCount(0));
    done = false;
    m_pool->unloadAll([&] { done = true; });
    QVERIFY(waitFor([&] { return done; }));
}

void TestModelPool::noEngineOnThisComputer() {
    m_pool = std::make_unique<ModelPool>(
        m_bench->services(),
        [](const auto& completion) { completion(fail(inference::Errc::NoRuntime, "There is no engine.")); },
        PoolOptions(), std::function<void()>());
    const auto asker = ask(model("ada"));
    QVERIFY(waitFor([&] { return asker->answer.has_value(); }));
    QVERIFY(!*asker->answer && asker->answer->error().is(inference::Errc::NoRuntime));
    QVERIFY(m_pool->entries()[0].failure->is(inference::Errc::NoRuntime));
}

void TestModelPool::leaseOutlivesThePool() {
    const auto asker = load(model("ada"));
    const auto pid = asker->lease().facts().processId;
    m_pool.reset();
    QVERIFY(waitFor([&] { return !test::isRunning(pid); }));
    ModelLease moved = std::move(asker->lease());
    QVERIFY(moved && !asker->lease());
    moved = ModelLease();
    QVERIFY(!moved);
}

void TestModelPool::poolGoneWhileLoading() {
    const auto asker = ask(model("ada"));
    QVERIFY(waitFor([&] { return m_pool->entries()[0].facts.processId != 0; }));
    const auto waiting = ask(model("bob"));
    m_pool.reset();
    QVERIFY(waitFor([&] { return asker->answer && waiting->answer; }));
    QVERIFY(!*asker->answer && asker->answer->error().is(orrery::Errc::Cancelled));
    QVERIFY(!*waiting->answer && waiting->answer->error().is(orrery::Errc::Cancelled));
    QCOMPARE(asker->answers, 1);
}

void TestModelPool::askerGoneBeforeTheAnswer() {
    load(model("ada"))->answer.reset();
    bool asked = false;
    std::stop_source stop;
    m_pool->acquire(model("ada"), stop.get_token(), [&, token = stop.get_token()](const Result<ModelLease>& lease) {
        asked = token.stop_requested() && lease; // does nothing with it
    });
    stop.request_stop();
    QVERIFY(waitFor([&] { return asked; }));
    QCOMPARE(m_pool->find(model("ada"))->leases, 0);
}

void TestModelPool::changesAreTold() {
    const auto asker = ask(model("ada"));
    QCOMPARE(m_changes, 0);
    QVERIFY(waitFor([&] { return asker->answer.has_value(); }));
    QVERIFY(m_changes > 0);
    m_bench->executor.runPending();
    const int before = m_changes;
    asker->answer.reset();
    QVERIFY(waitFor([&] { return m_changes > before; }));
    QVERIFY(!m_changedInsideAcquire);
}

QTEST_GUILESS_MAIN(TestModelPool)
#include "tst_model_pool.moc"
