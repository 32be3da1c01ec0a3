// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/facts.h>

#include <orrery/gguf/reader.h>
#include <orrery/gguf/tensor_type.h>

#include <algorithm>
#include <functional>
#include <map>

namespace orrery::gguf {

namespace {

constexpr std::uint64_t mostBaseModels = 16;

std::vector<TypeShare> typeShares(const Header& header) {
    std::map<std::uint32_t, TypeShare> byType;
    for (const TensorInfo& tensor : header.tensors) {
        TypeShare& share = byType[tensor.type];
        ++share.tensors;
        share.parameters += tensor.elements;
        share.size += tensor.size;
    }
    std::vector<TypeShare> shares;
    for (auto& [id, share] : byType) {
        const auto type = tensorType(id);
        share.name = type ? std::string(type->name) : "type " + std::to_string(id);
        shares.push_back(std::move(share));
    }
    std::ranges::stable_sort(shares, std::greater<>(), &TypeShare::size);
    return shares;
}

std::string quantisation(const Header& header, const std::vector<TypeShare>& types) {
    if (const auto fileType = header.count("general.file_type"))
        if (const auto name = fileTypeName(*fileType)) return std::string(*name);
    if (types.empty() || types.front().name.starts_with("type ")) return {};
    return types.front().name;
}

std::string textOf(const Header& header, std::string_view key) {
    return std::string(header.text(key).value_or(""));
}

std::vector<std::string> baseModels(const Header& header) {
    std::vector<std::string> models;
    const std::uint64_t count = std::min(header.count("general.base_model.count").value_or(0), mostBaseModels);
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string prefix = "general.base_model." + std::to_string(i) + '.';
        const std::string name = textOf(header, prefix + "name");
        const std::string organisation = textOf(header, prefix + "organization");
        const std::string address = textOf(header, prefix + "repo_url");
        if (!name.empty()) models.push_back(organisation.empty() ? name : organisation + ' ' + name);
        if (name.empty() && !address.empty()) models.push_back(address);
    }
    return models;
}

bool flag(const Header& header, std::string_view key) {
    const Value* value = header.find(key);
    const bool* truth = value ? std::get_if<bool>(value) : nullptr;
    return truth && *truth;
}

std::optional<ProjectorFacts> projector(const Header& header) {
    if (header.text("general.architecture") != "clip" && header.text("general.type") != "mmproj") return std::nullopt;
    ProjectorFacts facts;
    for (const char* key : {"clip.projector_type", "clip.vision.projector_type", "clip.audio.projector_type"})
        if (facts.kind.empty()) facts.kind = textOf(header, key);
    facts.vision = flag(header, "clip.has_vision_encoder");
    facts.audio = flag(header, "clip.has_audio_encoder");
    facts.imageSize = header.count("clip.vision.image_size");
    facts.width = header.count("clip.vision.projection_dim");
    if (!facts.width) facts.width = header.count("clip.audio.projection_dim");
    return facts;
}

void readShape(const Header& header, ModelFacts& facts) {
    const auto count = [&](const char* key) { return header.count(facts.architecture + key).value_or(0); };
    facts.layers = count(".block_count");
    facts.embeddingLength = count(".embedding_length");
    facts.heads = count(".attention.head_count");
    facts.experts = count(".expert_count");
    facts.expertsUsed = count(".expert_used_count");
    facts.slidingWindow = count(".attention.sliding_window");
}

} // namespace

ModelFacts modelFacts(const Header& header) {
    ModelFacts facts;
    facts.architecture = header.text("general.architecture").value_or("");
    facts.name = header.text("general.name").value_or("");
    facts.licence = header.text("general.license").value_or("");
    facts.types = typeShares(header);
    facts.quantisation = quantisation(header, facts.types);
    for (const TensorInfo& tensor : header.tensors) {
        facts.parameterCount += tensor.elements;
        facts.weightsSize += tensor.size;
    }
    facts.contextLength = header.count(facts.architecture + ".context_length");
    if (const Array* tokens = header.array("tokenizer.ggml.tokens")) facts.vocabularySize = tokens->count;
    facts.hasChatTemplate = header.text("tokenizer.chat_template").has_value();
    facts.chatTemplate = textOf(header, "tokenizer.chat_template");
    facts.tokenizer = textOf(header, "tokenizer.ggml.model");
    facts.organisation = textOf(header, "general.organization");
    facts.sizeLabel = textOf(header, "general.size_label");
    facts.licenceLink = textOf(header, "general.license.link");
    facts.baseModels = baseModels(header);
    facts.projector = projector(header);
    facts.obstacle = engineObstacle(header.version, header.bigEndian);
    readShape(header, facts);
    return facts;
}

} // namespace orrery::gguf
