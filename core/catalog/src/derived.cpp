// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "derived.h"

#include "word.h"

#include <orrery/gguf/file_name.h>
#include <orrery/gguf/fit.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

namespace orrery::catalog {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isAlphanumeric(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A number at the beginning of `text`, taken off it.
std::optional<double> takeNumber(std::string_view& text) {
    if (text.empty() || !isDigit(text.front())) return std::nullopt;
    double value = 0;
    const auto [end, problem] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (problem != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

/// "7b", "0.5B", "270m", "8x7b" at the beginning of `text`; else 0.
double parametersAt(std::string_view text) {
    const auto first = takeNumber(text);
    if (!first) return 0;
    double count = *first;
    if (text.size() > 1 && (text.front() == 'x' || text.front() == 'X')) {
        text.remove_prefix(1);
        const auto each = takeNumber(text);
        if (!each) return 0;
        count *= *each;
    }
    if (text.empty() || (text.size() > 1 && isAlphanumeric(text[1]))) return 0;
    switch (text.front()) {
    case 'b':
    case 'B': return count * 1e9;
    case 'm':
    case 'M': return count * 1e6;
    case 't':
    case 'T': return count * 1e12;
    default: return 0;
    }
}

constexpr double mostParameters = 1e14;

} // namespace

std::optional<std::uint64_t> parametersInName(std::string_view name) {
    double most = 0;
    for (std::size_t at = 0; at < name.size(); ++at) {
        const bool begins =
            at == 0 || (!isAlphanumeric(name[at - 1]) && (name[at - 1] != '.' || at < 2 || !isDigit(name[at - 2])));
        if (begins && isDigit(name[at])) most = std::max(most, parametersAt(name.substr(at)));
    }
    if (most < 1 || most > mostParameters) return std::nullopt;
    return static_cast<std::uint64_t>(most);
}

std::optional<std::uint64_t> parametersOf(const hub::RepoSummary& summary) {
    if (summary.parameters || summary.id.kind != hub::RepoKind::Model) return summary.parameters;
    return parametersInName(summary.id.shortName());
}

std::uint64_t weightBytesOf(const Entry& entry) {
    if (entry.smallestVariant > 0) return entry.smallestVariant;
    const auto parameters = parametersOf(entry.summary);
    return parameters && *parameters > 0 ? gguf::weightBytes(*parameters, "Q4_K_M").value_or(0) : 0;
}

std::vector<std::string> quantisationsInName(const hub::RepoSummary& summary) {
    constexpr std::string_view ending = "-gguf";
    std::string name = lowerCase(summary.id.shortName());
    if (summary.id.kind != hub::RepoKind::Model || !name.ends_with(ending)) return {};
    name.resize(name.size() - ending.size());
    const auto parsed = gguf::parseFileName(name + ".gguf");
    if (!parsed || parsed->quantisation.empty()) return {};
    return {parsed->quantisation};
}

Variants variantsOf(const std::vector<hub::TreeEntry>& files) {
    struct Set {
        std::uint64_t size = 0;
        int shards = 0;
        bool sized = true;
    };
    std::map<std::tuple<std::string, std::string, int>, Set> sets;
    for (const hub::TreeEntry& file : files) {
        const auto name = file.folder ? std::nullopt : gguf::parseFileName(file.path);
        if (!name || name->role != gguf::FileName::Role::Model) continue;
        Set& set = sets[{name->base, name->quantisation, name->shardCount}];
        set.size += file.size;
        set.sized = set.sized && file.size > 0;
        ++set.shards;
    }
    Variants variants;
    for (const auto& [key, set] : sets) {
        const auto& [base, quantisation, shardCount] = key;
        if (!quantisation.empty()) variants.quantisations.push_back(quantisation);
        const bool complete = set.sized && set.shards == shardCount;
        if (complete && (variants.smallest == 0 || set.size < variants.smallest)) variants.smallest = set.size;
    }
    auto& names = variants.quantisations;
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::ranges::stable_sort(names, std::greater(), gguf::qualityRank);
    return variants;
}

} // namespace orrery::catalog
