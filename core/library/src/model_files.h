// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/gguf/file_name.h>
#include <orrery/library/item.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::library {

/// One GGUF model: a file, or all shards of a split one.
struct GgufSet {
    gguf::FileName name;                 ///< Of the first shard here.
    std::vector<const ItemFile*> shards; ///< Those that are here, in order.
    std::uint64_t size = 0;              ///< Bytes.

    [[nodiscard]] bool isModel() const { return name.role == gguf::FileName::Role::Model; }
    [[nodiscard]] bool isWhole() const { return static_cast<int>(shards.size()) >= name.shardCount; }
};

/// The GGUF files among these, shards put together. Points into `files`.
std::vector<GgufSet> ggufSets(const std::vector<ItemFile>& files);

/// Equal for the shards of one set only.
std::string ggufSetKey(std::string_view path);

/// The names that a revision should have and has not. A repository of GGUF files offers variants to choose from: of
/// those only the missing shards of what is here count. Other models come in several formats of the same weights: of
/// those only the format that is here counts.
/// @param listing all the revision's names as the server told them; empty: not known, then only shards are looked at.
std::vector<std::string> missingFiles(const std::vector<ItemFile>& here, const std::vector<std::string>& listing,
                                      Kind kind);

} // namespace orrery::library
