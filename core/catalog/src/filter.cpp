// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "filter.h"

#include "timestamp.h"

#include <algorithm>
#include <limits>
#include <string>

namespace orrery::catalog {

namespace {

/// One byte for each word of a dictionary: 1 for the wanted ones.
std::vector<std::uint8_t> chosen(const Dictionary& dictionary, const std::vector<std::string>& wanted) {
    std::vector<std::uint8_t> allowed(dictionary.size());
    for (const std::string& text : wanted) {
        if (const auto number = dictionary.find(text)) allowed[*number] = 1;
    }
    return allowed;
}

template <class Enum>
std::vector<std::uint8_t> chosen(const std::vector<Enum>& wanted) {
    std::vector<std::uint8_t> allowed(256);
    for (const Enum value : wanted) allowed[static_cast<std::uint8_t>(value)] = 1;
    return allowed;
}

/// The largest weight that is not worse than `worst`; fit() only gets worse with size.
std::uint32_t largestWeight(gguf::Fit worst, std::uint64_t memoryTotal) {
    std::uint32_t fits = 0;
    std::uint32_t tooBig = std::numeric_limits<std::uint32_t>::max();
    while (tooBig - fits > 1) {
        const std::uint32_t middle = fits + (tooBig - fits) / 2;
        const gguf::Fit fit = gguf::fit(gguf::roughMemory(middle * Columns::bytesUnit), memoryTotal);
        (fit <= worst ? fits : tooBig) = middle;
    }
    return fits;
}

} // namespace

FitLimits fitLimits(std::uint64_t memoryTotal) {
    if (memoryTotal == 0) return {};
    return {largestWeight(gguf::Fit::Fits, memoryTotal), largestWeight(gguf::Fit::Tight, memoryTotal)};
}

template <class Column>
void Selection::pass(std::uint16_t bit, const Column& column, const std::vector<std::uint8_t>& allowed) {
    for (std::size_t row = 0; row < m_failed.size(); ++row) m_failed[row] |= allowed[column[row]] != 0 ? 0U : bit;
}

Selection::Selection(const Columns& columns, const Filter& filter) : m_failed(columns.size()) {
    chooseByTables(columns, filter);
    chooseByNumbers(columns, filter);
    chooseByItems(columns, filter);
}

void Selection::chooseByTables(const Columns& columns, const Filter& filter) {
    if (!filter.kinds.empty()) pass(bitOf(Facet::Kind), columns.kind, chosen(filter.kinds));
    if (!filter.tasks.empty()) pass(bitOf(Facet::Task), columns.task, chosen(columns.labels, filter.tasks));
    if (!filter.libraries.empty())
        pass(bitOf(Facet::Library), columns.library, chosen(columns.labels, filter.libraries));
    if (!filter.licenceClasses.empty())
        pass(bitOf(Facet::LicenceClass), columns.licenceClass, chosen(filter.licenceClasses));
    if (!filter.licences.empty()) pass(bitOf(Facet::Licence), columns.licence, chosen(columns.labels, filter.licences));
    if (!filter.publishers.empty())
        pass(bitOf(Facet::Publisher), columns.owner, chosen(columns.owners, filter.publishers));
    if (!filter.countries.empty()) {
        const auto countries = chosen(columns.labels, filter.countries);
        std::vector<std::uint8_t> owners(columns.owners.size());
        for (std::uint32_t owner = 0; owner < owners.size(); ++owner)
            owners[owner] = countries[columns.countryOf(owner)];
        pass(bitOf(Facet::Country), columns.owner, owners);
    }
    if (!filter.endpoint.empty()) pass(rest, columns.endpoint, chosen(columns.labels, {filter.endpoint}));
}

void Selection::chooseByNumbers(const Columns& columns, const Filter& filter) {
    const auto choose = [&](std::uint16_t bit, const auto& isWanted) {
        for (std::uint32_t row = 0; row < m_failed.size(); ++row) m_failed[row] |= isWanted(row) ? 0U : bit;
    };
    if (!filter.fits.empty()) {
        const FitLimits limits = fitLimits(filter.memoryTotal);
        const auto allowed = chosen(filter.fits);
        choose(bitOf(Facet::Fit), [&](std::uint32_t row) {
            return allowed[static_cast<std::uint8_t>(limits.of(columns.weights[row]))] != 0;
        });
    }
    if (filter.minParameters || filter.maxParameters) {
        const std::uint64_t least =
            (filter.minParameters.value_or(1) + Columns::parametersUnit - 1) / Columns::parametersUnit;
        const std::uint64_t most = filter.maxParameters ? *filter.maxParameters / Columns::parametersUnit
                                                        : std::numeric_limits<std::uint64_t>::max();
        choose(bitOf(Facet::Size), [&](std::uint32_t row) {
            const std::uint32_t value = columns.parameters[row];
            return value != 0 && value >= least && value <= most;
        });
    }
    const auto chooseFlag = [&](std::uint16_t bit, Columns::Flag flag, bool wanted) {
        choose(bit, [&](std::uint32_t row) { return ((columns.flags[row] & flag) != 0) == wanted; });
    };
    if (filter.gated) chooseFlag(bitOf(Facet::Gated), Columns::Gated, *filter.gated);
    if (filter.installedOnly) chooseFlag(rest, Columns::Installed, true);
    if (filter.favouritesOnly) chooseFlag(rest, Columns::Favourite, true);
    if (!filter.modifiedSince.empty()) {
        const std::uint64_t since = readTimestamp(filter.modifiedSince) / 1000;
        choose(bitOf(Facet::Updated), [&](std::uint32_t row) { return columns.modified[row] >= since; });
    }
}

void Selection::chooseByItems(const Columns& columns, const Filter& filter) {
    const auto require = [&](std::uint16_t bit, std::uint32_t kind, const std::vector<std::uint8_t>& allowed) {
        for (std::uint32_t row = 0; row < m_failed.size(); ++row) {
            const bool found = std::ranges::any_of(columns.items(row), [&](std::uint32_t item) {
                return (item & Columns::itemKind) == kind && allowed[item & ~Columns::itemKind] != 0;
            });
            m_failed[row] |= found ? 0U : bit;
        }
    };
    if (!filter.languages.empty())
        require(bitOf(Facet::Language), Columns::Language, chosen(columns.labels, filter.languages));
    for (const std::string& tag : filter.tags) {
        std::vector<std::uint8_t> has(columns.size());
        const auto number = columns.labels.find(tag);
        if (number) columns.forEachWithLabel(*number, [&](std::uint32_t row) { has[row] = 1; });
        keepOnly([&](std::uint32_t row) { return has[row] != 0; });
    }
    if (!filter.baseModel.empty()) require(rest, Columns::BaseModel, chosen(columns.models, {filter.baseModel}));
}

} // namespace orrery::catalog
