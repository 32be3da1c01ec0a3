// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/ghost_model.h"
#include "gguf/scripted_model.h"

#include <orrery/gguf/memory.h>
#include <orrery/inference/errors.h>
#include <orrery/inference/memory_probe.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>
#include <regex>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

double mebibytes(std::uint64_t bytes) {
    return static_cast<double>(bytes) / (1 << 20);
}

/// A model of that shape whose weights are zero, all on disk as a hole.
fs::path writeGhost(const fs::path& path, const fixtures::GgufWriter& writer) {
    test::writeFile(path, writer.header());
    fs::resize_file(path, writer.fileSize());
    return path;
}

ModelHead headOf(const fixtures::GgufWriter& writer) {
    return {writer.header(), writer.fileSize(), "model.gguf"};
}

/// What the engine logged of its buffers when it had really loaded a model, MiB.
struct Loaded {
    double weights = 0, context = 0, compute = 0;
};

Loaded buffersIn(const std::deque<LogLine>& log) {
    static const std::regex pattern(R"((model|KV|compute) buffer size = +([0-9.]+) MiB)");
    Loaded loaded;
    for (const LogLine& line : log) {
        std::smatch match;
        if (!std::regex_search(line.text, match, pattern)) continue;
        const double size = std::stod(match[2]);
        (match[1] == "model" ? loaded.weights : match[1] == "KV" ? loaded.context : loaded.compute) += size;
    }
    return loaded;
}

/// Within so much of the engine's figure; its record is in whole MiB, cut off, one a row.
bool isNear(double figure, double truth, double share, double rows) {
    return std::abs(figure - truth) <= share * truth + rows;
}

} // namespace

class TestMemoryProbe : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();

    void likeTheRealLoad_data();
    void likeTheRealLoad();
    void formulaLikeTheEngine_data();
    void formulaLikeTheEngine();
    void splitModels();
    void localFiles();
    void brokenModelsSaySo_data();
    void brokenModelsSaySo();
    void cancelled();
    void cancelledBeforeTheStart();

private:
    Result<MemoryNeed> probe(std::vector<ModelHead> heads, const EngineSettings& settings = {},
                             std::stop_token stop = {});
    [[nodiscard]] fs::path place(const char* name) const { return m_folder->filePath(name).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::EngineBench> m_bench;
};

void TestMemoryProbe::initTestCase() {
    m_folder = std::make_unique<QTemporaryDir>();
    fs::permissions(m_folder->path().toStdString(), fs::perms::owner_all);
    qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
    qputenv("XDG_CACHE_HOME", (m_folder->path() + "/cache").toUtf8());
    m_bench = std::make_unique<test::EngineBench>();
    if (!m_bench->host()) QSKIP(("SKIP_ALL: " + m_bench->whyNoHost()).c_str());
}

/// Nothing is left, whatever came before.
void TestMemoryProbe::cleanup() {
    const fs::path probes = place("cache/orrery/probe");
    if (fs::exists(probes)) QVERIFY(fs::is_empty(probes));
}

Result<MemoryNeed> TestMemoryProbe::probe(std::vector<ModelHead> heads, const EngineSettings& settings,
                                          std::stop_token stop) {
    std::optional<Result<MemoryNeed>> answer;
    probeMemory(m_bench->services(), *m_bench->host(), std::move(heads), settings, std::move(stop),
                [&](Result<MemoryNeed> need) { answer = std::move(need); });
    m_bench->executor.runUntil([&] { return answer.has_value(); }, 60s);
    return answer.value_or(fail(orrery::Errc::Internal, "It never answered."));
}

void TestMemoryProbe::likeTheRealLoad_data() {
    QTest::addColumn<fixtures::GhostShape>("shape");
    QTest::addColumn<std::uint32_t>("context");
    QTest::addColumn<bool>("repack");
    for (const char* architecture : {"llama", "gemma3", "qwen2", "qwen3", "qwen3moe"}) {
        const auto shape = fixtures::tinyGhost(architecture);
        QTest::addRow("%s, 4096", architecture) << shape << 4096U << true;
        QTest::addRow("%s, 32768, plain", architecture) << shape << 32768U << false;
    }
    QTest::newRow("llama of 1 B") << fixtures::ghost1B() << 8192U << true;
    QTest::newRow("qwen2 of 1.5 B, plain") << fixtures::ghostQwen1B() << 8192U << false;
}

