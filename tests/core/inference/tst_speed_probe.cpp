// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_bench.h"
#include "gguf/ghost_model.h"

#include <orrery/inference/errors.h>
#include <orrery/inference/speed_probe.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

using Rows = std::vector<SpeedRow>;

ModelHead headOf(const fixtures::GhostShape& shape) {
    const auto writer = fixtures::ghostModel(shape);
    return {writer.header(), writer.fileSize(), "model.gguf"};
}

} // namespace

class TestSpeedProbe : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();

    void everyCombination();
    void emptyWeights_data();
    void emptyWeights();
    void standardModel();
    void tooLarge();
    void nothingToMeasure();
    void noBenchProgram();
    void missingModel();
    void cancelled();

private:
    Result<Rows> measure(const std::function<void(std::function<void(Result<Rows>)>)>& start);
    Result<Rows> ofHead(std::vector<ModelHead> heads, SpeedQuestion question);
    Result<Rows> ofFile(SpeedQuestion question);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::EngineBench> m_bench;
    std::vector<std::pair<std::size_t, std::size_t>> m_progress;
};

void TestSpeedProbe::initTestCase() {
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CACHE_HOME", (m_folder->path() + "/cache").toUtf8());
    m_bench = std::make_unique<test::EngineBench>();
    if (!m_bench->host()) QSKIP(("SKIP_ALL: " + m_bench->whyNoHost()).c_str());
}

void TestSpeedProbe::cleanup() {
    const fs::path probes = m_folder->filePath("cache/orrery/probe").toStdString();
    if (fs::exists(probes)) QVERIFY(fs::is_empty(probes));
    m_progress.clear();
}

Result<Rows> TestSpeedProbe::measure(const std::function<void(std::function<void(Result<Rows>)>)>& start) {
    std::optional<Result<Rows>> answer;
    start([&](Result<Rows> rows) { answer = std::move(rows); });
    m_bench->executor.runUntil([&] { return answer.has_value(); }, 100s);
    return answer.value_or(fail(orrery::Errc::Internal, "It never answered."));
}

Result<Rows> TestSpeedProbe::ofHead(std::vector<ModelHead> heads, SpeedQuestion question) {
    return measure([&](auto completion) {
        measureSpeedOfHead(m_bench->services(), *m_bench->host(), std::move(heads), std::move(question), {}, {},
                           completion);
    });
}

Result<Rows> TestSpeedProbe::ofFile(SpeedQuestion question) {
    return measure([&](auto completion) {
        measureSpeed(
            m_bench->services(), *m_bench->host(), std::move(question), {},
            [this](const SpeedProgress& progress) { m_progress.emplace_back(progress.done, progress.total); },
            completion);
    });
}

void TestSpeedProbe::everyCombination() {
    const auto writer = fixtures::ghostModel(fixtures::tinyGhost("llama"));
    SpeedQuestion question;
    question.model = test::writeFile(m_folder->filePath("model.gguf").toStdString(), writer.bytes());
    question.promptTokens = 32;
    question.answerTokens = 4;
    question.repetitions = 2;
    question.threads = {1, 2};
    question.batches = {16, 32};
    const auto rows = ofFile(question);
    QVERIFY2(rows.has_value(), rows ? "" : describe(rows.error()).c_str());
    QCOMPARE(rows->size(), std::size_t{8});
    QCOMPARE(m_progress.front(), (std::pair<std::size_t, std::size_t>(0, 8)));
    QCOMPARE(m_progress.back(), (std::pair<std::size_t, std::size_t>(8, 8)));
    for (const unsigned threads : {1U, 2U})
        for (const std::uint32_t batch : {16U, 32U})
            QCOMPARE(std::ranges::count_if(
                         *rows, [&](const SpeedRow& row) { return row.threads == threads && row.batch == batch; }),
                     2);
    for (const SpeedRow& row : *rows) {
        QVERIFY(row.tokensPerSecond > 0);
        QCOMPARE(row.samples.size(), std::size_t{2});
        QCOMPARE(row.promptTokens + row.answerTokens, row.promptTokens > 0 ? 32U : 4U);
    }
}

