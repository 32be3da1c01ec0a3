// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include "engine_bench.h"
#include "gguf/ghost_model.h"
#include "gguf/tiny_vocabulary.h"

#include <orrery/gguf/facts.h>
#include <orrery/gguf/file.h>
#include <orrery/measure/forecast.h>
#include <orrery/platform/temporary_directory.h>

#include <fmt/format.h>

#include <QCoreApplication>

#include <cstring>
#include <fstream>

// What is promised of a model before it is here, against what it then does: how long its head takes to read, and how
// fast it answers by empty weights, by kept figures, and in truth.

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

using Rows = std::vector<SpeedRow>;

constexpr std::uint32_t q4k = 12;
constexpr std::uint32_t q6k = 14;

fs::path writeGhost(const fs::path& path, const fixtures::GgufWriter& writer) {
    test::writeFile(path, writer.header());
    fs::resize_file(path, writer.fileSize());
    return path;
}

/// Random weights of sensible size: the bits are random, the scales are not.
std::string randomWeights(const fixtures::GgufWriter::Tensor& tensor) {
    std::string data(tensor.size, '\0');
    for (std::size_t i = 0; i + 8 <= data.size(); i += 8) {
        const std::uint64_t bits = fixtures::randomBits(i + tensor.size);
        std::memcpy(data.data() + i, &bits, 8);
    }
    const std::size_t block = tensor.type == q4k ? 144 : 210;
    for (std::size_t i = 0; i + block <= data.size(); i += block) {
        if (tensor.type == q4k) std::memcpy(data.data() + i, "\0\x10\0\x10", 4);
        if (tensor.type == q6k) std::memcpy(data.data() + i + 208, "\0\x10", 2);
    }
    if (tensor.type != 0) return data;
    const float one = 0.02F;
    for (std::size_t i = 0; i + 4 <= data.size(); i += 4) std::memcpy(data.data() + i, &one, 4);
    return data;
}

fs::path writeRandom(const fs::path& path, const fixtures::GgufWriter& writer) {
    std::ofstream file(path, std::ios::binary);
    file << writer.header();
    for (const auto& tensor : writer.tensors)
        file << randomWeights(tensor) << std::string((32 - tensor.size % 32) % 32, '\0');
    return path;
}

void headTimes(const fs::path& folder) {
    const std::pair<const char*, fixtures::GhostShape> shapes[] = {
        {"llama 8 B, 128k words", fixtures::ghost8B()},
        {"qwen3moe 30 B, 152k words", fixtures::ghostMoe30B()},
        {"gemma3 4 B, 262k words", fixtures::ghostGemma4B()},
        {"llama 70 B, 128k words", fixtures::ghost70B()}};
    for (const auto& [name, shape] : shapes) {
        const auto file = writeGhost(folder / "head.gguf", fixtures::ghostModel(shape));
        std::vector<double> times;
        for (int i = 0; i < 15; ++i)
            times.push_back(bench::timeMs([&] { gguf::modelFacts(gguf::readGgufModel(file).value()); }));
        fmt::print("facts of {:<27} {:6.1f} ms\n", name, bench::median(times));
    }
}

class SpeedBench {
public:
    explicit SpeedBench(test::EngineBench& engines) : m_engines(engines) {}

    Rows ofHead(const ModelHead& head) {
        return run([&](auto done) {
            measureSpeedOfHead(m_engines.services(), *m_engines.host(), {head}, question(), {}, {}, done);
        });
    }

    Rows ofFile(const fs::path& file) {
        return run([&](auto done) {
            SpeedQuestion asked = question();
            asked.model = file;
            measureSpeed(m_engines.services(), *m_engines.host(), asked, {}, {}, done);
        });
    }

private:
    static SpeedQuestion question() {
        SpeedQuestion question;
        question.promptTokens = 64;
        question.answerTokens = 16;
        question.repetitions = 2;
        return question;
    }