void TestMemoryProbe::likeTheRealLoad() {
    QFETCH(fixtures::GhostShape, shape);
    QFETCH(std::uint32_t, context);
    QFETCH(bool, repack);
    const auto writer = fixtures::ghostModel(shape);
    EngineSettings settings;
    settings.contextTokens = context;
    settings.repackWeights = repack;
    settings.threads = 1;
    QElapsedTimer timer;
    timer.start();
    const auto need = probe({headOf(writer)}, settings);
    const auto probeTime = timer.elapsed();
    QVERIFY2(need.has_value(), need ? "" : describe(need.error()).c_str());

    settings.model = writeGhost(place("model.gguf"), writer);
    Engine engine(m_bench->services(), {});
    std::optional<Status> started;
    engine.start(*m_bench->host(), settings, {}, [&](Status status) { started = std::move(status); });
    QVERIFY(m_bench->executor.runUntil([&] { return started.has_value(); }, 60s));
    QVERIFY2(started->has_value(), *started ? "" : describe(started->error()).c_str());
    const Loaded loaded = buffersIn(engine.log());
    QVERIFY(loaded.weights > 0 && loaded.context > 0 && loaded.compute > 0);
    qInfo("%s: probe %lld ms; weights %.1f / %.1f, context %.1f / %.1f, compute %.1f / %.1f MiB",
          shape.architecture.c_str(), probeTime, mebibytes(need->weights), loaded.weights, mebibytes(need->context),
          loaded.context, mebibytes(need->compute), loaded.compute);
    QVERIFY(isNear(mebibytes(need->weights), loaded.weights, 0.05, repack ? 1 : 0));
    QVERIFY(isNear(mebibytes(need->context), loaded.context, 0.05, 1));
    QVERIFY(isNear(mebibytes(need->compute), loaded.compute, 0.05, 1));
    bool stopped = false;
    engine.stop([&] { stopped = true; });
    m_bench->executor.runUntil([&] { return stopped; }, 10s);
}

void TestMemoryProbe::formulaLikeTheEngine_data() {
    QTest::addColumn<fixtures::GhostShape>("shape");
    QTest::newRow("llama 1 B") << fixtures::ghost1B();
    QTest::newRow("llama 8 B") << fixtures::ghost8B();
    QTest::newRow("llama 70 B") << fixtures::ghost70B();
    QTest::newRow("gemma3 4 B") << fixtures::ghostGemma4B();
    QTest::newRow("qwen2 1.5 B") << fixtures::ghostQwen1B();
    QTest::newRow("qwen3 8 B") << fixtures::ghostQwen8B();
    QTest::newRow("qwen3moe 30 B") << fixtures::ghostMoe30B();
}

/// From the head alone: none of these would fit here.
void TestMemoryProbe::formulaLikeTheEngine() {
    QFETCH(fixtures::GhostShape, shape);
    const auto writer = fixtures::ghostModel(shape);
    const auto header = readHeads({headOf(writer)}).value();
    for (const bool repack : {false, true}) {
        EngineSettings settings;
        settings.contextTokens = 8192;
        settings.repackWeights = repack;
        const auto need = probe({headOf(writer)}, settings);
        QVERIFY2(need.has_value(), need ? "" : describe(need.error()).c_str());
        const MemoryNeed formula = memoryByFormula(header, settings);
        QVERIFY(formula.dependable);
        const double byEngine = mebibytes(need->weights + need->context + need->compute);
        const double byFormula = mebibytes(formula.weights + formula.context + formula.compute);
        qInfo("repack %d: engine %.0f, formula %.0f MiB (%+.1f %%); context %.0f / %.0f, compute %.0f / %.0f", repack,
              byEngine, byFormula, 100 * (byFormula / byEngine - 1), mebibytes(need->context),
              mebibytes(formula.context), mebibytes(need->compute), mebibytes(formula.compute));
        QVERIFY(isNear(byFormula, byEngine, 0.05, 4));
        QVERIFY(isNear(mebibytes(formula.context), mebibytes(need->context), 0.01, 1));
    }
}

