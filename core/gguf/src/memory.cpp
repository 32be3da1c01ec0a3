// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/memory.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::gguf {

namespace {

constexpr std::uint64_t cellStep = 256;
constexpr double bytesPerMaskEntry = 2;  // f16
constexpr double bytesPerActivation = 4; // f32
constexpr double programOverhead = 40.0 * (1 << 20);
constexpr std::uint64_t sanestCount = 1ULL << 32; // larger numbers are nonsense and would only overflow

/// The numbers of `<architecture>.*` the formula needs; absent ones are 0.
struct Shape {
    std::uint64_t layers = 0;
    std::uint64_t embedding = 0;
    std::uint64_t heads = 0;
    std::uint64_t keyLength = 0;
    std::uint64_t valueLength = 0;
    std::uint64_t feedForward = 0;
    std::uint64_t expertsUsed = 0;
    std::uint64_t slidingWindow = 0;
    std::uint64_t globalLayerPeriod = 0; ///< Every n-th layer sees the whole context; 0 = all do.
    std::uint64_t vocabulary = 0;
    std::vector<double> keyValueHeads; ///< One a layer.
    bool ordinary = false;             ///< A transformer as the formula means it.
};

class Keys {
public:
    explicit Keys(const Header& header)
        : m_header(header), m_prefix(std::string(header.text("general.architecture").value_or("")) + '.') {}

