// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "facets.h"

#include <orrery/governance/licence.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace orrery::catalog {

namespace {

using Counts = std::vector<std::uint64_t>;

constexpr std::size_t mostValues = 40;
constexpr std::uint32_t day = 86'400;
constexpr std::size_t unnamed = 99; ///< Counted, and not shown.

constexpr std::array<std::string_view, 4> fitNames{"unknown", "fits", "tight", "too-big"}; // as gguf::Fit
constexpr std::array<std::string_view, 7> sizeNames{"<1B", "1-4B", "4-10B", "10-30B", "30-80B", ">80B", "unknown"};
constexpr std::array<std::string_view, 2> gatedNames{"open", "gated"};
constexpr std::array<std::string_view, 5> ageNames{"week", "month", "half-year", "year", "older"};

std::size_t sizeBucket(std::uint32_t thousands) {
    constexpr std::array<std::uint32_t, 5> limits{1'000'000, 4'000'000, 10'000'000, 30'000'000, 80'000'000};
    if (thousands == 0) return 6;
    return static_cast<std::size_t>(std::ranges::lower_bound(limits, thousands + 1) - limits.begin());
}

std::size_t ageBucket(std::uint32_t modified, std::uint32_t now) {
    constexpr std::array<std::uint32_t, 4> limits{7 * day, 30 * day, 182 * day, 365 * day};
    if (modified == 0) return unnamed;
    const std::uint32_t age = now > modified ? now - modified : 0;
    return static_cast<std::size_t>(std::ranges::lower_bound(limits, age) - limits.begin());
}

/// How many selected rows have each value.
template <class Value>
Counts histogram(const Columns& columns, const Selection& selection, Facet facet, std::size_t values,
                 const Value& value) {
    Counts counts(values);
    for (std::uint32_t row = 0; row < columns.size(); ++row) {
        if (selection.hasBut(facet, row)) ++counts[value(row)];
    }
    return counts;
}

Counts languages(const Columns& columns, const Selection& selection) {
    Counts counts(columns.labels.size());
    for (std::uint32_t row = 0; row < columns.size(); ++row) {
        if (!selection.hasBut(Facet::Language, row)) continue;
        for (const std::uint32_t item : columns.items(row)) {
            if ((item & Columns::itemKind) != Columns::Language) break; // they come first
            ++counts[item & ~Columns::itemKind];
        }
    }
    return counts;
}

Counts countries(const Columns& columns, const Selection& selection) {
    const Counts owners = histogram(columns, selection, Facet::Country, columns.owners.size(),
                                    [&](std::uint32_t row) { return columns.owner[row]; });
    Counts counts(columns.labels.size());
    for (std::uint32_t owner = 0; owner < owners.size(); ++owner) counts[columns.countryOf(owner)] += owners[owner];
    return counts;
}

/// The commonest values, each with its name; what has no name is left out.
template <class Name>
FacetCounts named(Facet facet, const Counts& counts, const Name& name) {
    std::vector<std::uint32_t> values;
    for (std::uint32_t value = 0; value < counts.size(); ++value) {
        if (counts[value] > 0 && !name(value).empty()) values.push_back(value);
    }
    const auto more = [&](std::uint32_t a, std::uint32_t b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : name(a) < name(b);
    };
    const std::size_t shown = std::min(values.size(), mostValues);
    std::ranges::partial_sort(values, values.begin() + static_cast<std::ptrdiff_t>(shown), more);
    FacetCounts result{facet, {}};
    for (std::size_t i = 0; i < shown; ++i) result.counts.emplace_back(name(values[i]), counts[values[i]]);
    return result;
}

auto namesIn(const Dictionary& dictionary) {
    return [&dictionary](std::uint32_t value) { return dictionary.at(value); };
}

auto namesIn(std::span<const std::string_view> names) {
    return [names](std::uint32_t value) { return value < names.size() ? names[value] : std::string_view(); };
}

std::string_view kindText(std::uint32_t value) {
    return value <= static_cast<std::uint32_t>(hub::RepoKind::Space) ? hub::kindName(static_cast<hub::RepoKind>(value))
                                                                     : std::string_view();
}

std::string_view licenceClassText(std::uint32_t value) {
    return value <= static_cast<std::uint32_t>(governance::LicenceClass::Unknown)
               ? governance::licenceClassName(static_cast<governance::LicenceClass>(value))
               : std::string_view();
}

} // namespace

FacetCounts countFacet(const Columns& columns, const Selection& selection, Facet facet, std::uint64_t memoryTotal) {
    const std::size_t labels = columns.labels.size();
    const auto count = [&](std::size_t values, const auto& value) {
        return histogram(columns, selection, facet, values, value);
    };
    const auto column = [](const auto& values) { return [&values](std::uint32_t row) { return values[row]; }; };
    switch (facet) {
    case Facet::Kind: return named(facet, count(256, column(columns.kind)), kindText);
    case Facet::Task: return named(facet, count(labels, column(columns.task)), namesIn(columns.labels));
    case Facet::Library: return named(facet, count(labels, column(columns.library)), namesIn(columns.labels));
    case Facet::LicenceClass: return named(facet, count(256, column(columns.licenceClass)), licenceClassText);
    case Facet::Licence: return named(facet, count(labels, column(columns.licence)), namesIn(columns.labels));
    case Facet::Language: return named(facet, languages(columns, selection), namesIn(columns.labels));
    case Facet::Publisher:
        return named(facet, count(columns.owners.size(), column(columns.owner)), namesIn(columns.owners));
    case Facet::Country: return named(facet, countries(columns, selection), namesIn(columns.labels));
    case Facet::Fit: {
        const FitLimits limits = fitLimits(memoryTotal);
        const auto fit = [&](std::uint32_t row) { return static_cast<std::size_t>(limits.of(columns.weights[row])); };
        return named(facet, count(fitNames.size(), fit), namesIn(fitNames));
    }
    case Facet::Size: {
        const auto bucket = [&](std::uint32_t row) { return sizeBucket(columns.parameters[row]); };
        return named(facet, count(sizeNames.size(), bucket), namesIn(sizeNames));
    }
    case Facet::Gated: {
        const auto gated = [&](std::uint32_t row) { return std::size_t(columns.flags[row] & Columns::Gated); };
        return named(facet, count(gatedNames.size(), gated), namesIn(gatedNames));
    }
    case Facet::Updated: {
        const auto age = [&](std::uint32_t row) { return ageBucket(columns.modified[row], columns.newestSeen); };
        return named(facet, count(unnamed + 1, age), namesIn(ageNames));
    }
    }
    return {facet, {}};
}

} // namespace orrery::catalog