void TestMemoryProbe::splitModels() {
    const auto whole = fixtures::ghostModel(fixtures::tinyGhost("qwen3"));
    const auto parts = fixtures::splitModel(whole, 3);
    for (std::size_t i = 0; i < parts.size(); ++i)
        writeGhost(place(("split-0000" + std::to_string(i + 1) + "-of-00003.gguf").c_str()), parts[i]);
    const auto heads = readModelHeads(place("split-00001-of-00003.gguf"));
    QVERIFY2(heads.has_value(), heads ? "" : describe(heads.error()).c_str());
    QCOMPARE(heads->size(), std::size_t{3});
    const auto need = probe(*heads);
    QVERIFY2(need.has_value(), need ? "" : describe(need.error()).c_str());
    const auto alone = probe({headOf(whole)});
    QVERIFY(alone.has_value());
    QCOMPARE(need->main(), alone->main());

    EngineSettings settings; // and it really loads
    settings.model = place("split-00001-of-00003.gguf");
    Engine engine(m_bench->services(), {});
    std::optional<Status> started;
    engine.start(*m_bench->host(), settings, {}, [&](Status status) { started = std::move(status); });
    QVERIFY(m_bench->executor.runUntil([&] { return started.has_value(); }, 60s));
    QVERIFY2(started->has_value(), *started ? "" : describe(started->error()).c_str());
}

void TestMemoryProbe::localFiles() {
    const auto path = test::writeFile(place("script.gguf"), fixtures::scriptedModel({.tokens = {"Hello"}}).bytes());
    const auto heads = readModelHeads(path);
    QVERIFY(heads.has_value());
    QCOMPARE(heads->size(), std::size_t{1});
    QCOMPARE(heads->front().fileSize, std::uint64_t{fs::file_size(path)});
    QVERIFY(heads->front().bytes.size() < heads->front().fileSize);
    QVERIFY(probe(*heads).has_value());
    const auto missing = readModelHeads(place("nowhere-00001-of-00002.gguf"));
    QVERIFY(!missing && missing.error().is(orrery::Errc::NotFound));
}

void TestMemoryProbe::brokenModelsSaySo_data() {
    QTest::addColumn<int>("breakage");
    QTest::addColumn<QString>("code");
    using fixtures::Breakage;
    QTest::newRow("unknown architecture") << int(Breakage::UnknownArchitecture) << "inference.model-unusable";
    QTest::newRow("missing key") << int(Breakage::MissingKey) << "inference.model-unusable";
    QTest::newRow("missing tensor") << int(Breakage::MissingTensor) << "inference.model-unusable";
    QTest::newRow("wrong shape") << int(Breakage::WrongShape) << "inference.model-unusable";
    QTest::newRow("web page") << int(Breakage::WebPage) << "gguf.not-gguf";
    QTest::newRow("cut") << int(Breakage::CutInData) << "gguf.truncated";
}

void TestMemoryProbe::brokenModelsSaySo() {
    QFETCH(int, breakage);
    QFETCH(QString, code);
    const std::string bytes = fixtures::brokenModel(static_cast<fixtures::Breakage>(breakage));
    const auto need = probe({{bytes, bytes.size(), "broken.gguf"}});
    QVERIFY(!need);
    QVERIFY2(QString::fromStdString(need.error().code.text()) == code, describe(need.error()).c_str());
}

void TestMemoryProbe::cancelled() {
    std::stop_source stop;
    std::optional<Result<MemoryNeed>> answer;
    probeMemory(m_bench->services(), *m_bench->host(), {headOf(fixtures::ghostModel(fixtures::ghostGemma4B()))}, {},
                stop.get_token(), [&](Result<MemoryNeed> need) { answer = std::move(need); });
    m_bench->executor.runUntil([] { return false; }, 60ms);
    stop.request_stop();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(m_bench->executor.runUntil([&] { return answer.has_value(); }, 10s));
    QVERIFY(!*answer && answer->error().is(orrery::Errc::Cancelled));
}

void TestMemoryProbe::cancelledBeforeTheStart() {
    std::stop_source stop;
    stop.request_stop();
    const auto need = probe({headOf(fixtures::ghostModel(fixtures::tinyGhost("llama")))}, {}, stop.get_token());
    QVERIFY(!need && need.error().is(orrery::Errc::Cancelled));
}

QTEST_GUILESS_MAIN(TestMemoryProbe)
#include "tst_memory_probe.moc"
