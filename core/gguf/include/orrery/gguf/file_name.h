// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::gguf {

/// What a GGUF file's name tells before a byte of it is here.
struct FileName {
    std::string base;         ///< Without folder, quantisation, shard numbers and ending.
    std::string quantisation; ///< "Q4_K_M", "UD-Q4_K_XL", "BF16", upper case; empty: none recognised.
    int shard = 1;            ///< 1-based.
    int shardCount = 1;
    enum class Role { Model, Projector, Draft, Matrix } role = Role::Model; ///< mmproj, speculative draft, imatrix
};

/// @param path a file's name, perhaps with folders (which may name the quantisation). Nothing when it is not *.gguf.
std::optional<FileName> parseFileName(std::string_view path);

/// The names of all files of the model this one belongs to, in order: itself, or of "x-00002-of-00003.gguf" the three.
/// Folders stay as they are.
std::vector<std::string> partNames(std::string_view path);

/// Bits a weight takes in that quantisation, nominally; nothing for names that are not known.
std::optional<double> bitsPerWeight(std::string_view quantisation);

/// The better the quantisation, the higher; for ordering variants of one model. 0 for unknown names.
int qualityRank(std::string_view quantisation);

} // namespace orrery::gguf
