// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/gguf/fit.h>
#include <orrery/governance/licence.h>
#include <orrery/hub/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::catalog {

/// One repository as the catalogue keeps it: a listing's row, where and when it was seen, and what Orrery worked out.
struct Entry {
    hub::RepoSummary summary;
    std::string endpoint; ///< The endpoint's URL.
    std::string seen;     ///< UTC date and time of the newest facts, "2026-11-26T22:00:00Z".
    governance::LicenceClass licenceClass = governance::LicenceClass::Unknown;
    std::string country;                    ///< Of the publisher; empty: not known.
    std::vector<std::string> quantisations; ///< Of the files, when seen: "Q4_K_M", ...
    std::uint64_t smallestVariant = 0;      ///< Bytes of the smallest model file set that runs alone; 0: not known.
    bool installed = false;                 ///< On this disk.
    bool favourite = false;
};

/// Everything one can filter by at once. Empty means "any"; values of one facet are alternatives, facets combine.
struct Filter {
    std::string text; ///< Words; the last one may be unfinished.
    std::vector<hub::RepoKind> kinds;
    std::vector<std::string> tasks;
    std::vector<std::string> libraries;
    std::vector<governance::LicenceClass> licenceClasses;
    std::vector<std::string> licences;
    std::vector<std::string> languages;
    std::vector<std::string> publishers;
    std::vector<std::string> countries;
    std::vector<std::string> tags; ///< All of these (for "lerobot", "gguf", "urdf").
    std::vector<gguf::Fit> fits;   ///< With `memoryTotal`.
    std::uint64_t memoryTotal = 0; ///< Bytes of this machine; 0: fits are unknown.
    std::optional<std::uint64_t> minParameters;
    std::optional<std::uint64_t> maxParameters;
    std::optional<bool> gated;
    std::string modifiedSince; ///< UTC date.
    std::string endpoint;      ///< Only what was seen there.
    std::string baseModel;     ///< Only what was made from it.
    bool installedOnly = false;
    bool favouritesOnly = false;
};

enum class Order { Relevance, Trending, Downloads, Likes, Modified, Created, Parameters, Name };

enum class Facet {
    Kind,
    Task,
    Library,
    LicenceClass,
    Licence,
    Language,
    Publisher,
    Country,
    Fit,
    Size,
    Gated,
    Updated
};

/// How many entries have each value of a facet, under a filter without that facet's own choice.
struct FacetCounts {
    Facet facet;
    std::vector<std::pair<std::string, std::uint64_t>> counts; ///< Most first, at most 40; values as in Filter.
};

} // namespace orrery::catalog
