// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/writer.h>
#include <orrery/inference/speed_probe.h>

#include <string>

namespace orrery::inference {

namespace {

// The dimensions of Llama 3.2 1B as its makers published them.
constexpr std::uint32_t layers = 16;
constexpr std::uint32_t embedding = 2048;
constexpr std::uint32_t heads = 32;
constexpr std::uint32_t keyValueHeads = 8;
constexpr std::uint32_t headSize = 64;
constexpr std::uint32_t feedForward = 8192;
constexpr std::uint32_t vocabulary = 128256;

constexpr std::uint32_t f32 = 0; // numbers of the format
constexpr std::uint32_t q4k = 12;
constexpr std::uint32_t q6k = 14;

void addMetadata(gguf::Writer& writer) {
    writer.add("general.architecture", "llama");
    writer.add("general.name", "Standard 1B");
    writer.add("general.file_type", std::uint32_t{15});
    writer.add("llama.context_length", std::uint32_t{131072});
    writer.add("llama.embedding_length", embedding);
    writer.add("llama.block_count", layers);
    writer.add("llama.feed_forward_length", feedForward);
    writer.add("llama.attention.head_count", heads);
    writer.add("llama.attention.head_count_kv", keyValueHeads);
    writer.add("llama.attention.key_length", headSize);
    writer.add("llama.attention.value_length", headSize);
    writer.add("llama.attention.layer_norm_rms_epsilon", 1e-5F);
}

/// Words without a meaning: only how many there are counts.
void addVocabulary(gguf::Writer& writer) {
    constexpr std::int32_t normal = 1;
    constexpr std::int32_t control = 3;
    std::vector<std::string> words = {"<unk>", "<s>", "</s>", "\n"};
    words.reserve(vocabulary);
    while (words.size() < vocabulary) words.push_back(std::to_string(words.size()));
    std::vector<std::int32_t> types(vocabulary, normal);
    types[0] = types[1] = types[2] = control;
    writer.add("tokenizer.ggml.model", "llama");
    writer.add("tokenizer.ggml.tokens", words);
    writer.add("tokenizer.ggml.token_type", types);
}

void addLayer(gguf::Writer& writer, const std::string& prefix) {
    const std::uint64_t keyValueWidth = std::uint64_t{headSize} * keyValueHeads;
    writer.addEmptyTensor(prefix + "attn_norm.weight", {embedding}, f32);
    writer.addEmptyTensor(prefix + "attn_q.weight", {embedding, embedding}, q4k);
    writer.addEmptyTensor(prefix + "attn_k.weight", {embedding, keyValueWidth}, q4k);
    writer.addEmptyTensor(prefix + "attn_v.weight", {embedding, keyValueWidth}, q6k);
    writer.addEmptyTensor(prefix + "attn_output.weight", {embedding, embedding}, q4k);
    writer.addEmptyTensor(prefix + "ffn_norm.weight", {embedding}, f32);
    writer.addEmptyTensor(prefix + "ffn_gate.weight", {embedding, feedForward}, q4k);
    writer.addEmptyTensor(prefix + "ffn_up.weight", {embedding, feedForward}, q4k);
    writer.addEmptyTensor(prefix + "ffn_down.weight", {feedForward, embedding}, q4k);
}

} // namespace

ModelHead standardModelHead() {
    gguf::Writer writer;
    addMetadata(writer);
    addVocabulary(writer);
    writer.addEmptyTensor("token_embd.weight", {embedding, vocabulary}, q6k);
    writer.addEmptyTensor("output_norm.weight", {embedding}, f32);
    for (std::uint32_t layer = 0; layer < layers; ++layer) addLayer(writer, "blk." + std::to_string(layer) + ".");
    return {writer.header(), writer.fileSize(), "standard-1B-Q4_K_M.gguf"};
}

} // namespace orrery::inference
