// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "demo_gguf.h"

#include <gguf/ghost_model.h>
#include <gguf/scripted_model.h>

#include <array>
#include <map>
#include <numeric>

namespace orrery::fakes {

namespace {

using namespace orrery::fixtures;

struct Quantisation {
    const char* name;
    std::uint32_t type;
    std::uint64_t blockElements;
    std::uint64_t blockBytes;
    std::uint32_t fileType;
};
constexpr std::array<Quantisation, 7> quantisations = {{{"Q2_K", 10, 256, 84, 10},
                                                        {"Q3_K_M", 11, 256, 110, 12},
                                                        {"Q4_K_M", 12, 256, 144, 15},
                                                        {"Q5_K_M", 13, 256, 176, 17},
                                                        {"Q6_K", 14, 256, 210, 18},
                                                        {"Q8_0", 8, 32, 34, 7},
                                                        {"F16", 1, 1, 2, 1}}};
constexpr std::uint64_t shardSize = 48ULL * 1000 * 1000 * 1000;

GhostShape shapeOf(const DemoSize& size) {
    constexpr std::uint64_t billion = 1000000000;
    if (size.parameters < 2 * billion) return ghost1B();
    if (size.parameters < 5 * billion) return {28, 3072, 24, 8, 128, 8192, 128256, true};
    if (size.parameters < 10 * billion) return ghost8B();
    if (size.parameters < 20 * billion) return {40, 5120, 40, 8, 128, 17408, 151936, false};
    if (size.parameters < 50 * billion) return {64, 5120, 40, 8, 128, 27648, 151936, false};
    return ghost70B();
}

/// The header without its vocabulary, so that hundreds fit in memory.
const GgufWriter& leanGhost(const DemoSize& size) {
    static std::map<std::string, GgufWriter> made;
    const auto [it, isNew] = made.try_emplace(size.label);
    if (isNew) {
        it->second = ghostModel(shapeOf(size));
        for (const char* key : {"tokenizer.ggml.tokens", "tokenizer.ggml.scores", "tokenizer.ggml.token_type"})
            it->second.removeEntry(key);
    }
    return it->second;
}

void packAs(GgufWriter& writer, const Quantisation& quantisation) {
    for (auto& tensor : writer.tensors) {
        if (tensor.dimensions.size() < 2) continue;
        const std::uint64_t elements =
            std::accumulate(tensor.dimensions.begin(), tensor.dimensions.end(), std::uint64_t{1}, std::multiplies<>());
        tensor.type = quantisation.type;
        tensor.size = elements / quantisation.blockElements * quantisation.blockBytes;
    }
    writer.removeEntry("general.file_type");
    writer.add("general.file_type", quantisation.fileType);
}

void rename(GgufWriter& writer, const std::string& name) {
    writer.removeEntry("general.name");
    writer.add("general.name", name);
}

std::string numbered(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(5 - digits.size(), '0') + digits;
}

/// One file, or shards when it is too large for one.
void addGhostFiles(std::vector<FakeFile>& files, const std::string& path, const std::string& header,
                   std::uint64_t size) {
    const std::size_t shards = (size + shardSize - 1) / shardSize;
    for (std::size_t i = 0; i < shards; ++i) {
        FakeFile file{
            .path = path + ".gguf", .bytes = i == 0 ? header : std::string(), .size = size / shards, .seed = i + 1};
        if (shards > 1) file.path = path + "-" + numbered(i + 1) + "-of-" + numbered(shards) + ".gguf";
        file.sha256 = claimedHash(file.path);
        file.scan = {{"status", "safe"}};
        files.push_back(std::move(file));
    }
}

FakeFile runningFile(const std::string& name, const Quantisation& quantisation) {
    Script script;
    script.tokens = scriptTokens("I am the " + std::string(quantisation.name) + " file of " + name +
                                 ". I was made to be looked at, and I say the same whatever one asks.");
    GgufWriter writer = scriptedModel(script);
    rename(writer, name);
    return {.path = name + "-" + quantisation.name + ".gguf", .bytes = writer.bytes(), .scan = {{"status", "safe"}}};
}

} // namespace

const std::vector<DemoSize>& demoSizes() {
    static const std::vector<DemoSize> sizes = {{"15M", 15000000, 2048, true}, {"0.5B", 494000000, 32768},
                                                {"1B", 1235814400, 131072},    {"3B", 3212749824, 131072},
                                                {"8B", 8030261248, 131072},    {"14B", 14768307200, 40960},
                                                {"32B", 32763876352, 40960},   {"70B", 70553706496, 131072}};
    return sizes;
}

std::vector<FakeFile> quantisedFiles(const std::string& name, const DemoSize& size) {
    std::vector<FakeFile> files;
    for (const auto& quantisation : quantisations) {
        if (size.runs) {
            files.push_back(runningFile(name, quantisation));
            continue;
        }
        GgufWriter writer = leanGhost(size);
        packAs(writer, quantisation);
        rename(writer, name);
        addGhostFiles(files, name + "-" + quantisation.name, writer.header(), writer.fileSize());
    }
    return files;
}

std::string claimedHash(const std::string& what) {
    return sha1Hex(what) + sha1Hex(what + " again").substr(0, 24);
}

} // namespace orrery::fakes
