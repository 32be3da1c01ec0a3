// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "gguf/ghost_model.h"

#include <orrery/gguf/facts.h>
#include <orrery/gguf/reader.h>
#include <orrery/measure/forecast.h>

#include <QTest>

#include <cmath>

using namespace orrery;
using namespace orrery::measure;

namespace {

gguf::Header headerOf(const fixtures::GhostShape& shape) {
    const auto writer = fixtures::ghostModel(shape);
    return gguf::readGgufHeader(writer.header(), writer.fileSize()).value();
}

SpeedRecord figure(std::string model, double gigabytes, double answer, double prompt = 0) {
    SpeedRecord record;
    record.model = std::move(model);
    record.activeBytes = static_cast<std::uint64_t>(gigabytes * 1e9);
    record.row.modelSize = record.activeBytes;
    record.row.modelParameters = static_cast<std::uint64_t>(gigabytes * 1.7e9);
    record.row.tokensPerSecond = prompt > 0 ? prompt : answer;
    (prompt > 0 ? record.row.promptTokens : record.row.answerTokens) = 64;
    return record;
}

inference::SpeedRow run(std::uint32_t prompt, std::uint32_t answer, double speed, std::string type = "llama 1B") {
    inference::SpeedRow row;
    row.promptTokens = prompt;
    row.answerTokens = answer;
    row.tokensPerSecond = speed;
    row.modelType = std::move(type);
    return row;
}

} // namespace

class TestForecast : public QObject {
    Q_OBJECT

private slots:
    void denseModelsReadAllButTheTable();
    void tiedTableIsTheOutput();
    void mixturesReadTheirShare();
    void nothingFromNothing();
    void scalesByBytes();
    void theFartherTheWider();
    void likeSizesCountMost();
    void bestOfSeveralThreads();
    void promptsScaleByParameters();
    void fromARun();
    void mixturesPromiseLess();
    void machineHasAName();
};

void TestForecast::denseModelsReadAllButTheTable() {
    const auto header = headerOf(fixtures::ghost8B());
    const auto facts = gguf::modelFacts(header);
    QCOMPARE(activeBytes(header), facts.weightsSize - header.tensor("token_embd.weight")->size);
    QCOMPARE(activeParameters(header), facts.parameterCount - header.tensor("token_embd.weight")->elements);
}

void TestForecast::tiedTableIsTheOutput() {
    const auto header = headerOf(fixtures::ghost1B());
    QCOMPARE(activeBytes(header), gguf::modelFacts(header).weightsSize);
}

void TestForecast::mixturesReadTheirShare() {
    const auto header = headerOf(fixtures::ghostMoe30B());
    const double active = static_cast<double>(activeParameters(header)) / 1e9;
    QVERIFY2(active > 2.9 && active < 3.4, qPrintable(QString::number(active))); // "A3B"
    QVERIFY(activeBytes(header) < gguf::modelFacts(header).weightsSize / 7);
}

void TestForecast::nothingFromNothing() {
    QVERIFY(!forecast(1'000'000, 1'000'000, {}));
    QVERIFY(!forecast(0, 0, {figure("a", 1, 10)}));
    QVERIFY(!forecast(1'000'000, 0, {figure("a", 1, 0, 30)})); // only prompts were measured
    QVERIFY(!forecast(1'000'000, 0, {figure("a", 0, 10)}));
    QVERIFY(!forecastFromRun({}));
    QVERIFY(!forecastFromRun({run(16, 0, 30)}));
}

void TestForecast::scalesByBytes() {
    const auto result = forecast(4'000'000'000, 0, {figure("a", 1, 20)});
    QVERIFY(result);
    QCOMPARE(result->answerPerSecond, 5.0);
    QVERIFY(result->low < 5 && result->high > 5);
    QCOMPARE(result->figures, std::size_t{1});
    QCOMPARE(result->basis, Forecast::Basis::KeptFigures);
    QCOMPARE(result->promptPerSecond, 0.0);
}

void TestForecast::theFartherTheWider() {
    const std::vector<SpeedRecord> figures = {figure("a", 1, 20), figure("b", 1.2, 16)};
    const auto near = forecast(1'100'000'000, 0, figures);
    const auto far = forecast(20'000'000'000, 0, figures);
    QVERIFY(near->high / near->low < far->high / far->low);
    QVERIFY(near->high / near->low < 1.6);
}

void TestForecast::likeSizesCountMost() {
    const auto result = forecast(5'000'000'000, 0, {figure("small", 0.5, 20), figure("large", 5, 4)});
    QVERIFY(std::abs(result->answerPerSecond - 4) < 0.4); // the small one alone would say 2
    QVERIFY(result->low < 4 && result->high > 4);
}

void TestForecast::bestOfSeveralThreads() {
    const auto result = forecast(1'000'000'000, 0, {figure("a", 1, 11), figure("a", 1, 20), figure("a", 1, 7)});
    QCOMPARE(result->answerPerSecond, 20.0);
    QCOMPARE(result->figures, std::size_t{1});
}

void TestForecast::promptsScaleByParameters() {
    const auto result = forecast(2'000'000'000, 3'400'000'000, {figure("a", 1, 20), figure("a", 1, 0, 100)});
    QVERIFY(std::abs(result->promptPerSecond - 50) < 0.01);
}

void TestForecast::fromARun() {
    auto answer = run(0, 16, 8);
    answer.deviation = 0.1;
    const auto result = forecastFromRun({run(64, 0, 45), answer});
    QVERIFY(result);
    QCOMPARE(result->answerPerSecond, 8.0);
    QCOMPARE(result->promptPerSecond, 45.0);
    QCOMPARE(result->basis, Forecast::Basis::EmptyWeights);
    QVERIFY(result->low > 6.5 && result->low < 8 && result->high > 8 && result->high < 9.7);
    answer.deviation = 4; // a restless computer
    QVERIFY(forecastFromRun({answer})->low < 5);
}

void TestForecast::mixturesPromiseLess() {
    const auto dense = forecastFromRun({run(0, 16, 8)});
    const auto mixture = forecastFromRun({run(0, 16, 8, "qwen3moe 30B.A3B Q4_K - Medium")});
    QVERIFY(mixture->low < dense->low);
    QCOMPARE(mixture->high, dense->high);
}

void TestForecast::machineHasAName() {
    const std::string name = machineName();
    QVERIFY(!name.empty());
    QVERIFY2(name.find("core") != std::string::npos, name.c_str());
}

QTEST_GUILESS_MAIN(TestForecast)
#include "tst_forecast.moc"
