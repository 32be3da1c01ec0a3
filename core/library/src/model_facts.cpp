// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "model_facts.h"

#include "formats.h"
#include "json.h"
#include "model_files.h"
#include "safetensors.h"
#include "text.h"

#include <orrery/gguf/facts.h>
#include <orrery/gguf/file.h>
#include <orrery/hub/card_data.h>
#include <orrery/platform/atomic_file.h>

#include <algorithm>

namespace orrery::library {
namespace {

const ItemFile* fileNamed(const std::vector<ItemFile>& files, std::string_view name) {
    const auto found = std::ranges::find(files, name, &ItemFile::name);
    return found == files.end() ? nullptr : &*found;
}

/// Whatever the bytes of a .gguf file are, the scan goes on.
void describeGguf(Item& item, const GgufSet& set) {
    item.format = Format::Gguf;
    item.quantisation = set.name.quantisation;
    for (const ItemFile* shard : set.shards) {
        const auto header = gguf::readGgufFile(shard->path);
        if (!header) continue;
        const gguf::ModelFacts facts = gguf::modelFacts(*header);
        item.parameters += facts.parameterCount; // each shard lists its own tensors
        if (shard != set.shards.front()) continue;
        item.architecture = facts.architecture;
        if (item.licence.empty()) item.licence = lowerCase(facts.licence);
        if (item.quantisation.empty()) item.quantisation = facts.quantisation;
    }
}

std::string architectureFromConfig(const std::vector<ItemFile>& files) {
    const ItemFile* config = fileNamed(files, "config.json");
    if (!config) return {};
    constexpr std::uint64_t largest = 1ULL << 20U;
    const auto bytes = platform::readFile(config->path, largest);
    if (!bytes) return {};
    const nlohmann::json json = parseJson(*bytes);
    const std::string type = textOf(json, "model_type");
    return type.empty() ? textOf(json, "type") : type; // LeRobot policies say "type"
}

void describeSafetensors(Item& item, const std::vector<ItemFile>& files) {
    item.format = Format::Safetensors;
    item.architecture = architectureFromConfig(files);
    for (const ItemFile& file : files) {
        if (file.format != Format::Safetensors) continue;
        const auto facts = readSafetensors(file.path);
        if (!facts) continue;
        item.parameters += facts->parameters;
        if (item.quantisation.empty()) item.quantisation = facts->type;
    }
}

std::string licenceFromCard(const std::vector<ItemFile>& files) {
    const ItemFile* readme = fileNamed(files, "README.md");
    constexpr std::uint64_t largest = 4ULL << 20U;
    const auto text = readme ? platform::readFile(readme->path, largest) : Result<std::string>();
    if (!text || text->empty()) return {};
    const hub::CardData card = hub::readCard(*text).data;
    if (card.licences.empty()) return {};
    return card.licences.front() == "other" && !card.licenceName.empty() ? card.licenceName : card.licences.front();
}

} // namespace

void describeModel(Item& item, const std::vector<ItemFile>& files) {
    item.licence = licenceFromCard(files);
    const GgufSet* main = nullptr;
    const std::vector<GgufSet> sets = ggufSets(files);
    for (const GgufSet& set : sets)
        if (set.isModel() && (!main || set.size > main->size)) main = &set;
    if (main) return describeGguf(item, *main);
    if (std::ranges::find(files, Format::Safetensors, &ItemFile::format) != files.end())
        return describeSafetensors(item, files);
    const auto weights = std::ranges::find_if(files, [](const ItemFile& file) { return isWeights(file.format); });
    if (weights != files.end()) item.format = weights->format;
    item.architecture = architectureFromConfig(files);
}

} // namespace orrery::library
