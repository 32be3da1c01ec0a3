// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "gguf/ghost_model.h"

#include <orrery/gguf/reader.h>
#include <orrery/inference/errors.h>
#include <orrery/inference/memory_probe.h>

#include <QTest>

using namespace orrery;
using namespace orrery::inference;

namespace {

constexpr std::uint64_t mebibyte = 1ULL << 20;
constexpr std::uint64_t gibibyte = 1ULL << 30;

std::string record(const std::string& rows) {
    return R"({"type":"fit_memory_breakdown","data":{"unit":"MiB","rows":[)" + rows + "]}}";
}

gguf::Header headerOf(const fixtures::GhostShape& shape) {
    const auto writer = fixtures::ghostModel(shape);
    return gguf::readGgufHeader(writer.header(), writer.fileSize()).value();
}

EngineSettings withContext(std::uint32_t tokens) {
    EngineSettings settings;
    settings.contextTokens = tokens;
    settings.repackWeights = false;
    return settings;
}

} // namespace

class TestMemoryRecord : public QObject {
    Q_OBJECT

private slots:
    void addsUpAllRows();
    void keepsDevicesApart();
    void asAnH200Said();
    void otherLinesAreNone_data();
    void otherLinesAreNone();
    void strangeRecordsAreErrors_data();
    void strangeRecordsAreErrors();
    void fitsTightTooBig();
    void largestContextIsTheEdge();
    void advice_data();
    void advice();
    void deviceTooSmall();
    void unknownWithoutFigures();
    void partsMustBeComplete();
};

void TestMemoryRecord::addsUpAllRows() {
    const auto need = readMemoryRecord(
        record(R"({"kind":"host","name":"Host","self":369,"model":205,"context":128,"compute":36},)"
               R"({"kind":"buffer_type","name":"AMX","self":745,"model":745,"context":0,"compute":0})"));
    QVERIFY(need && *need);
    QVERIFY((*need)->byEngine);
    QCOMPARE((*need)->weights, 950 * mebibyte);
    QCOMPARE((*need)->context, 128 * mebibyte);
    QCOMPARE((*need)->compute, 36 * mebibyte);
    QVERIFY((*need)->devices.empty());
}

void TestMemoryRecord::keepsDevicesApart() {
    const auto need = readMemoryRecord(
        record(R"({"kind":"device","name":"CUDA0","description":"A card","total":24000,"free":23000,"self":5000,)"
               R"("model":4000,"context":900,"compute":100,"unaccounted":-3},)"
               R"({"kind":"host","name":"Host","self":300,"model":282,"context":0,"compute":18})"));
    QVERIFY(need && *need);
    QCOMPARE((*need)->weights, 282 * mebibyte);
    QCOMPARE((*need)->devices.size(), std::size_t{1});
    const DeviceMemory& device = (*need)->devices.front();
    QCOMPARE(device.name, std::string("CUDA0"));
    QCOMPARE(device.description, std::string("A card"));
    QCOMPARE(device.free, 23000 * mebibyte);
    QCOMPARE(device.used(), 5000 * mebibyte);
}

/// What llama.cpp said of an 8B model with ten of its layers on a graphics card; once loaded, the driver counted 2383
/// MiB on that card (597 of them its own) and the buffers were as announced.
void TestMemoryRecord::asAnH200Said() {
    const auto need = readMemoryRecord(
        record(R"({"kind":"device","name":"CUDA0","description":"H200","total":143155,"free":142629,"self":1786,)"
               R"("model":1473,"context":144,"compute":169,"unaccounted":-1259},)"
               R"({"kind":"host","name":"Host","self":3377,"model":2997,"context":368,"compute":12})"));
    QVERIFY(need && *need);
    QCOMPARE((*need)->weights, 2997 * mebibyte);
    QCOMPARE((*need)->context, 368 * mebibyte);
    QCOMPARE((*need)->devices.size(), std::size_t(1));
    QCOMPARE((*need)->devices.front().used(), 1786 * mebibyte);
    QCOMPARE((*need)->devices.front().free, 142629 * mebibyte);
}