    [[nodiscard]] const Value* find(std::string_view key) const { return m_header.find(m_prefix + std::string(key)); }
    [[nodiscard]] std::uint64_t count(std::string_view key, std::uint64_t fallback = 0) const {
        return std::min(m_header.count(m_prefix + std::string(key)).value_or(fallback), sanestCount);
    }
    [[nodiscard]] std::string_view architecture() const {
        return std::string_view(m_prefix).substr(0, m_prefix.size() - 1);
    }

private:
    const Header& m_header;
    std::string m_prefix;
};

std::vector<double> keyValueHeads(const Keys& keys, std::uint64_t layers, std::uint64_t heads) {
    const Value* value = keys.find("attention.head_count_kv");
    if (value)
        if (const auto* perLayer = std::get_if<Array>(value)) return perLayer->numbers();
    return std::vector<double>(std::min<std::uint64_t>(layers, 4096),
                               static_cast<double>(keys.count("attention.head_count_kv", heads)));
}

/// Recurrent layers and compressed caches need another formula; their keys give them away.
bool isOrdinary(const Keys& keys) {
    constexpr auto foreign =
        std::to_array<std::string_view>({"ssm.conv_kernel", "ssm.state_size", "wkv.head_size", "attention.kv_lora_rank",
                                         "shortconv.l_cache", "kda.head_dim"});
    return std::ranges::none_of(foreign, [&](std::string_view key) { return keys.find(key) != nullptr; });
}

std::uint64_t globalLayerPeriod(std::string_view architecture) {
    if (architecture == "gemma2") return 2;
    return architecture == "gemma3" ? 6 : 0;
}

/// A window of layers we do not know; some architectures carry the key and do without.
bool hasUnknownWindow(const Keys& keys) {
    constexpr auto without = std::to_array<std::string_view>({"llama", "qwen2", "qwen3", "qwen3moe"});
    return keys.find("attention.sliding_window") && globalLayerPeriod(keys.architecture()) == 0 &&
           std::ranges::find(without, keys.architecture()) == without.end();
}

Shape readShape(const Header& header) {
    const Keys keys(header);
    Shape shape;
    shape.layers = keys.count("block_count");
    shape.embedding = keys.count("embedding_length");
    shape.heads = keys.count("attention.head_count");
    const std::uint64_t headSize = shape.heads == 0 ? 0 : shape.embedding / shape.heads;
    shape.keyLength = keys.count("attention.key_length", headSize);
    shape.valueLength = keys.count("attention.value_length", headSize);
    shape.expertsUsed = keys.count("expert_used_count");
    shape.feedForward = shape.expertsUsed > 0 ? shape.expertsUsed * keys.count("expert_feed_forward_length",
                                                                               keys.count("feed_forward_length"))
                                              : keys.count("feed_forward_length");
    shape.globalLayerPeriod = globalLayerPeriod(keys.architecture());
    shape.slidingWindow = shape.globalLayerPeriod > 0 ? keys.count("attention.sliding_window") : 0;
    if (const Array* tokens = header.array("tokenizer.ggml.tokens")) shape.vocabulary = tokens->count;
    shape.keyValueHeads = keyValueHeads(keys, shape.layers, shape.heads);
    shape.ordinary =
        shape.layers > 0 && shape.embedding > 0 && shape.heads > 0 && isOrdinary(keys) && !hasUnknownWindow(keys);
    return shape;
}

double roundUpCells(std::uint64_t tokens) {
    const std::uint64_t steps = (tokens + cellStep - 1) / cellStep;
    return static_cast<double>(steps * cellStep);
}

struct Cells {
    double full = 0;
    double window = 0; ///< Of a layer with a sliding window; 0 when there is none.
};

Cells cells(const Shape& shape, const MemoryQuestion& question) {
    const double full = roundUpCells(std::min(question.contextTokens, sanestCount));
    if (shape.slidingWindow == 0) return {full, 0};
    return {full, std::min(full, roundUpCells(shape.slidingWindow + std::min(question.batchTokens, sanestCount)))};
}

double bytesPerCacheElement(std::string_view type) {
    struct Size {
        std::string_view type;
        double bytes;
    };
    constexpr auto sizes = std::to_array<Size>({{"f32", 4},
                                                {"q8_0", 34.0 / 32},
                                                {"q5_1", 24.0 / 32},
                                                {"q5_0", 22.0 / 32},
                                                {"q4_1", 20.0 / 32},
                                                {"q4_0", 18.0 / 32},
                                                {"iq4_nl", 18.0 / 32}});
    const auto* const found = std::ranges::find(sizes, type, &Size::type);
    return found == sizes.end() ? 2 : found->bytes; // f16
}

double cacheSize(const Shape& shape, const Cells& cellCount, std::string_view type) {
    const double perHead = static_cast<double>(shape.keyLength + shape.valueLength) * bytesPerCacheElement(type);
    double size = 0;
    for (std::size_t layer = 0; layer < shape.keyValueHeads.size(); ++layer) {
        const bool windowed = shape.slidingWindow > 0 && (layer + 1) % shape.globalLayerPeriod != 0;
        size += (windowed ? cellCount.window : cellCount.full) * shape.keyValueHeads[layer] * perHead;
    }
    return size;
}

/// The factors 3 and 5 were fitted to two dense models and then predicted the others.
double computeSize(const Shape& shape, const Cells& cellCount, const MemoryQuestion& question) {
    const auto embedding = static_cast<double>(shape.embedding);
    const double activations =
        3 * static_cast<double>(shape.feedForward) + 5 * embedding + static_cast<double>(shape.expertsUsed) * embedding;
    const double masks = bytesPerMaskEntry * (cellCount.full + cellCount.window);
    return static_cast<double>(question.batchTokens) * (bytesPerActivation * activations + masks);
}

double weightsSize(const Header& header, bool repacked) {
    double size = 0;
    for (const TensorInfo& tensor : header.tensors) size += static_cast<double>(tensor.size);
    if (!repacked) return size;
    // A tied embedding stays as it is and is repacked once more for the output.
    const TensorInfo* embedding = header.tensor("output.weight") ? nullptr : header.tensor("token_embd.weight");
    return size * 1.02 + (embedding ? static_cast<double>(embedding->size) : 0);
}

std::uint64_t wholeBytes(double bytes) {
    if (!(bytes > 0)) return 0;
    return static_cast<std::uint64_t>(std::min(bytes, 1e18));
}

} // namespace

MemoryEstimate estimateMemory(const Header& header, const MemoryQuestion& question) {
    const Shape shape = readShape(header);
    const Cells cellCount = cells(shape, question);
    MemoryEstimate estimate;
    estimate.weights = wholeBytes(weightsSize(header, question.repacked));
    estimate.cache = wholeBytes(cacheSize(shape, cellCount, question.cacheType));
    estimate.compute = wholeBytes(computeSize(shape, cellCount, question));
    estimate.overhead = wholeBytes(programOverhead + bytesPerActivation * static_cast<double>(shape.vocabulary));
    estimate.dependable = shape.ordinary;
    return estimate;
}

} // namespace orrery::gguf
