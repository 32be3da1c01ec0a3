// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/facts.h>
#include <orrery/gguf/reader.h>
#include <orrery/inference/errors.h>
#include <orrery/inference/speed_probe.h>

#include <QTest>

using namespace orrery;
using namespace orrery::inference;

namespace {

/// As llama-bench 0.7.0 wrote it.
constexpr std::string_view generationLine =
    R"({"build_commit": "Debian", "build_number": 11669, "cpu_info": "Intel(R) Xeon(R) Processor", "gpu_info": "",)"
    R"( "backends": "CPU", "model_filename": "/model.gguf", "model_type": "llama 1B Q4_K - Medium",)"
    R"( "model_size": 767422464, "model_n_params": 1235814400, "n_batch": 256, "n_ubatch": 256, "n_threads": 2,)"
    R"( "n_gpu_layers": -1, "n_prompt": 0, "n_gen": 16, "n_depth": 0, "test_time": "2026-11-27T02:47:21Z",)"
    R"( "avg_ns": 4583297739, "stddev_ns": 0, "avg_ts": 3.490936, "stddev_ts": 0.25,)"
    R"( "samples_ns": [ 4583297739 ],"samples_ts": [ 3.49094, 3.5 ]})";

} // namespace

class TestSpeedRow : public QObject {
    Q_OBJECT

private slots:
    void readsARow();
    void otherLinesAreNone();
    void strangeRowsAreErrors_data();
    void strangeRowsAreErrors();
    void standardModelIsStandard();
};

void TestSpeedRow::readsARow() {
    const auto row = readSpeedRow(generationLine);
    QVERIFY(row && *row);
    QCOMPARE((*row)->promptTokens, 0U);
    QCOMPARE((*row)->answerTokens, 16U);
    QCOMPARE((*row)->threads, 2U);
    QCOMPARE((*row)->batch, 256U);
    QCOMPARE((*row)->gpuLayers, 0U);
    QCOMPARE((*row)->tokensPerSecond, 3.490936);
    QCOMPARE((*row)->deviation, 0.25);
    QCOMPARE((*row)->samples.size(), std::size_t{2});
    QCOMPARE((*row)->modelType, std::string("llama 1B Q4_K - Medium"));
    QCOMPARE((*row)->modelSize, std::uint64_t{767422464});
    QCOMPARE((*row)->modelParameters, std::uint64_t{1235814400});
    QCOMPARE((*row)->build, std::string("b11669"));
    QCOMPARE((*row)->backend, std::string("CPU"));
}

void TestSpeedRow::otherLinesAreNone() {
    for (const char* line :
         {"", "[", "load_backend: loaded", "{}", R"("avg_ts")", R"(["avg_ts"])", R"({"a":"\"avg_ts\""})"}) {
        const auto row = readSpeedRow(line);
        QVERIFY2(row && !*row, line);
    }
}

void TestSpeedRow::strangeRowsAreErrors_data() {
    QTest::addColumn<std::string>("line");
    QTest::newRow("text") << std::string(R"({"n_gen":1,"avg_ts":"fast"})");
    QTest::newRow("negative") << std::string(R"({"n_gen":1,"avg_ts":-1})");
    QTest::newRow("endless") << std::string(R"({"n_gen":1,"avg_ts":1e300})");
    QTest::newRow("nothing measured") << std::string(R"({"avg_ts":1})");
    QTest::newRow("two things measured") << std::string(R"({"n_gen":1,"n_prompt":1,"avg_ts":1})");
    QTest::newRow("too many tokens") << std::string(R"({"n_gen":10000000000,"avg_ts":1})");
}

void TestSpeedRow::strangeRowsAreErrors() {
    QFETCH(std::string, line);
    const auto row = readSpeedRow(line);
    QVERIFY(!row && row.error().is(inference::Errc::BadAnswer));
}

void TestSpeedRow::standardModelIsStandard() {
    const ModelHead head = standardModelHead();
    QCOMPARE(standardModelHead().bytes, head.bytes);
    QVERIFY(head.bytes.size() < (4U << 20));
    const auto header = gguf::readGgufHeader(head.bytes, head.fileSize);
    QVERIFY(header.has_value());
    const auto facts = gguf::modelFacts(*header);
    QCOMPARE(facts.parameterCount, std::uint64_t{1235814400}); // as published
    QCOMPARE(facts.quantisation, std::string("Q4_K_M"));
}

QTEST_GUILESS_MAIN(TestSpeedRow)
#include "tst_speed_row.moc"
