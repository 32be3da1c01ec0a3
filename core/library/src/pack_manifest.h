// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/library/pack.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::library {

inline constexpr std::string_view manifestName = "manifest.json";
inline constexpr std::uint64_t largestManifest = 32ULL << 20U; ///< Bytes: some hundred thousand files.

/// The manifest as it stands in a pack: JSON with "schema": "orrery-pack/1".
std::string writeManifest(const PackManifest& manifest);

/// Reads and checks one written by anybody: every name can be made below its folder, every hash is one, no file is
/// named twice, and equal hashes have equal sizes.
Result<PackManifest> parseManifest(std::string_view json);

/// Bytes of a pack that stand there once, however many files have them.
struct PackContent {
    struct Use {
        std::size_t entry = 0; ///< Index in the manifest.
        std::size_t file = 0;
    };
    std::string name; ///< In the pack: "models--org--name/<commit>/<path>" of the first use.
    std::string sha256;
    std::uint64_t size = 0;
    std::vector<Use> uses;
};

/// In the order in which a pack holds them.
std::vector<PackContent> contentsOf(const PackManifest& manifest);

} // namespace orrery::library
