// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "duplicates.h"

#include "disk.h"
#include "text.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace orrery::library {
namespace {

constexpr std::uint64_t smallest = 1'000'000;

struct Copy {
    const ItemFile* file;
    std::pair<std::uint64_t, std::uint64_t> identity;
};
using Copies = std::vector<Copy>;

/// Only where two files are alike the disk is asked whether they are one.
Copies distinct(const std::vector<const ItemFile*>& files) {
    Copies copies;
    std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
    for (const ItemFile* file : files)
        if (const auto facts = factsOf(file->path); facts && seen.insert(facts->identity).second)
            copies.push_back({file, facts->identity});
    return copies;
}

Duplicate duplicate(const Copies& copies, std::string hash) {
    Duplicate result{std::move(hash), copies.front().file->size, {}};
    for (const Copy& copy : copies) result.files.push_back(copy.file->path);
    return result;
}

/// What one hash says to be the same needs no guess.
bool sameHash(const Copies& copies) {
    const std::string& first = copies.front().file->hash;
    return !first.empty() && std::ranges::all_of(copies, [&](const Copy& copy) { return copy.file->hash == first; });
}

/// Two different sha256 are two different contents, whatever the names.
bool allKnownToDiffer(const Copies& copies) {
    std::set<std::string> hashes;
    for (const Copy& copy : copies)
        if (!isSha256(copy.file->hash) || !hashes.insert(copy.file->hash).second) return false;
    return true;
}

} // namespace

std::vector<Duplicate> findDuplicates(const std::vector<Item>& items) {
    std::map<std::string, std::vector<const ItemFile*>> byHash;
    std::map<std::pair<std::uint64_t, std::string>, std::vector<const ItemFile*>> byName;
    for (const Item& item : items)
        for (const Revision& revision : item.revisions)
            for (const ItemFile& file : revision.files) {
                if (file.size < smallest) continue;
                if (!file.hash.empty()) byHash[file.hash].push_back(&file);
                byName[{file.size, std::string(lastPart(file.name))}].push_back(&file);
            }
    std::vector<Duplicate> duplicates;
    for (const auto& [hash, files] : byHash)
        if (const Copies copies = distinct(files); copies.size() > 1) duplicates.push_back(duplicate(copies, hash));
    for (const auto& [key, files] : byName) {
        const Copies copies = distinct(files);
        if (copies.size() > 1 && !sameHash(copies) && !allKnownToDiffer(copies))
            duplicates.push_back(duplicate(copies, {}));
    }
    std::ranges::sort(duplicates, [](const Duplicate& a, const Duplicate& b) {
        return std::tie(b.size, a.hash, a.files) < std::tie(a.size, b.hash, b.files);
    });
    return duplicates;
}

} // namespace orrery::library