void TestMemoryRecord::otherLinesAreNone_data() {
    QTest::addColumn<std::string>("line");
    QTest::newRow("empty") << std::string();
    QTest::newRow("a log line") << std::string(R"({"type":"log","level":"info","msg":"hello\n"})");
    QTest::newRow("that mentions it") << std::string(R"({"type":"log","msg":"fit_memory_breakdown"})");
    QTest::newRow("plain text") << std::string("fit_memory_breakdown");
    QTest::newRow("an array") << std::string(R"(["fit_memory_breakdown"])");
}

void TestMemoryRecord::otherLinesAreNone() {
    QFETCH(std::string, line);
    const auto need = readMemoryRecord(line);
    QVERIFY(need && !*need);
}

void TestMemoryRecord::strangeRecordsAreErrors_data() {
    QTest::addColumn<std::string>("line");
    QTest::newRow("no data") << std::string(R"({"type":"fit_memory_breakdown"})");
    QTest::newRow("another unit") << std::string(
        R"({"type":"fit_memory_breakdown","data":{"unit":"GiB","rows":[{"kind":"host"}]}})");
    QTest::newRow("no rows") << record("");
    QTest::newRow("rows of numbers") << record("1,2");
    QTest::newRow("unknown kind") << record(R"({"kind":"moon","model":1})");
    QTest::newRow("negative") << record(R"({"kind":"host","model":-1})");
    QTest::newRow("endless") << record(R"({"kind":"host","model":1e300})");
    QTest::newRow("text") << record(R"({"kind":"host","model":"many"})");
    std::string many = R"({"kind":"host","model":1})";
    for (int i = 0; i < 1000; ++i) many += R"(,{"kind":"buffer_type","model":1073741824})";
    QTest::newRow("too many rows") << record(many);
}

void TestMemoryRecord::strangeRecordsAreErrors() {
    QFETCH(std::string, line);
    const auto need = readMemoryRecord(line);
    QVERIFY(!need);
    QVERIFY(need.error().is(inference::Errc::BadAnswer));
}

void TestMemoryRecord::fitsTightTooBig() {
    const auto header = headerOf(fixtures::ghost8B());
    const EngineSettings settings = withContext(4096);
    const MemoryNeed need = memoryByFormula(header, settings);
    QVERIFY(!need.byEngine);
    const auto verdict = [&](double budgetShare) { // of what is left beside the desktop's gibibyte
        const auto available = static_cast<std::uint64_t>(static_cast<double>(need.main()) / budgetShare) + gibibyte;
        return judgeFit(need, header, settings, available);
    };
    const auto fits = verdict(0.84);
    QCOMPARE(fits.verdict, gguf::Fit::Fits);
    QVERIFY(fits.advice.empty());
    QCOMPARE(fits.contextTokens, 4096U);
    const auto tight = verdict(0.97);
    QCOMPARE(tight.verdict, gguf::Fit::Tight);
    QVERIFY(!tight.advice.empty());
    const auto tooBig = verdict(1.6);
    QCOMPARE(tooBig.verdict, gguf::Fit::TooBig);
    QVERIFY(!tooBig.largestContext);
    QVERIFY(tooBig.advice.find("smaller") != std::string::npos);
}

