// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "folder_items.h"

#include "disk.h"
#include "formats.h"
#include "model_facts.h"
#include "model_files.h"
#include "text.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

constexpr int deepest = 64;

using Files = std::vector<ItemFile>;

Files filesOf(const Files& files, const std::function<bool(const ItemFile&)>& wanted) {
    Files result;
    std::ranges::copy_if(files, std::back_inserter(result), wanted);
    return result;
}

bool hasFile(const Files& files, std::string_view name) {
    return std::ranges::find(files, name, &ItemFile::name) != files.end();
}

/// A folder laid out as the Hub's model repositories are, rather than a heap of models.
bool isOneModel(const Files& files) {
    return hasFile(files, "config.json") || hasFile(files, "model_index.json") ||
           hasFile(files, "adapter_config.json") || hasFile(files, "model.safetensors.index.json");
}

void reportMissing(Item& item) {
    const auto missing = missingFiles(item.revisions.front().files, {}, item.kind);
    if (missing.empty()) return;
    item.findings.push_back(
        {Finding::Kind::Incomplete,
         fmt::format("{} of its parts are missing, \"{}\" among them.", missing.size(), missing.front()), item.folder,
         false});
}

class Collector {
public:
    Collector(const FolderPlace& place, const Files& files) : m_place(place), m_files(files) {}

    std::vector<Item> collect() {
        collectGguf();
        collectWeights();
        collectRobots();
        return std::move(m_items);
    }

private:
    void add(const std::string& name, Kind kind, Files files) {
        Item item = plainItem(m_place, name, kind, std::move(files));
        if (kind == Kind::Model) {
            describeModel(item, item.revisions.front().files);
            reportMissing(item);
        } else {
            item.format = item.revisions.front().files.front().format;
        }
        m_items.push_back(std::move(item));
    }

    /// Projectors and drafts belong to every model beside them; alone they are listed so that their bytes are seen.
    void collectGguf() {
        const std::vector<GgufSet> sets = ggufSets(m_files);
        Files companions;
        for (const GgufSet& set : sets)
            if (!set.isModel())
                for (const ItemFile* file : set.shards) companions.push_back(*file);
        bool any = false;
        for (const GgufSet& set : sets) {
            if (!set.isModel()) continue;
            Files files;
            for (const ItemFile* file : set.shards) files.push_back(*file);
            std::ranges::copy(companions, std::back_inserter(files));
            const std::string name = files.front().name;
            add(name, Kind::Model, std::move(files));
            any = true;
        }
        if (any) return;
        for (const ItemFile& file : companions) add(file.name, Kind::Other, {file});
    }

    void collectWeights() {
        const auto others = [](const ItemFile& file) { return isWeights(file.format) && file.format != Format::Gguf; };
        Files weights = filesOf(m_files, others);
        if (weights.empty()) return;
        if (isOneModel(m_files)) {
            return add({}, Kind::Model,
                       filesOf(m_files, [](const ItemFile& file) { return file.format != Format::Gguf; }));
        }
        // A pickle file with no config beside it may be anything: data, a training state.
        for (const ItemFile& file : weights)
            if (file.format != Format::Pickle) add(file.name, Kind::Model, {file});
    }

    void collectRobots() {
        Files robots = filesOf(m_files, [](const ItemFile& file) { return isRobot(file.format); });
        if (robots.empty()) return;
        const std::string name = robots.front().name;
        add(name, Kind::Robot, std::move(robots));
    }

    const FolderPlace& m_place;
    const Files& m_files;
    std::vector<Item> m_items;
};

void addFilesBelow(const fs::path& root, const std::string& prefix, int depth, const std::stop_token& stop,
                   Files& files) {
    const auto entries = depth > deepest ? std::nullopt : entriesOf(root / prefix);
    if (!entries) return;
    for (const FolderEntry& entry : *entries) {
        if (stop.stop_requested()) return;
        if (entry.type == EntryType::Folder) {
            addFilesBelow(root, prefix + entry.name + '/', depth + 1, stop, files);
        } else if (const auto facts = factsOf(root / prefix / entry.name); facts && facts->type == EntryType::File) {
            files.push_back(plainFile(root, prefix + entry.name));
        }
    }
}

} // namespace

ItemFile plainFile(const fs::path& folder, std::string name) {
    const fs::path path = folder / name;
    const auto own = factsOfName(path);
    const bool isLink = own && own->type == EntryType::Link;
    std::error_code error;
    const fs::path blob = isLink ? fs::weakly_canonical(path, error) : path;
    const auto facts = isLink ? factsOf(path) : own;
    const Format format = formatOf(name);
    return {std::move(name), path, error ? path : blob, facts ? facts->size : 0, format, {}};
}

std::vector<ItemFile> filesBelow(const fs::path& folder, const std::stop_token& stop) {
    Files files;
    addFilesBelow(folder, {}, 0, stop, files);
    return files;
}

Item plainItem(const FolderPlace& place, const std::string& name, Kind kind, std::vector<ItemFile> files) {
    Item item;
    item.key = place.keyPrefix + name;
    item.place = place.place;
    item.kind = kind;
    item.title = name.empty() ? place.folder.filename().string() : std::string(lastPart(name));
    item.folder = place.folder;
    item.writable = place.writable && kind != Kind::Robot; // how far a robot's files reach is not known
    std::set<fs::path> counted;
    for (const ItemFile& file : files) {
        const auto facts = factsOf(file.path);
        if (!facts || !counted.insert(file.blob).second) continue;
        item.size += facts->size;
        item.lastUsed = std::max(item.lastUsed, facts->used);
        item.modified = std::max(item.modified, facts->modified);
    }
    Revision revision;
    revision.size = item.size;
    revision.freed = item.size;
    revision.modified = item.modified;
    revision.files = std::move(files);
    item.revisions.push_back(std::move(revision));
    return item;
}

std::vector<Item> modelsAmong(const FolderPlace& place, const std::vector<ItemFile>& files) {
    return Collector(place, files).collect();
}

} // namespace orrery::library
