// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "scan_run.h"

#include "folder_items.h"
#include "formats.h"
#include "json.h"
#include "text.h"

#include <orrery/platform/atomic_file.h>

#include <fmt/format.h>

#include <algorithm>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

constexpr int deepest = 32;
constexpr std::size_t mostEntries = 5'000'000;
constexpr int mostMjcfTriesInFolder = 32; // a folder of annotations has thousands of .xml
constexpr int mostMjcfTries = 4096;

bool isLeRobotDataset(const fs::path& folder) {
    constexpr std::uint64_t largest = 4ULL << 20U;
    const auto text = platform::readFile(folder / "meta" / "info.json", largest);
    return text && !textOf(parseJson(*text), "codebase_version").empty();
}

class Walker {
public:
    explicit Walker(ScanRun& run) : m_run(run) {}

    void walk(const fs::path& folder, int depth) {
        if (m_run.stopped() || !m_run.enter(folder)) return;
        const auto entries = entriesOf(folder);
        if (!entries) return find(folder, "This folder cannot be read. Check its permissions.");
        if (depth > deepest) return find(folder, "Folders lie too deep here; what is below was not looked at.");
        if (!withinBounds(entries->size(), folder)) return;
        if (addWhole(folder, *entries)) return;
        addModels(folder, *entries);
        for (const FolderEntry& entry : *entries) {
            if (entry.name.starts_with('.')) continue;
            const bool mayBeFolder = entry.type == EntryType::Folder ||
                                     (entry.type == EntryType::Link && leadsToFolder(folder / entry.name));
            if (mayBeFolder) walk(folder / entry.name, depth + 1);
        }
    }

private:
    void find(const fs::path& path, std::string text) {
        m_run.add(Finding{Finding::Kind::UnreadableEntry, std::move(text), path, false});
    }

    static bool leadsToFolder(const fs::path& link) {
        const auto facts = factsOf(link);
        return facts && facts->type == EntryType::Folder;
    }

    bool withinBounds(std::size_t count, const fs::path& folder) {
        const bool before = m_entries <= mostEntries;
        m_entries += count;
        if (m_entries <= mostEntries) return true;
        if (before) find(folder, "There are too many files here; the rest was not looked at.");
        return false;
    }

    static FolderPlace placeOf(const fs::path& folder) {
        return {Place::Folder, folder, fmt::format("folder:{}/", folder.string()), isWritable(folder)};
    }

    /// Things that are one with all that lies below them.
    bool addWhole(const fs::path& folder, const std::vector<FolderEntry>& entries) {
        const bool dataset = has(entries, "meta") && isLeRobotDataset(folder);
        const bool pipeline = !dataset && has(entries, "model_index.json");
        if (!dataset && !pipeline) return false;
        auto files = filesBelow(folder, m_run.stop());
        if (pipeline) {
            for (Item& item : modelsAmong(placeOf(folder), files)) m_run.add(std::move(item));
            return true;
        }
        Item item = plainItem(placeOf(folder), {}, Kind::Dataset, std::move(files));
        item.format = Format::Parquet;
        m_run.add(std::move(item));
        return true;
    }

    static bool has(const std::vector<FolderEntry>& entries, std::string_view name) {
        return std::ranges::binary_search(entries, name, {}, &FolderEntry::name);
    }

    /// Asks the disk only about names that can matter.
    void addModels(const fs::path& folder, const std::vector<FolderEntry>& entries) {
        std::vector<ItemFile> files;
        int tries = 0;
        for (const FolderEntry& entry : entries) {
            if (entry.type != EntryType::File && entry.type != EntryType::Link) continue;
            const bool xml = endingOf(entry.name) == "xml" && tries++ < mostMjcfTriesInFolder &&
                             m_mjcfTries++ < mostMjcfTries && isMjcf(folder / entry.name);
            const Format format = xml ? Format::Mjcf : formatOf(entry.name);
            if (format != Format::Other && format != Format::Parquet) addFile(folder, entry, format, files);
        }
        const bool weights = std::ranges::any_of(files, isWeights, &ItemFile::format);
        if (weights && (has(entries, "config.json") || has(entries, "adapter_config.json"))) {
            for (const FolderEntry& entry : entries)
                if (entry.type != EntryType::Folder && formatOf(entry.name) == Format::Other)
                    addFile(folder, entry, Format::Other, files);
        }
        if (files.empty() || m_run.stopped()) return;
        for (Item& item : modelsAmong(placeOf(folder), files)) m_run.add(std::move(item));
    }

    /// A name that leads nowhere is skipped: it vanished, or its link dangles.
    static void addFile(const fs::path& folder, const FolderEntry& entry, Format format, std::vector<ItemFile>& files) {
        const auto facts = factsOf(folder / entry.name);
        if (!facts || facts->type != EntryType::File) return;
        files.push_back(plainFile(folder, entry.name));
        files.back().format = format;
    }

    ScanRun& m_run;
    std::size_t m_entries = 0;
    int m_mjcfTries = 0;
};

} // namespace

void scanFolder(const fs::path& folder, ScanRun& run) {
    Walker(run).walk(folder, 0);
}

} // namespace orrery::library
