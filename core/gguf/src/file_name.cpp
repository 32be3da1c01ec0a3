// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/file_name.h>

#include "quantisation.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace orrery::gguf {
namespace {

constexpr std::string_view ending = ".GGUF";
constexpr std::string_view shardPattern = "-00000-of-00000"; // the digits stand for any
constexpr int mostParts = 1000;

std::string upperCase(std::string_view text) {
    std::string upper(text);
    std::ranges::transform(upper, upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return upper;
}

bool matches(std::string_view text, std::string_view pattern) {
    return std::ranges::equal(text, pattern, [](char c, char p) { return p == '0' ? c >= '0' && c <= '9' : c == p; });
}

int number(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

/// Takes "-00001-of-00003" off the stem.
void readShard(std::string_view& stem, FileName& name) {
    if (stem.size() <= shardPattern.size()) return;
    const std::string_view tail = stem.substr(stem.size() - shardPattern.size());
    if (!matches(tail, shardPattern)) return;
    const int shard = number(tail.substr(1, 5));
    const int count = number(tail.substr(10, 5));
    if (shard < 1 || shard > count) return;
    name.shard = shard;
    name.shardCount = count;
    stem.remove_suffix(shardPattern.size());
}

std::string canonical(std::string quantisation) {
    if (quantisation == "FP16") return "F16";
    if (quantisation == "FP32") return "F32";
    return quantisation;
}

/// The innermost folder that names one: "Q4_K_M/", "Model-UD-Q4_K_XL/".
std::string quantisationOfFolders(std::string_view folders) {
    while (!folders.empty()) {
        const std::size_t slash = folders.rfind('/');
        const std::string folder = upperCase(slash == std::string_view::npos ? folders : folders.substr(slash + 1));
        if (const NamePlace place = findQuantisation(folder); place.end > 0)
            return canonical(folder.substr(place.begin, place.end - place.begin));
        folders = folders.substr(0, slash == std::string_view::npos ? 0 : slash);
    }
    return {};
}

/// The stem without the name at that place and the separator that joined it.
std::string without(std::string_view stem, NamePlace place) {
    constexpr std::string_view separators = "-._ ";
    if (place.begin > 0)
        --place.begin;
    else if (place.end < stem.size())
        ++place.end;
    std::string base(stem.substr(0, place.begin));
    base += stem.substr(place.end);
    while (!base.empty() && separators.find(base.back()) != std::string_view::npos) base.pop_back();
    return base;
}

bool isWordAtAnEnd(std::string_view upper, std::string_view word) {
    const auto bounded = [&](std::size_t at) {
        return at >= upper.size() || std::string_view("-._ ").find(upper[at]) != std::string_view::npos;
    };
    if (upper.starts_with(word) && bounded(word.size())) return true;
    return upper.ends_with(word) && upper.size() > word.size() && bounded(upper.size() - word.size() - 1);
}

/// A draft model's name begins with its kind, or stands in a folder of that name; "-MTP-" inside a name is a whole
/// model with the draft built in, but "mtp-" in lower case is not (the engine sees it that way, too).
bool isDraft(std::string_view folders, std::string_view stem, std::string_view upper) {
    constexpr auto kinds = std::to_array<std::string_view>({"MTP-", "EAGLE3-", "DFLASH-", "DSPARK-"});
    if (std::ranges::any_of(kinds, [&](std::string_view kind) { return upper.starts_with(kind); })) return true;
    const std::string lastFolder = upperCase(folders.substr(folders.rfind('/') + 1)); // npos + 1 is 0
    return stem.find("mtp-") != std::string_view::npos || lastFolder == "MTP";
}

FileName::Role roleOf(std::string_view folders, std::string_view stem) {
    const std::string upper = upperCase(stem);
    if (upper.find("MMPROJ") != std::string::npos) return FileName::Role::Projector;
    if (isWordAtAnEnd(upper, "IMATRIX")) return FileName::Role::Matrix;
    return isDraft(folders, stem, upper) ? FileName::Role::Draft : FileName::Role::Model;
}

} // namespace

std::optional<FileName> parseFileName(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::string_view folders = path.substr(0, slash == std::string_view::npos ? 0 : slash);
    std::string_view stem = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
    if (stem.size() <= ending.size() || upperCase(stem.substr(stem.size() - ending.size())) != ending)
        return std::nullopt;
    stem.remove_suffix(ending.size());

    FileName name;
    readShard(stem, name);
    name.role = roleOf(folders, stem);
    const std::string upper = upperCase(stem);
    const NamePlace place = findQuantisation(upper);
    name.base = place.end > 0 ? without(stem, place) : std::string(stem);
    name.quantisation =
        place.end > 0 ? canonical(upper.substr(place.begin, place.end - place.begin)) : quantisationOfFolders(folders);
    return name;
}

std::vector<std::string> partNames(std::string_view path) {
    const auto name = parseFileName(path);
    if (!name || name->shardCount == 1) return {std::string(path)};
    const std::size_t digits = path.size() - ending.size() - shardPattern.size() + 1;
    std::vector<std::string> names;
    for (int shard = 1; shard <= name->shardCount && shard <= mostParts; ++shard) {
        const std::string number = std::to_string(shard);
        names.emplace_back(path);
        names.back().replace(digits, 5, std::string(5 - number.size(), '0') + number);
    }
    return names;
}

} // namespace orrery::gguf
