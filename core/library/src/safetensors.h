// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::library {

struct SafetensorsFacts {
    std::uint64_t parameters = 0;
    std::string type; ///< "BF16": what most of the bytes have.
};

/// Reads the JSON of a safetensors header. Nothing: it is none.
std::optional<SafetensorsFacts> parseSafetensorsHeader(std::string_view json);

/// Reads a file's header only (at most 25 MB). Nothing: unreadable, or no safetensors.
std::optional<SafetensorsFacts> readSafetensors(const std::filesystem::path& file);

} // namespace orrery::library
