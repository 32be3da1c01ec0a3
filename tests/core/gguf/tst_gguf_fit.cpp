// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "gguf/ghost_model.h"

#include <orrery/gguf/fit.h>
#include <orrery/gguf/memory.h>
#include <orrery/gguf/reader.h>

#include <QTest>

using namespace orrery;
using gguf::Fit;

namespace {

constexpr std::uint64_t gibibyte = 1ULL << 30U;
constexpr std::uint64_t gigabyte = 1'000'000'000;

gguf::MemoryEstimate estimateOf(const fixtures::GhostShape& shape, bool repacked = false) {
    const auto writer = fixtures::ghostModel(shape);
    const auto header = gguf::readGgufHeader(writer.header(), writer.fileSize()).value();
    return gguf::estimateMemory(header, {.contextTokens = 4096, .batchTokens = 512, .repacked = repacked});
}

} // namespace

Q_DECLARE_METATYPE(fixtures::GhostShape)

class TestGgufFit : public QObject {
    Q_OBJECT

private slots:
    void roughIsCloseToTheEstimate_data();
    void roughIsCloseToTheEstimate();
    void whatIsSaidToFitDoes_data() { shapes(); }
    void whatIsSaidToFitDoes();
    void verdicts_data();
    void verdicts();
    void verdictsNeverImproveWithSize();
    void sizesFromParameters();
    void recommendations_data();
    void recommendations();
    void recommendsNothingWhereNothingLoads();

private:
    static void shapes();
};

void TestGgufFit::shapes() {
    QTest::addColumn<fixtures::GhostShape>("shape");
    QTest::newRow("1B") << fixtures::ghost1B();
    QTest::newRow("3B") << fixtures::GhostShape{28, 3072, 24, 8, 128, 8192, 128256, true};
    QTest::newRow("8B") << fixtures::ghost8B();
    QTest::newRow("14B") << fixtures::GhostShape{40, 5120, 40, 8, 128, 17408, 151936, false};
    QTest::newRow("27B, twice the heads") << fixtures::GhostShape{46, 4608, 32, 16, 128, 36864, 256000, true};
    QTest::newRow("32B") << fixtures::GhostShape{64, 5120, 64, 8, 128, 25600, 151936, false};
    QTest::newRow("70B") << fixtures::ghost70B();
    QTest::newRow("4B, every head its own cache") << fixtures::GhostShape{32, 3072, 32, 32, 96, 8192, 32064, false};
    QTest::newRow("7B, every head its own cache") << fixtures::GhostShape{32, 4096, 32, 32, 128, 11008, 32000, false};
}

void TestGgufFit::roughIsCloseToTheEstimate_data() {
    shapes();
}

void TestGgufFit::roughIsCloseToTheEstimate() {
    QFETCH(fixtures::GhostShape, shape);
    const gguf::MemoryEstimate estimate = estimateOf(shape);
    const std::uint64_t rough = gguf::roughMemory(estimate.weights);
    const double ratio = static_cast<double>(rough) / static_cast<double>(estimate.total());
    qInfo("%s: rough %.2f GiB, estimate %.2f GiB, ratio %.2f", QTest::currentDataTag(),
          double(rough) / double(gibibyte), double(estimate.total()) / double(gibibyte), ratio);
    const bool ownCaches = shape.heads == shape.keyValueHeads; // as models were until 2024
    QVERIFY(ratio > (ownCaches ? 0.7 : 0.97));
    QVERIFY(ratio < 1.4);
}

/// On the smallest machine for which we say so, it really runs, weights repacked and all.
void TestGgufFit::whatIsSaidToFitDoes() {
    QFETCH(fixtures::GhostShape, shape);
    const gguf::MemoryEstimate estimate = estimateOf(shape, true);
    const std::uint64_t rough = gguf::roughMemory(estimateOf(shape).weights);
    std::uint64_t machine = gibibyte;
    while (gguf::fit(rough, machine) != Fit::Fits) machine += gibibyte / 8;
    QVERIFY(estimate.total() < machine);
    QVERIFY2(machine < rough * 2 + 3 * gibibyte, "a verdict nobody could reach is not honest either");
}

