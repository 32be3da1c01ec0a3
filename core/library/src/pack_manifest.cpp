// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "pack_manifest.h"

#include "json.h"
#include "text.h"

#include <orrery/cache/layout.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace orrery::library {
namespace {

constexpr std::string_view schema = "orrery-pack/1";
constexpr std::uint64_t largestSize = 1ULL << 50U;
constexpr std::size_t mostRefs = 1000;
constexpr std::size_t longestText = 1024;

tl::unexpected<Error> refused(std::string why) {
    return fail(Errc::InvalidArgument, "This pack is not safe to unpack: " + std::move(why));
}

using File = PackManifest::File;
using Entry = PackManifest::Entry;

nlohmann::json toJson(const Entry& entry) {
    nlohmann::json json = {{"kind", hub::kindName(entry.repo.kind)},
                           {"repo", entry.repo.name},
                           {"commit", entry.commit},
                           {"refs", entry.refs},
                           {"endpoint", entry.endpoint},
                           {"licence", entry.licence},
                           {"files", nlohmann::json::array()}};
    for (const File& file : entry.files) {
        json["files"].push_back(
            {{"path", file.path}, {"size", file.size}, {"sha256", file.sha256}, {"etag", file.etag}});
    }
    return json;
}

Result<File> parseFile(const nlohmann::json& json) {
    File file{textOf(json, "path"), countOf(json, "size"), textOf(json, "sha256"), textOf(json, "etag")};
    if (Status checked = cache::checkFileName(file.path); !checked) return refused(checked.error().message);
    if (!isSha256(file.sha256)) return refused(fmt::format("\"{}\" has no sha256.", file.path));
    const bool etagFits = file.etag == file.sha256 || isSha1(file.etag);
    if (!etagFits) return refused(fmt::format("the etag of \"{}\" is no hash of it.", file.path));
    const bool sized = json.is_object() && json.contains("size") && json["size"].is_number_unsigned();
    if (!sized || file.size > largestSize) return refused(fmt::format("\"{}\" has no sensible size.", file.path));
    return file;
}

/// No name twice, and none that is a folder for another.
Status checkNames(const Entry& entry) {
    std::set<std::string_view> names;
    for (const File& file : entry.files)
        if (!names.insert(file.path).second) return refused(fmt::format("it names \"{}\" twice.", file.path));
    for (const File& file : entry.files)
        for (auto folder = folderPart(file.path); !folder.empty(); folder = folderPart(folder))
            if (names.contains(folder)) return refused(fmt::format("\"{}\" is a file and a folder.", folder));
    return {};
}

Status parseRefs(const nlohmann::json& json, Entry& entry) {
    for (const nlohmann::json& ref : arrayOf(json, "refs")) {
        const std::string name = ref.is_string() ? ref.get<std::string>() : std::string();
        if (!cache::checkFileName(name) || cache::isCommit(name) || entry.refs.size() >= mostRefs)
            return refused("one of its refs has no sensible name.");
        entry.refs.push_back(name);
    }
    return {};
}

Result<Entry> parseEntry(const nlohmann::json& json) {
    Entry entry;
    const auto kind = hub::kindFromName(textOf(json, "kind"));
    entry.repo.name = textOf(json, "repo");
    if (!kind || !hub::isValidRepoName(entry.repo.name)) return refused("it names no repository.");
    entry.repo.kind = *kind;
    entry.commit = textOf(json, "commit");
    if (!cache::isCommit(entry.commit)) return refused(fmt::format("{} has no commit.", entry.repo.name));
    entry.endpoint = textOf(json, "endpoint").substr(0, longestText);
    entry.licence = textOf(json, "licence").substr(0, longestText);
    if (Status refs = parseRefs(json, entry); !refs) return fail(refs.error());
    for (const nlohmann::json& each : arrayOf(json, "files")) {
        auto file = parseFile(each);
        if (!file) return fail(file.error());
        entry.files.push_back(*std::move(file));
    }
    if (Status names = checkNames(entry); !names) return fail(names.error());
    return entry;
}

/// What is true of all entries together.
Status checkWhole(const PackManifest& manifest) {
    std::set<std::string> entries;
    std::map<std::string_view, std::uint64_t> sizes;
    std::map<std::string, std::string_view> contents; // by repository and etag
    std::uint64_t total = 0;
    for (const Entry& entry : manifest.entries) {
        const std::string repo = cache::folderName(entry.repo);
        if (!entries.insert(fmt::format("{}/{}", repo, entry.commit)).second)
            return refused(fmt::format("it names {} twice.", entry.repo.name));
        for (const File& file : entry.files) {
            if (sizes.try_emplace(file.sha256, file.size).first->second != file.size)
                return refused(fmt::format("\"{}\" has two sizes.", file.path));
            const std::string blob = fmt::format("{}/{}", repo, file.etag);
            if (contents.try_emplace(blob, file.sha256).first->second != file.sha256)
                return refused(fmt::format("\"{}\" has two contents.", file.path));
            total += file.size;
            if (total > largestSize) return refused("its sizes are beyond any disk.");
        }
    }
    return {};
}

} // namespace

std::uint64_t PackManifest::size() const {
    std::uint64_t size = 0;
    for (const PackContent& content : contentsOf(*this)) size += content.size;
    return size;
}

std::string writeManifest(const PackManifest& manifest) {
    nlohmann::json json = {{"schema", schema}, {"created", manifest.created}, {"entries", nlohmann::json::array()}};
    for (const Entry& entry : manifest.entries) json["entries"].push_back(toJson(entry));
    return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Result<PackManifest> parseManifest(std::string_view text) {
    if (text.size() > largestManifest) return refused("its manifest is too large.");
    const nlohmann::json json = parseJson(text);
    const std::string found = textOf(json, "schema");
    if (found.empty()) return fail(Errc::InvalidArgument, "This is not a pack: its manifest.json is none of Orrery's.");
    if (found != schema) {
        return fail(Errc::Unsupported, fmt::format("This pack was made by another version of Orrery (\"{}\"). Unpack "
                                                   "it with that version or a newer one.",
                                                   found.substr(0, longestText)));
    }
    PackManifest manifest;
    manifest.created = textOf(json, "created").substr(0, longestText);
    for (const nlohmann::json& each : arrayOf(json, "entries")) {
        auto entry = parseEntry(each);
        if (!entry) return fail(entry.error());
        manifest.entries.push_back(*std::move(entry));
    }
    if (manifest.entries.empty()) return refused("it holds nothing.");
    if (Status checked = checkWhole(manifest); !checked) return fail(checked.error());
    return manifest;
}

std::vector<PackContent> contentsOf(const PackManifest& manifest) {
    std::vector<PackContent> contents;
    std::map<std::string_view, std::size_t> known;
    for (std::size_t e = 0; e < manifest.entries.size(); ++e) {
        const Entry& entry = manifest.entries[e];
        for (std::size_t f = 0; f < entry.files.size(); ++f) {
            const File& file = entry.files[f];
            const auto [place, isNew] = known.try_emplace(file.sha256, contents.size());
            if (isNew) {
                contents.push_back({fmt::format("{}/{}/{}", cache::folderName(entry.repo), entry.commit, file.path),
                                    file.sha256,
                                    file.size,
                                    {}});
            }
            contents[place->second].uses.push_back({e, f});
        }
    }
    return contents;
}

} // namespace orrery::library
