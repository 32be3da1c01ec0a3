// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/facts.h>

#include <orrery/gguf/tensor_type.h>

#include <algorithm>
#include <map>

namespace orrery::gguf {

namespace {

std::string dominantType(const Header& header) {
    std::map<std::uint32_t, std::uint64_t> bytesByType;
    for (const TensorInfo& tensor : header.tensors) bytesByType[tensor.type] += tensor.size;
    const auto largest = std::ranges::max_element(bytesByType, {}, [](const auto& entry) { return entry.second; });
    if (largest == bytesByType.end()) return {};
    const auto type = tensorType(largest->first);
    return type ? std::string(type->name) : std::string();
}

std::string quantisation(const Header& header) {
    if (const auto fileType = header.count("general.file_type"))
        if (const auto name = fileTypeName(*fileType)) return std::string(*name);
    return dominantType(header);
}

} // namespace

ModelFacts modelFacts(const Header& header) {
    ModelFacts facts;
    facts.architecture = header.text("general.architecture").value_or("");
    facts.name = header.text("general.name").value_or("");
    facts.licence = header.text("general.license").value_or("");
    facts.quantisation = quantisation(header);
    for (const TensorInfo& tensor : header.tensors) {
        facts.parameterCount += tensor.elements;
        facts.weightsSize += tensor.size;
    }
    facts.contextLength = header.count(facts.architecture + ".context_length");
    if (const Array* tokens = header.array("tokenizer.ggml.tokens")) facts.vocabularySize = tokens->count;
    facts.hasChatTemplate = header.text("tokenizer.chat_template").has_value();
    return facts;
}

} // namespace orrery::gguf