void TestSpeedProbe::emptyWeights_data() {
    QTest::addColumn<std::string>("architecture");
    for (const char* architecture : {"llama", "gemma3", "qwen2", "qwen3", "qwen3moe"})
        QTest::newRow(architecture) << std::string(architecture);
}

void TestSpeedProbe::emptyWeights() {
    QFETCH(std::string, architecture);
    SpeedQuestion question;
    question.promptTokens = 16;
    question.answerTokens = 4;
    question.repetitions = 1;
    const auto rows = ofHead({headOf(fixtures::tinyGhost(architecture))}, question);
    QVERIFY2(rows.has_value(), rows ? "" : describe(rows.error()).c_str());
    QCOMPARE(rows->size(), std::size_t{2});
    QVERIFY(rows->front().modelParameters > 1000000);
}

void TestSpeedProbe::standardModel() {
    SpeedQuestion question;
    question.promptTokens = 0;
    question.answerTokens = 2;
    question.repetitions = 1;
    const auto rows = ofHead({standardModelHead()}, question);
    QVERIFY2(rows.has_value(), rows ? "" : describe(rows.error()).c_str());
    QCOMPARE(rows->size(), std::size_t{1});
    QCOMPARE(rows->front().modelParameters, std::uint64_t{1235814400});
}

void TestSpeedProbe::tooLarge() {
    auto shape = fixtures::ghost70B();
    shape.layers = 8000;
    const auto rows = ofHead({headOf(shape)}, {});
    QVERIFY(!rows && rows.error().is(inference::Errc::NotEnoughMemory));
}

void TestSpeedProbe::nothingToMeasure() {
    SpeedQuestion question;
    question.promptTokens = question.answerTokens = 0;
    QVERIFY(ofHead({headOf(fixtures::tinyGhost("llama"))}, question).error().is(orrery::Errc::InvalidArgument));
    QVERIFY(ofHead({}, {}).error().is(orrery::Errc::InvalidArgument));
    question = {};
    question.threads = {0};
    QVERIFY(ofHead({headOf(fixtures::tinyGhost("llama"))}, question).error().is(orrery::Errc::InvalidArgument));
}

void TestSpeedProbe::noBenchProgram() {
    EngineHost host = *m_bench->host();
    host.runtime.server = m_folder->filePath("llama-server").toStdString();
    const auto rows = measure([&](auto completion) {
        measureSpeedOfHead(m_bench->services(), host, {headOf(fixtures::tinyGhost("llama"))}, {}, {}, {}, completion);
    });
    QVERIFY(!rows && rows.error().is(orrery::Errc::Unsupported));
}

void TestSpeedProbe::missingModel() {
    SpeedQuestion question;
    question.model = m_folder->filePath("nowhere.gguf").toStdString();
    const auto rows = ofFile(question);
    QVERIFY(!rows && rows.error().is(orrery::Errc::NotFound));
}

void TestSpeedProbe::cancelled() {
    std::stop_source stop;
    std::optional<Result<Rows>> answer;
    bool running = false;
    measureSpeedOfHead(
        m_bench->services(), *m_bench->host(), {standardModelHead()}, {}, stop.get_token(),
        [&](const SpeedProgress&) { running = true; }, [&](Result<Rows> rows) { answer = std::move(rows); });
    QVERIFY(m_bench->executor.runUntil([&] { return running; }, 20s));
    stop.request_stop();
    QVERIFY(m_bench->executor.runUntil([&] { return answer.has_value(); }, 10s));
    QVERIFY(!*answer && answer->error().is(orrery::Errc::Cancelled));
}

QTEST_GUILESS_MAIN(TestSpeedProbe)
#include "tst_speed_probe.moc"
