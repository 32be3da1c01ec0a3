// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/wire.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace orrery;
using namespace orrery::hub;

namespace {

void check(bool promise) {
    if (!promise) std::abort();
}

bool isHexOrEmpty(const std::string& text, std::size_t length) {
    return text.empty() || (text.size() == length && text.find_first_not_of("0123456789abcdef") == std::string::npos);
}

void checkRow(const RepoSummary& row) {
    check(isValidRepoName(row.id.name));
    for (const std::string& base : row.baseModels) check(isValidRepoName(base));
}

void checkEntries(const std::vector<TreeEntry>& entries) {
    for (const TreeEntry& entry : entries) {
        check(!entry.path.empty());
        check(isHexOrEmpty(entry.gitOid, 40) && isHexOrEmpty(entry.sha256, 64) && isHexOrEmpty(entry.xetHash, 64));
    }
}

/// A row alone and the same row in a list are read alike.
void checkListing(std::string_view json, RepoKind kind) {
    const auto row = readSummary(json, kind);
    const auto rows = readListing(std::string(json).insert(0, 1, '[').append(1, ']'), kind);
    if (!row) return;
    check(rows && rows->size() == 1 && rows->front().id == row->id && rows->front().tags == row->tags);
    checkRow(*row);
}

} // namespace

/// Whatever the bytes, every reader ends, and what it reads has the shape that others rely on.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view json(reinterpret_cast<const char*>(data), size);
    for (const RepoKind kind : {RepoKind::Model, RepoKind::Dataset, RepoKind::Space}) checkListing(json, kind);
    if (const auto rows = readListing(json, RepoKind::Model)) {
        for (const RepoSummary& row : *rows) checkRow(row);
    }
    if (const auto info = readInfo(json, RepoKind::Model)) {
        checkRow(info->summary);
        checkEntries(info->files);
    }
    if (const auto tree = readTree(json)) checkEntries(*tree);
    if (const auto commits = readCommits(json)) {
        for (const Commit& commit : *commits) check(!commit.id.empty());
    }
    if (const auto refs = readRefs(json)) {
        for (const Ref& ref : refs->branches) check(!ref.name.empty());
    }
    if (const auto account = readAccount(json, true)) check(!account->name.empty());
    if (const auto who = readWhoAmI(json)) check(!who->name.empty());
    if (const auto collection = readCollection(json)) check(!collection->slug.empty());
    if (const auto papers = readPapers(json)) {
        for (const Paper& paper : *papers) check(!paper.id.empty());
    }
    return 0;
}