void TestGgufFit::verdicts_data() {
    QTest::addColumn<quint64>("needed");
    QTest::addColumn<quint64>("total");
    QTest::addColumn<int>("verdict");
    const auto add = [](const char* name, double needed, double total, Fit verdict) {
        QTest::newRow(name) << quint64(needed * double(gibibyte)) << quint64(total * double(gibibyte)) << int(verdict);
    };
    add("size not known", 0, 16, Fit::Unknown);
    add("machine not known", 4, 0, Fit::Unknown);
    add("8B on 16", 5.5, 16, Fit::Fits);
    add("8B on 8", 5.5, 8, Fit::Fits);
    add("8B, larger, on 8", 6.5, 8, Fit::Tight);
    add("8B on 6", 5.5, 6, Fit::TooBig);
    add("32B on 32", 22, 32, Fit::Fits);
    add("32B on 24", 22, 24, Fit::Tight);
    add("70B on 32", 45, 32, Fit::TooBig);
    add("1B on 2", 1.4, 2, Fit::Tight);
    add("anything on 1", 0.2, 1, Fit::Tight);
    add("exactly all", 16, 16, Fit::TooBig);
}

void TestGgufFit::verdicts() {
    QFETCH(quint64, needed);
    QFETCH(quint64, total);
    QTEST(int(gguf::fit(needed, total)), "verdict");
}

void TestGgufFit::verdictsNeverImproveWithSize() {
    for (std::uint64_t total = gibibyte / 2; total < 600 * gibibyte; total = total * 3 / 2) {
        Fit last = Fit::Fits;
        for (std::uint64_t needed = gibibyte / 8; needed < 2 * total; needed += total / 64 + 1) {
            const Fit now = gguf::fit(needed, total);
            QVERIFY(now >= last);
            last = now;
        }
    }
    QVERIFY(gguf::fit(~0ULL, ~0ULL) == Fit::TooBig);
    QVERIFY(gguf::roughMemory(~0ULL) > 0);
}

void TestGgufFit::sizesFromParameters() {
    QCOMPARE(gguf::weightBytes(8'000'000'000, "Q8_0"), std::optional<std::uint64_t>(8'500'000'000));
    QCOMPARE(gguf::weightBytes(8'000'000'000, "BF16"), std::optional<std::uint64_t>(16'000'000'000));
    QVERIFY(!gguf::weightBytes(8'000'000'000, "Q9"));
    QVERIFY(!gguf::weightBytes(0, "Q8_0"));
    QVERIFY(gguf::weightBytes(~0ULL, "F32"));
}

void TestGgufFit::recommendations_data() {
    QTest::addColumn<quint64>("total");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("2 GiB") << quint64(2 * gibibyte) << "";
    QTest::newRow("4 GiB") << quint64(4 * gibibyte) << "IQ1_S";
    QTest::newRow("6 GiB") << quint64(6 * gibibyte) << "Q2_K";
    QTest::newRow("8 GiB") << quint64(8 * gibibyte) << "UD-Q4_K_XL";
    QTest::newRow("10 GiB") << quint64(10 * gibibyte) << "Q6_K";
    QTest::newRow("16 GiB") << quint64(16 * gibibyte) << "Q8_0";
    QTest::newRow("128 GiB") << quint64(128 * gibibyte) << "Q8_0";
    QTest::newRow("not known") << quint64(0) << "";
}

void TestGgufFit::recommendations() {
    QFETCH(quint64, total);
    const std::vector<gguf::Variant> variants = {
        {"BF16", 16'400 * gigabyte / 1000},      {"Q8_0", 8'700 * gigabyte / 1000},
        {"Q6_K", 6'700 * gigabyte / 1000},       {"Q4_K_M", 5'000 * gigabyte / 1000},
        {"UD-Q4_K_XL", 5'100 * gigabyte / 1000}, {"Q2_K", 3'280 * gigabyte / 1000},
        {"IQ1_S", 2'200 * gigabyte / 1000},      {"", 0}};
    const auto best = gguf::recommend(variants, total);
    QTEST(best ? QString::fromLatin1(variants[*best].quantisation.data(), int(variants[*best].quantisation.size()))
               : QString(),
          "wanted");
}

void TestGgufFit::recommendsNothingWhereNothingLoads() {
    QVERIFY(!gguf::recommend({}, 16 * gibibyte));
    QVERIFY(!gguf::recommend({{"Q4_K_M", 40 * gigabyte}}, 16 * gibibyte));
    QCOMPARE(gguf::recommend({{"", 4 * gigabyte}}, 16 * gibibyte), std::optional<std::size_t>(0)); // the only one
    QCOMPARE(gguf::recommend({{"F16", 4 * gigabyte}}, 16 * gibibyte), std::optional<std::size_t>(0));
    QCOMPARE(gguf::recommend({{"Q8_0", 13 * gigabyte}, {"Q6_K", 12 * gigabyte}}, 16 * gibibyte),
             std::optional<std::size_t>(1)); // both would be tight: the smaller
}

QTEST_GUILESS_MAIN(TestGgufFit)
#include "tst_gguf_fit.moc"
