// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/gguf/header.h>

#include <cstdint>
#include <optional>
#include <string>

namespace orrery::gguf {

/// What a person wants to know about a model before loading it.
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
};

ModelFacts modelFacts(const Header& header);

} // namespace orrery::gguf
