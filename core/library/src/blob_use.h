// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/cache/layout.h>
#include <orrery/library/item.h>

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

namespace orrery::library {

/// Where the bytes of these revisions are, unless another revision needs them too or they lie outside the repository's
/// folder (a link somebody made by hand).
std::set<std::filesystem::path> blobsOnlyOf(const Item& item, const std::set<std::string>& commits);

/// Bytes that the disk gets back when these blobs go: not those that a hard link or another repository keeps.
std::uint64_t freedBytes(const cache::RepoPaths& paths, const std::set<std::filesystem::path>& blobs);

} // namespace orrery::library