    template <class Start>
    Rows run(Start start) {
        std::optional<Result<Rows>> rows;
        start([&](Result<Rows> result) { rows = std::move(result); });
        m_engines.executor.runUntil([&] { return rows.has_value(); });
        if (!*rows) fmt::print(stderr, "{}\n", describe(rows->error()));
        return rows->value_or(Rows());
    }

    test::EngineBench& m_engines;
};

double answerSpeed(const Rows& rows) {
    for (const SpeedRow& row : rows)
        if (row.answerTokens > 0) return row.tokensPerSecond;
    return 0;
}

void keep(std::vector<measure::SpeedRecord>& kept, const std::string& model, std::uint64_t activeBytes,
          const Rows& rows) {
    for (const SpeedRow& row : rows) {
        measure::SpeedRecord record;
        record.model = model;
        record.activeBytes = activeBytes;
        record.row = row;
        kept.push_back(std::move(record));
    }
}

void compare(const char* how, const std::optional<measure::Forecast>& forecast, double truth) {
    if (!forecast || truth <= 0) return fmt::print("  {:<14} nothing\n", how);
    const bool held = truth >= forecast->low && truth <= forecast->high;
    fmt::print("  {:<14} {:7.2f} tokens/s ({:.2f} to {:.2f}): error {:+.0f} %, {}\n", how, forecast->answerPerSecond,
               forecast->low, forecast->high, 100 * (forecast->answerPerSecond / truth - 1),
               held ? "within its range" : "outside its range");
}

/// Alternating, since the computer's mood changes.
void forecastAgainstTruth(SpeedBench& speeds, const fs::path& folder, const char* name,
                          const fixtures::GhostShape& shape, std::vector<measure::SpeedRecord>& kept) {
    const auto writer = fixtures::ghostModel(shape);
    const auto file = writeRandom(folder / "random.gguf", writer);
    const ModelHead head{writer.header(), writer.fileSize(), "model.gguf"};
    const auto header = readHeads({head}).value();
    std::vector<double> truths;
    std::vector<std::pair<double, Rows>> empties;
    Rows last;
    for (int i = 0; i < 3; ++i) {
        Rows empty = speeds.ofHead(head);
        empties.emplace_back(answerSpeed(empty), std::move(empty));
        last = speeds.ofFile(file);
        truths.push_back(answerSpeed(last));
    }
    std::ranges::sort(empties, {}, [](const auto& run) { return run.first; });
    const double truth = bench::median(truths);
    fmt::print("{}: {:.2f} tokens/s with random weights\n", name, truth);
    compare("empty weights", measure::forecastFromRun(empties[1].second), truth);
    compare("kept figures", measure::forecast(measure::activeBytes(header), measure::activeParameters(header), kept),
            truth);
    keep(kept, name, measure::activeBytes(header), last);
    fs::remove(file);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    auto folder = platform::TemporaryDirectory::create("bench-forecast");
    if (!folder) return 1;
    headTimes(folder->path());
    test::EngineBench engines;
    if (!engines.host()) {
        fmt::print("{}\n", engines.whyNoHost());
        return 0;
    }
    SpeedBench speeds(engines);
    std::vector<measure::SpeedRecord> kept;
    const ModelHead standard = standardModelHead();
    keep(kept, "standard", measure::activeBytes(readHeads({standard}).value()), speeds.ofHead(standard));
    const fixtures::GhostShape small{12, 1024, 16, 4, 64, 3072, 32000, true};
    fixtures::GhostShape mixture{12, 1024, 16, 4, 64, 768, 32000, false, "qwen3moe", 0, 16, 4};
    forecastAgainstTruth(speeds, folder->path(), "llama of 0.2 B", small, kept);
    forecastAgainstTruth(speeds, folder->path(), "qwen3moe of 0.5 B", mixture, kept);
    forecastAgainstTruth(speeds, folder->path(), "llama of 1.2 B", fixtures::ghost1B(), kept);
    return 0;
}
