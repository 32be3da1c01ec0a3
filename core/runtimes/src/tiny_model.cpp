// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "tiny_model.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace orrery::runtimes {

namespace {

constexpr std::uint64_t width = 64;
constexpr float certainty = 40; // the next token's logit; the others stay around 5
constexpr std::array script = {"This", " engine", " works", "."};
constexpr std::uint32_t newline = 3 + '\n'; // byte tokens follow the first three
constexpr std::uint32_t messageStart = 3 + 256;
constexpr std::uint32_t messageEnd = messageStart + 1;
constexpr std::uint32_t firstOfScript = messageEnd + 1;

/// Of SentencePiece's kinds of token.
enum Kind : std::int32_t { Unknown = 2, Control = 3, UserDefined = 4, Byte = 6 };

/// splitmix64
std::uint64_t randomBits(std::uint64_t n) {
    std::uint64_t z = (n + 1) * 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
}

/// +1 or -1, so that the rows of two tokens are nearly at right angles.
float embedding(std::uint64_t token, std::uint64_t i) {
    return (randomBits(token * width + i) & 1U) != 0 ? 1.0F : -1.0F;
}

std::uint64_t addVocabulary(gguf::Writer& writer) {
    std::vector<std::string> words = {"<unk>", "<s>", "</s>"};
    std::vector<std::int32_t> kinds = {Unknown, Control, Control};
    for (int byte = 0; byte < 256; ++byte) words.push_back(fmt::format("<0x{:02X}>", byte));
    kinds.resize(words.size(), Byte);
    for (const char* word : {"<|im_start|>", "<|im_end|>"}) words.emplace_back(word);
    kinds.resize(words.size(), Control);
    words.insert(words.end(), script.begin(), script.end());
    kinds.resize(words.size(), UserDefined);
    writer.add("tokenizer.ggml.model", "llama");
    writer.add("tokenizer.ggml.tokens", words);
    writer.add("tokenizer.ggml.scores", std::vector<float>(words.size()));
    writer.add("tokenizer.ggml.token_type", kinds);
    writer.add("tokenizer.ggml.bos_token_id", std::uint32_t{1});
    writer.add("tokenizer.ggml.eos_token_id", messageEnd);
    writer.add("tokenizer.ggml.unknown_token_id", std::uint32_t{0});
    writer.add("tokenizer.ggml.add_bos_token", true);
    writer.add("tokenizer.ggml.add_space_prefix", false); // else the prompt would not end in the newline that begins it
    return words.size();
}

void addShape(gguf::Writer& writer) {
    writer.add("general.architecture", "llama");
    writer.add("general.name", "Self-test");
    writer.add("llama.context_length", std::uint32_t{2048});
    writer.add("llama.embedding_length", static_cast<std::uint32_t>(width));
    writer.add("llama.block_count", std::uint32_t{1});
    writer.add("llama.feed_forward_length", static_cast<std::uint32_t>(width));
    writer.add("llama.attention.head_count", std::uint32_t{2});
    writer.add("llama.attention.head_count_kv", std::uint32_t{2});
    writer.add("llama.attention.layer_norm_rms_epsilon", 1e-5F);
}

void link(std::vector<float>& table, std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t i = 0; i < width; ++i)
        table[to * width + i] += certainty / static_cast<float>(width) * embedding(from, i);
}

std::vector<float> tableOfScript(std::uint64_t tokens) {
    std::vector<float> table(tokens * width);
    std::uint64_t last = newline;
    for (std::uint64_t i = 0; i < script.size(); ++i) {
        link(table, last, firstOfScript + i);
        last = firstOfScript + i;
    }
    link(table, last, messageEnd);
    return table;
}

std::vector<float> embeddings(std::uint64_t tokens) {
    std::vector<float> values;
    values.reserve(tokens * width);
    for (std::uint64_t token = 0; token < tokens; ++token)
        for (std::uint64_t i = 0; i < width; ++i) values.push_back(embedding(token, i));
    return values;
}

} // namespace

std::string_view tinyAnswer() {
    return "This engine works.";
}

gguf::Writer tinyModel() {
    constexpr std::uint32_t f32 = 0;
    gguf::Writer writer;
    addShape(writer);
    const std::uint64_t tokens = addVocabulary(writer);
    const std::vector<float> ones(width, 1.0F);
    writer.addTensorF32("token_embd.weight", {width, tokens}, embeddings(tokens));
    writer.addTensorF32("output_norm.weight", {width}, ones);
    writer.addTensorF32("output.weight", {width, tokens}, tableOfScript(tokens));
    for (const char* name : {"attn_norm", "ffn_norm"})
        writer.addTensorF32(fmt::format("blk.0.{}.weight", name), {width}, ones);
    for (const char* name : {"attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"})
        writer.addEmptyTensor(fmt::format("blk.0.{}.weight", name), {width, width}, f32);
    return writer;
}

} // namespace orrery::runtimes
