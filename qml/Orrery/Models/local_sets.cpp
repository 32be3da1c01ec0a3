// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "local_sets.h"

#include <orrery/gguf/file_name.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace orrery::ui {

namespace fs = std::filesystem;
using library::Format;
using library::Item;
using library::ItemFile;

namespace {

using Role = gguf::FileName::Role;

constexpr std::size_t mostNeighbours = 10000; // of a folder with more files not all are looked at

std::string folderOf(const std::string& name) {
    const std::size_t slash = name.rfind('/');
    return slash == std::string::npos ? std::string() : name.substr(0, slash);
}

gguf::FileName named(const ItemFile& file) {
    // Some stores name files by their hash alone; then the format was told by the bytes.
    return gguf::parseFileName(file.name).value_or(gguf::FileName());
}

struct Set {
    LocalModel model;
    std::set<int> shards;
    int expected = 1;
    std::string base;
    std::string folder;

    void add(const ItemFile& file, const gguf::FileName& name) {
        if (!shards.insert(name.shard).second) return;
        model.size += file.size;
        if (name.shard == *shards.begin()) model.file = file.path;
    }

    LocalModel finished() && {
        model.parts = expected;
        model.complete = std::ssize(shards) == expected && *shards.begin() == 1;
        return std::move(model);
    }
};

/// The most precise projector in the same folder, or in the item's main folder.
fs::path projectorFor(const std::vector<ItemFile>& files, const std::string& folder) {
    std::optional<std::tuple<bool, int, fs::path>> best;
    for (const ItemFile& file : files) {
        const auto name = gguf::parseFileName(file.name);
        if (!name || name->role != Role::Projector) continue;
        const std::string place = folderOf(file.name);
        if (place != folder && !place.empty()) continue;
        auto candidate = std::tuple(place == folder, gguf::qualityRank(name->quantisation), file.path);
        if (!best || candidate > *best) best = std::move(candidate);
    }
    return best ? std::get<2>(*best) : fs::path();
}

LocalModel described(const Item& item) {
    return {.title = item.title, .architecture = item.architecture, .licence = item.licence};
}

std::vector<LocalModel> ggufModels(const Item& item, const std::vector<ItemFile>& files) {
    std::map<std::tuple<std::string, std::string, std::string, int, std::string>, Set> sets;
    for (const ItemFile& file : files) {
        if (file.format != Format::Gguf) continue;
        const gguf::FileName name = named(file);
        if (name.role != Role::Model) continue;
        const std::string alone = name.base.empty() ? file.name : std::string();
        Set& set = sets[{folderOf(file.name), name.base, name.quantisation, name.shardCount, alone}];
        if (set.shards.empty()) set.model = described(item);
        set.model.quantisation = name.quantisation;
        set.expected = name.shardCount;
        set.base = name.base;
        set.folder = folderOf(file.name);
        set.add(file, name);
    }
    std::set<std::string> bases;
    for (const auto& [key, set] : sets) bases.insert(set.base);
    std::vector<LocalModel> models;
    for (auto& [key, set] : sets) {
        set.model.projector = projectorFor(files, set.folder);
        if (bases.size() > 1) set.model.detail = set.base;
        if (sets.size() == 1) {
            set.model.parameters = item.parameters;
            if (set.model.quantisation.empty()) set.model.quantisation = item.quantisation;
        }
        models.push_back(std::move(set).finished());
    }
    return models;
}

std::optional<LocalModel> safetensorsModel(const Item& item, const std::vector<ItemFile>& files) {
    LocalModel model = described(item);
    model.runs = false;
    model.parts = 0;
    std::string first;
    for (const ItemFile& file : files) {
        if (file.format != Format::Safetensors || file.name.find('/') != std::string::npos) continue;
        model.size += file.size;
        ++model.parts;
        if (!first.empty() && file.name > first) continue;
        first = file.name;
        model.file = file.path;
    }
    if (model.parts == 0) return std::nullopt;
    if (item.format == Format::Safetensors) model.parameters = item.parameters;
    return model;
}

std::vector<ItemFile> neighbours(const fs::path& file) {
    std::vector<ItemFile> files;
    std::error_code error;
    for (fs::directory_iterator at(file.parent_path(), error), end; !error && at != end; at.increment(error)) {
        if (files.size() == mostNeighbours) break;
        std::error_code unreadable;
        const fs::path path = at->path();
        if (path.extension() != ".gguf" || !fs::is_regular_file(path, unreadable)) continue;
        const auto size = fs::file_size(path, unreadable);
        ItemFile& found = files.emplace_back();
        found.name = path.filename().string();
        found.path = path;
        found.size = unreadable ? 0 : size;
        found.format = Format::Gguf;
    }
    return files;
}

} // namespace

std::vector<LocalModel> localModels(const std::vector<Item>& items) {
    std::vector<LocalModel> models;
    std::set<fs::path> seen;
    const auto add = [&](LocalModel model, const std::vector<ItemFile>& files) {
        const auto file = std::ranges::find(files, model.file, &ItemFile::path);
        const fs::path bytes = file == files.end() || file->blob.empty() ? model.file : file->blob;
        if (seen.insert(bytes).second) models.push_back(std::move(model));
    };
    for (const Item& item : items) {
        if (item.kind != library::Kind::Model && item.kind != library::Kind::Other) continue;
        for (const library::Revision& revision : item.revisions) {
            for (LocalModel& model : ggufModels(item, revision.files)) add(std::move(model), revision.files);
            if (auto model = safetensorsModel(item, revision.files)) add(std::move(*model), revision.files);
        }
    }
    return models;
}

LocalModel localModel(const fs::path& file) {
    Item item;
    item.title = file.filename().string();
    const std::vector<ItemFile> files = neighbours(file);
    const auto own = gguf::parseFileName(item.title);
    for (LocalModel& model : ggufModels(item, files)) {
        const auto name = gguf::parseFileName(model.file.filename().string());
        if (!own || !name || name->base != own->base || name->quantisation != own->quantisation ||
            name->shardCount != own->shardCount)
            continue;
        model.title = own->shardCount > 1 ? own->base : item.title;
        model.detail.clear();
        return std::move(model);
    }
    std::error_code error;
    LocalModel model{.title = item.title, .file = file};
    const auto size = fs::file_size(file, error);
    model.size = error ? 0 : size;
    model.runs = file.extension() != ".safetensors";
    return model;
}

} // namespace orrery::ui
