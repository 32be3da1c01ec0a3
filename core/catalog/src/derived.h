// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/catalog/entry.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::catalog {

/// A row as it came, put in order: tags that say what has a field of its own (licence, languages, base models, region)
/// move there, doubles go, and texts that are too long are cut.
void normalise(hub::RepoSummary& summary);

/// Whether it is a code of ISO 639 that is used on the Hub.
bool isLanguageCode(std::string_view text);

/// The two told apart by when they were seen: what the newer says stands, what it does not say the older one fills in.
/// Marks (installed, favourite) are `known`'s.
Entry merged(const Entry& known, const Entry& row);

/// How many parameters a name says: 7e9 for "coder-7b", 56e9 for "8x7B"; the largest such word counts.
std::optional<std::uint64_t> parametersInName(std::string_view name);

/// As the Hub told, else as a model's name tells.
std::optional<std::uint64_t> parametersOf(const hub::RepoSummary& summary);

/// Bytes of weights to run it here: the smallest variant, else what its parameters take at Q4_K_M; 0: not known.
std::uint64_t weightBytesOf(const Entry& entry);

/// What a GGUF repository's own name says: "Q4_K_M" of "x/y-Q4_K_M-GGUF".
std::vector<std::string> quantisationsInName(const hub::RepoSummary& summary);

/// What the files' names and sizes tell about a repository's variants.
struct Variants {
    std::vector<std::string> quantisations; ///< Best first.
    std::uint64_t smallest = 0;             ///< Bytes; 0: not known.
};
Variants variantsOf(const std::vector<hub::TreeEntry>& files);

} // namespace orrery::catalog
