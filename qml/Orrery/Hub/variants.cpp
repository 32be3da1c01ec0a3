// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "variants.h"

#include <orrery/gguf/file_name.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace orrery::ui {

namespace {

constexpr std::string_view safetensors = ".safetensors";

struct Shards {
    Variant variant;
    std::map<int, std::string> files; ///< By number.
    int expected = 1;
};

std::string folderOf(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

Variant finished(Shards shards, std::optional<std::uint64_t> parameters) {
    Variant variant = std::move(shards.variant);
    for (auto& [number, path] : shards.files) variant.files.push_back(std::move(path));
    variant.complete = std::ssize(variant.files) == shards.expected;
    if (parameters && *parameters > 0 && variant.complete) {
        variant.bitsPerWeight = 8.0 * static_cast<double>(variant.size) / static_cast<double>(*parameters);
    } else {
        variant.bitsPerWeight = gguf::bitsPerWeight(variant.quantisation);
    }
    return variant;
}

/// The weights in the main folder as safetensors, if there are any.
std::optional<Variant> originalWeights(const std::vector<hub::TreeEntry>& files) {
    Variant variant;
    variant.runs = false;
    for (const hub::TreeEntry& file : files) {
        if (file.folder || !file.path.ends_with(safetensors) || file.path.find('/') != std::string::npos) continue;
        variant.files.push_back(file.path);
        variant.size += file.size;
    }
    std::ranges::sort(variant.files);
    return variant.files.empty() ? std::nullopt : std::optional(std::move(variant));
}

void recommend(std::vector<Variant>& variants, std::uint64_t memoryTotal) {
    std::vector<gguf::Variant> choices;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        if (!variants[i].runs || !variants[i].complete || variants[i].size == 0) continue;
        choices.push_back({variants[i].quantisation, variants[i].size});
        places.push_back(i);
    }
    if (const auto best = gguf::recommend(choices, memoryTotal)) variants[places[*best]].recommended = true;
}

} // namespace

Variants findVariants(const std::vector<hub::TreeEntry>& files, std::optional<std::uint64_t> parameters,
                      std::uint64_t memoryTotal) {
    Variants result;
    std::map<std::tuple<std::string, std::string, std::string, int>, Shards> sets;
    for (const hub::TreeEntry& file : files) {
        const auto name = file.folder ? std::nullopt : gguf::parseFileName(file.path);
        if (!name) continue;
        if (name->role == gguf::FileName::Role::Projector) result.projectors.push_back(file.path);
        if (name->role != gguf::FileName::Role::Model) continue;
        Shards& set = sets[{folderOf(file.path), name->base, name->quantisation, name->shardCount}];
        set.variant.quantisation = name->quantisation;
        set.variant.base = name->base;
        set.expected = name->shardCount;
        if (set.files.emplace(name->shard, file.path).second) set.variant.size += file.size;
    }
    std::ranges::stable_sort(result.projectors, std::greater(), [](const std::string& path) {
        return gguf::qualityRank(gguf::parseFileName(path)->quantisation);
    });
    for (auto& [key, set] : sets) result.list.push_back(finished(std::move(set), parameters));
    if (auto original = originalWeights(files)) result.list.push_back(std::move(*original));
    std::ranges::stable_sort(result.list, {}, &Variant::size);
    for (Variant& variant : result.list)
        variant.fit = gguf::fit(variant.size == 0 ? 0 : gguf::roughMemory(variant.size), memoryTotal);
    recommend(result.list, memoryTotal);
    return result;
}

} // namespace orrery::ui
