// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/cache/store.h>

#include "repo_folder.h"

#include <orrery/platform/atomic_file.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace orrery::cache {

namespace {

using Json = nlohmann::ordered_json;

constexpr int formatVersion = 1;
constexpr std::uint64_t largestListing = 128ULL << 20;

Json toJson(const hub::TreeEntry& entry) {
    Json info{{"size", entry.size}, {"blob_id", entry.gitOid}};
    if (!entry.sha256.empty()) {
        info["lfs_sha256"] = entry.sha256;
        info["lfs_size"] = entry.size;
    }
    if (!entry.xetHash.empty()) info["xet_hash"] = entry.xetHash;
    return info;
}

/// A text, or an empty one where there is none; nothing when it is something else.
std::optional<std::string> textOf(const Json& info, const char* key) {
    const auto found = info.find(key);
    if (found == info.end() || found->is_null()) return std::string();
    return found->is_string() ? std::optional(found->get<std::string>()) : std::nullopt;
}

std::optional<hub::TreeEntry> fromJson(const std::string& path, const Json& info) {
    if (!info.is_object()) return std::nullopt;
    const auto size = info.find("size");
    const auto oid = textOf(info, "blob_id");
    const auto sha256 = textOf(info, "lfs_sha256");
    const auto xet = textOf(info, "xet_hash");
    if (size == info.end() || !size->is_number_unsigned() || !oid || !sha256 || !xet) return std::nullopt;
    hub::TreeEntry entry;
    entry.path = path;
    entry.size = size->get<std::uint64_t>();
    entry.gitOid = *oid;
    entry.sha256 = *sha256;
    entry.xetHash = *xet;
    return entry;
}

/// The listing itself is flat; anything deeper is not one, however large.
bool isFlat(int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
    return depth <= 4;
}

tl::unexpected<Error> damaged(const std::filesystem::path& file) {
    return fail(Errc::Damaged, "The kept list of the repository's files cannot be read. It is fetched again online.",
                {}, file.string());
}

} // namespace

Status writeTree(const RepoPaths& paths, std::string_view commit, const std::vector<hub::TreeEntry>& entries) {
    if (Status checked = checkCommit(commit); !checked) return checked;
    std::map<std::string_view, const hub::TreeEntry*> sorted;
    for (const auto& entry : entries) {
        if (!entry.folder) sorted[entry.path] = &entry;
    }
    Json files = Json::object();
    for (const auto& [path, entry] : sorted) files[std::string(path)] = toJson(*entry);
    const Json listing{{"format_version", formatVersion}, {"files", std::move(files)}};
    const Result<Folder> repo = openRepo(paths);
    if (!repo) return fail(repo.error());
    const Result<Folder> trees = repo->enter("trees");
    if (!trees) return fail(trees.error());
    return trees->write(fmt::format("{}.json", commit), listing.dump(1, ' ', true, Json::error_handler_t::replace));
}

Result<std::vector<hub::TreeEntry>> readTree(const RepoPaths& paths, std::string_view commit) {
    if (Status checked = checkCommit(commit); !checked) return fail(checked.error());
    const auto file = paths.tree(commit);
    const Result<std::string> text = platform::readFile(file, largestListing);
    if (!text) return fail(text.error());
    const Json listing = Json::parse(*text, isFlat, false);
    if (!listing.is_object() || listing.value("format_version", Json()) != formatVersion) return damaged(file);
    const auto files = listing.find("files");
    if (files == listing.end() || !files->is_object()) return damaged(file);
    std::vector<hub::TreeEntry> entries;
    for (const auto& [path, info] : files->items()) {
        auto entry = fromJson(path, info);
        if (!entry) return damaged(file);
        entries.push_back(std::move(*entry));
    }
    return entries;
}

} // namespace orrery::cache
