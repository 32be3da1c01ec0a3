// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/gguf/header.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::gguf {

/// How much of a model is packed one way.
struct TypeShare {
    std::string name; ///< "Q4_K"; "type 40" for one newer than this program.
    std::uint64_t tensors = 0;
    std::uint64_t parameters = 0;
    std::uint64_t size = 0; ///< Bytes.
};

/// What lets a model see or hear (mmproj).
struct ProjectorFacts {
    std::string kind; ///< "mlp", "gemma3"; empty if unsaid.
    bool vision = false;
    bool audio = false;
    std::optional<std::uint64_t> imageSize; ///< Pixels a side.
    std::optional<std::uint64_t> width;     ///< The embedding length of the models it belongs to.
};

/// What a person wants to know about a model before loading it. Texts are as its makers wrote them.
struct ModelFacts {
    std::string architecture; ///< "llama", "qwen3moe"; empty if unsaid.
    std::string name;         ///< As its makers wrote it; empty if unsaid.
    std::string licence;      ///< As its makers wrote it, usually an SPDX-like id; empty if unsaid.
    std::string quantisation; ///< "Q4_K_M"; from `general.file_type`, else the type most of the bytes have. Empty if
                              ///< neither is known.
    std::uint64_t parameterCount = 0;
    std::uint64_t weightsSize = 0;               ///< Bytes of all tensors.
    std::optional<std::uint64_t> contextLength;  ///< Tokens it was trained for.
    std::optional<std::uint64_t> vocabularySize; ///< Tokens.
    bool hasChatTemplate = false;

    std::string organisation;
    std::string sizeLabel; ///< "8B", "30B-A3B"
    std::string licenceLink;
    std::vector<std::string> baseModels; ///< "Organisation Name" or an address.
    std::string chatTemplate;            ///< Jinja.
    std::string tokenizer;               ///< "llama", "gpt2"
    std::vector<TypeShare> types;        ///< Most bytes first.
    std::uint64_t layers = 0, embeddingLength = 0, heads = 0, experts = 0, expertsUsed = 0; ///< 0: unsaid.
    std::uint64_t slidingWindow = 0;         ///< Tokens most layers look back; 0: all.
    std::optional<ProjectorFacts> projector; ///< It is no model but what lets one see or hear.
    std::string obstacle;                    ///< Why no engine can run this file; empty when one may.
};

ModelFacts modelFacts(const Header& header);

} // namespace orrery::gguf
