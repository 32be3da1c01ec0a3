// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <orrery/platform/temporary_directory.h>
#include <orrery/robot/record/mcap_reader.h>
#include <orrery/robot/record/mcap_writer.h>
#include <orrery/robot/record/pyramid.h>
#include <orrery/robot/record/take_file.h>

#include "take_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

using namespace orrery;
using namespace orrery::robot;
namespace fs = std::filesystem;

namespace {

constexpr int rounds = 5;
constexpr std::size_t messages = 100'000;
constexpr std::size_t messageSize = 1000;
constexpr std::size_t series = 32;
constexpr std::size_t rows = 3600 * 50;
constexpr std::size_t pixels = 1600;

double megabytesPerSecond(std::vector<double> milliseconds) {
    return static_cast<double>(messages * messageSize) / 1e3 / bench::median(std::move(milliseconds));
}

/// Bytes that pack about as well as the text of joint states.
std::string sampleMessage() {
    std::string text;
    for (int i = 0; text.size() < messageSize; ++i) text += fmt::format("{},", std::sin(i * 0.37));
    text.resize(messageSize);
    return text;
}

void writeMcap(const fs::path& path, const std::string& message, mcap::Compression compression) {
    auto writer = mcap::Writer::create(path, {.profile = "", .library = "bench", .compression = compression});
    const auto channel = writer->addChannel(0, "/bench", "json");
    for (std::size_t i = 0; i < messages; ++i) (void)writer->write(*channel, i * 1000, message);
    (void)writer->finish();
}

void measureWriting(const fs::path& folder) {
    const std::string message = sampleMessage();
    std::vector<double> memory, plainFile, plain, packed, reading;
    std::string copy(messages * messageSize, ' ');
    for (int round = 0; round < rounds; ++round) {
        memory.push_back(bench::timeMs([&] {
            for (std::size_t i = 0; i < messages; ++i)
                std::memcpy(copy.data() + i * messageSize, message.data(), messageSize);
        }));
        plainFile.push_back(bench::timeMs([&] {
            std::ofstream file(folder / "plain", std::ios::binary);
            file.write(copy.data(), static_cast<std::streamsize>(copy.size()));
        }));
        for (const char* name : {"a.mcap", "b.mcap"}) fs::remove(folder / name);
        plain.push_back(bench::timeMs([&] { writeMcap(folder / "a.mcap", message, mcap::Compression::None); }));
        packed.push_back(bench::timeMs([&] { writeMcap(folder / "b.mcap", message, mcap::bestCompression()); }));
        reading.push_back(bench::timeMs([&] {
            auto reader = mcap::Reader::open(folder / "a.mcap");
            (void)reader->visit({}, [](const mcap::Channel&, const mcap::Message&) { return true; });
        }));
    }
    const double floor = megabytesPerSecond(plainFile), mcapPlain = megabytesPerSecond(plain);
    fmt::print(
        "write 1 kB messages: memcpy {:.0f} MB/s, plain file {:.0f}, MCAP {:.0f} (plain file : MCAP {:.1f}), best "
        "compression {:.0f}; read back {:.0f} MB/s\n",
        megabytesPerSecond(memory), floor, mcapPlain, floor / mcapPlain, megabytesPerSecond(packed),
        megabytesPerSecond(reading));
}

/// An hour of 32 joints, 50 states a second: written, read into memory.
std::shared_ptr<const Take> measureTake(const fs::path& folder) {
    JointNames names;
    for (std::size_t i = 0; i < series; ++i) names.push_back(fmt::format("joint_{}", i));
    const fs::path path = folder / "hour.mcap";
    JointState state{{}, std::vector<double>(series), {}, {}};
    const double written = bench::timeMs([&] {
        auto writer = TakeWriter::create(path, names, {});
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::size_t i = 0; i < series; ++i)
                state.position[i] = std::sin(0.001 * static_cast<double>(row * (i + 1)));
            (void)writer->state(row * 20'000'000, state);
        }
        (void)writer->finish();
    });
    Result<TakeFile> file = fail(Errc::Internal, "");
    const double read = bench::timeMs([&] { file = readTake(path); });
    fmt::print(
        "an hour of {} joints at 50 Hz: written in {:.0f} ms ({:.1f} us a state), {:.0f} MB; read into columns in "
        "{:.0f} ms\n",
        series, written, 1000 * written / static_cast<double>(rows), static_cast<double>(fs::file_size(path)) / 1e6,
        read);
    return file ? file->take : nullptr;
}

void measurePlot(const Take& take) {
    std::vector<MinMaxPyramid> pyramids;
    const double built = bench::timeMs([&] {
        for (std::size_t i = 0; i < series; ++i) pyramids.emplace_back(take.column(Quantity::Position, i));
    });
    std::vector<double> pyramid, brute;
    double sum = 0;
    for (int round = 0; round < rounds; ++round) {
        const double from = 60.0 * round, until = take.duration() - from;
        pyramid.push_back(bench::timeMs([&] {
            const auto edges = bucketEdges(take.times(), from, until, pixels);
            for (const MinMaxPyramid& one : pyramids) {
                for (std::size_t i = 0; i < pixels; ++i) sum += one.over(edges[i], edges[i + 1]).greatest;
            }
        }));
        brute.push_back(bench::timeMs([&] {
            for (std::size_t i = 0; i < series; ++i) {
                const auto& column = take.column(Quantity::Position, i);
                sum += *std::ranges::max_element(column) - *std::ranges::min_element(column);
            }
        }));
    }
    fmt::print("{} series x 1 h x 50 Hz on {} pixels: pyramids built in {:.0f} ms; one view {:.2f} ms, every value "
               "looked at {:.2f} ms, ratio {:.2f} ({:.0f})\n",
               series, pixels, built, bench::median(pyramid), bench::median(brute),
               bench::median(pyramid) / bench::median(brute), std::fmod(sum, 2));
}

} // namespace

int main() {
    const auto folder = platform::TemporaryDirectory::create();
    if (!folder) return 1;
    measureWriting(folder->path());
    if (const auto take = measureTake(folder->path())) measurePlot(*take);
    return 0;
}
