// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace orrery::gguf {

/// How the numbers of a tensor are packed: blocks of `blockElements` in `blockBytes`.
struct TensorType {
    std::uint32_t id = 0;  ///< The format's number.
    std::string_view name; ///< As people write it: "F16", "Q4_K".
    std::uint32_t blockElements = 1;
    std::uint32_t blockBytes = 4;
};

/// The type of that number; nothing for one newer than this program.
std::optional<TensorType> tensorType(std::uint32_t id);

/// What `general.file_type` says ("Q4_K_M"); nothing for a number newer than this program.
std::optional<std::string_view> fileTypeName(std::uint64_t fileType);

} // namespace orrery::gguf
