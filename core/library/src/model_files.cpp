// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "model_files.h"

#include "formats.h"
#include "text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace orrery::library {
namespace {

/// "-00001-of-00003" just before the ending.
struct Shard {
    std::string before;
    int count = 0;
    std::string after;

    [[nodiscard]] std::string name(int number) const {
        return fmt::format("{}-{:05}-of-{:05}{}", before, number, count, after);
    }
};

bool isDigits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// How shards are named in GGUF and safetensors alike.
std::optional<Shard> parseShard(std::string_view path) {
    constexpr std::size_t length = 15; // "-00001-of-00003"
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos || dot < length) return std::nullopt;
    const std::string_view numbers = path.substr(dot - length, length);
    const std::string_view count = numbers.substr(10);
    const bool shaped =
        numbers[0] == '-' && numbers.substr(6, 4) == "-of-" && isDigits(numbers.substr(1, 5)) && isDigits(count);
    if (!shaped) return std::nullopt;
    return Shard{std::string(path.substr(0, dot - length)), std::stoi(std::string(count)),
                 std::string(path.substr(dot))};
}

std::vector<std::string> missingShards(const std::set<std::string>& here) {
    constexpr int most = 10000; // a name can claim 99999 of them
    std::set<std::string> missing;
    for (const std::string& name : here) {
        const auto shard = parseShard(name);
        if (!shard || shard->count > most || !isWeights(formatOf(name))) continue;
        for (int i = 1; i <= shard->count; ++i)
            if (const std::string sibling = shard->name(i); !here.contains(sibling)) missing.insert(sibling);
    }
    return {missing.begin(), missing.end()};
}

/// What a whole copy of these weights comes with.
bool isExpected(const std::string& name, Format mainFormat, Kind kind) {
    if (kind != Kind::Model) return true;
    const Format format = formatOf(name);
    return isWeights(format) ? format == mainFormat : mainFormat != Format::Gguf;
}

Format mainFormat(const std::vector<ItemFile>& files) {
    std::map<Format, std::uint64_t> sizes;
    for (const ItemFile& file : files)
        if (isWeights(file.format)) sizes[file.format] += file.size;
    const auto largest = std::ranges::max_element(sizes, {}, [](const auto& entry) { return entry.second; });
    return largest == sizes.end() ? Format::Other : largest->first;
}

} // namespace

std::string ggufSetKey(std::string_view path) {
    const auto shard = parseShard(path);
    return shard ? fmt::format("{}*{}{}", shard->before, shard->count, shard->after) : std::string(path);
}

std::vector<GgufSet> ggufSets(const std::vector<ItemFile>& files) {
    std::map<std::string, GgufSet> sets;
    std::vector<const ItemFile*> ordered;
    for (const ItemFile& file : files)
        if (file.format == Format::Gguf) ordered.push_back(&file);
    std::ranges::sort(ordered, {}, [](const ItemFile* file) { return file->name; });
    for (const ItemFile* file : ordered) {
        const auto name = gguf::parseFileName(file->name);
        if (!name) continue;
        GgufSet& set = sets.try_emplace(ggufSetKey(file->name), GgufSet{*name, {}, 0}).first->second;
        set.shards.push_back(file);
        set.size += file->size;
    }
    std::vector<GgufSet> result;
    result.reserve(sets.size());
    for (auto& [key, set] : sets) result.push_back(std::move(set));
    return result;
}

std::vector<std::string> missingFiles(const std::vector<ItemFile>& here, const std::vector<std::string>& listing,
                                      Kind kind) {
    std::set<std::string> names;
    for (const ItemFile& file : here) names.insert(file.name);
    const Format format = mainFormat(here);
    std::vector<std::string> missing = missingShards(names);
    if (format == Format::Gguf && kind == Kind::Model) return missing;
    for (const std::string& name : listing)
        if (!names.contains(name) && isExpected(name, format, kind)) missing.push_back(name);
    std::ranges::sort(missing);
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    return missing;
}

} // namespace orrery::library
