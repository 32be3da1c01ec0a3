// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

namespace orrery::library {

// Since huggingface_hub 2 a Hub cache may have one store for all its repositories: <cache>/blobs/<2 hex>/<64 hex> are
// the bytes, a repository's blobs/<etag> is a relative link to them, and <64 hex>.refs beside the bytes lists those
// links, one a line, relative to the cache. The list is a hint: a line counts when the link is really there.

/// Whether a folder of that name at a cache's root is such a store.
bool isSharedStore(const std::filesystem::path& folder);

/// The bytes in the store that a repository's blob stands for. Nothing: it is a blob of its own.
std::optional<std::filesystem::path> sharedPayload(const std::filesystem::path& blob,
                                                   const std::filesystem::path& cache);

/// Whether a path is that of bytes in the store.
bool isSharedPayload(const std::filesystem::path& path);

/// Whether no blob but these stands for the payload. No readable list: there may be others.
bool isSharedOnlyBy(const std::filesystem::path& payload, const std::set<std::filesystem::path>& blobs);

/// Removes a payload that no blob stands for any more, under the lock the Python tools take. @return whether it went.
bool collectShared(const std::filesystem::path& payload);

} // namespace orrery::library