void TestMemoryRecord::largestContextIsTheEdge() {
    const auto header = headerOf(fixtures::ghost8B());
    const EngineSettings settings = withContext(4096);
    MemoryNeed need = memoryByFormula(header, settings);
    need.byEngine = true;
    need.compute += 100 * mebibyte; // the engine knows better than the formula
    const std::uint64_t available = 12 * gibibyte;
    const auto report = judgeFit(need, header, settings, available);
    QVERIFY(report.largestContext);
    const std::uint32_t edge = *report.largestContext;
    QVERIFY2(edge > 4096 && edge < 131072, qPrintable(QString::number(edge)));
    const auto at = [&](std::uint32_t tokens) {
        MemoryNeed other = memoryByFormula(header, withContext(tokens));
        other.compute += 100 * mebibyte;
        return judgeFit(other, header, withContext(tokens), available).verdict;
    };
    QCOMPARE(at(edge), gguf::Fit::Fits);
    QCOMPARE(at(edge + 256), gguf::Fit::Tight);
    QCOMPARE(judgeFit(need, header, settings, 500 * gibibyte).largestContext.value_or(0), 131072U);
}

void TestMemoryRecord::advice_data() {
    QTest::addColumn<std::uint32_t>("context");
    QTest::addColumn<bool>("repack");
    QTest::addColumn<double>("availableGiB");
    QTest::addColumn<std::string>("mentions");
    QTest::newRow("shorter context") << 131072U << false << 10.0 << std::string("context of ");
    QTest::newRow("no rearranging") << 256U << true << 5.66 << std::string("rearranging");
    QTest::newRow("hopeless") << 4096U << true << 3.0 << std::string("read from the disk");
}

void TestMemoryRecord::advice() {
    QFETCH(std::uint32_t, context);
    QFETCH(bool, repack);
    QFETCH(double, availableGiB);
    QFETCH(std::string, mentions);
    const auto header = headerOf(fixtures::ghost8B());
    EngineSettings settings = withContext(context);
    settings.repackWeights = repack;
    const auto available = static_cast<std::uint64_t>(availableGiB * static_cast<double>(gibibyte));
    const auto report = judgeFit(memoryByFormula(header, settings), header, settings, available);
    QVERIFY2(report.advice.find(mentions) != std::string::npos, report.advice.c_str());
    QVERIFY(report.verdict != gguf::Fit::Fits);
}

void TestMemoryRecord::deviceTooSmall() {
    const auto header = headerOf(fixtures::ghost8B());
    MemoryNeed need;
    need.byEngine = true;
    need.weights = 300 * mebibyte;
    need.devices = {{"CUDA0", "A card", 8 * gibibyte, 7 * gibibyte, 5 * gibibyte, gibibyte / 2, gibibyte / 8}};
    QCOMPARE(judgeFit(need, header, withContext(4096), 16 * gibibyte).verdict, gguf::Fit::Fits);
    need.devices.front().free = 4 * gibibyte;
    QCOMPARE(judgeFit(need, header, withContext(4096), 16 * gibibyte).verdict, gguf::Fit::TooBig);
}

void TestMemoryRecord::unknownWithoutFigures() {
    const auto header = headerOf(fixtures::ghost1B());
    QCOMPARE(judgeFit({}, header, {}, 16 * gibibyte).verdict, gguf::Fit::Unknown);
    QCOMPARE(judgeFit(memoryByFormula(header, {}), header, {}, 0).verdict, gguf::Fit::Unknown);
}

void TestMemoryRecord::partsMustBeComplete() {
    const auto parts = fixtures::splitModel(fixtures::ghostModel(fixtures::tinyGhost("llama")), 3);
    std::vector<ModelHead> heads;
    for (std::size_t i = parts.size(); i-- > 0;)
        heads.push_back({parts[i].header(), parts[i].fileSize(), "m-0000" + std::to_string(i + 1) + "-of-00003.gguf"});
    const auto whole = readHeads(heads);
    QVERIFY2(whole.has_value(), whole ? "" : describe(whole.error()).c_str());
    QCOMPARE(whole->tensors.size(), headerOf(fixtures::tinyGhost("llama")).tensors.size());
    QVERIFY(whole->text("general.architecture").has_value());
    heads.pop_back();
    QVERIFY(!readHeads(heads));
    QVERIFY(!readHeads({}));
}

QTEST_GUILESS_MAIN(TestMemoryRecord)
#include "tst_memory_record.moc"
