// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "origin.h"

#include "release_asset.h"

#include <orrery/platform/atomic_file.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <system_error>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

constexpr const char* fileName = ".orrery-origin.json";
constexpr std::uint64_t largestFile = 64U << 10U;
constexpr std::string_view fixedMark = "/releases/tags/";

constexpr std::array kinds{std::pair(Origin::Kind::Archive, "archive"), std::pair(Origin::Kind::Release, "release"),
                           std::pair(Origin::Kind::Packages, "packages")};

std::string textOf(const nlohmann::json& object, const char* key) {
    const auto member = object.find(key);
    return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    if (from.empty()) return text;
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// What there is below usr/, by name; of a link its target, of a file its size.
std::map<std::string, std::string> filesOf(const fs::path& folder) {
    std::map<std::string, std::string> files;
    std::error_code failed;
    fs::recursive_directory_iterator it(folder / "usr", fs::directory_options::skip_permission_denied, failed);
    for (const fs::recursive_directory_iterator end; !failed && it != end; it.increment(failed)) {
        std::error_code ignored;
        std::string& kept = files[it->path().lexically_relative(folder).string()];
        if (it->is_symlink(ignored))
            kept = "link " + fs::read_symlink(it->path(), ignored).string();
        else if (it->is_regular_file(ignored))
            kept = fmt::format("file {}", it->file_size(ignored));
    }
    return files;
}

bool sameContent(const fs::path& a, const fs::path& b) {
    std::ifstream first(a, std::ios::binary);
    std::ifstream second(b, std::ios::binary);
    std::array<char, 65536> left{};
    std::array<char, 65536> right{};
    while (first && second) {
        first.read(left.data(), left.size());
        second.read(right.data(), right.size());
        if (first.gcount() != second.gcount() ||
            !std::equal(left.begin(), left.begin() + first.gcount(), right.begin()))
            return false;
    }
    return first.eof() && second.eof();
}

} // namespace

std::string writeOrigin(const Origin& origin) {
    const auto* const kind = std::ranges::find(kinds, origin.kind, &std::pair<Origin::Kind, const char*>::first);
    nlohmann::json json = {{"kind", kind->second}};
    if (origin.kind == Origin::Kind::Packages) json["vulkan"] = origin.vulkan;
    if (origin.kind == Origin::Kind::Release)
        json.update(
            {{"address", origin.address}, {"tag", origin.tag}, {"asset", origin.asset}, {"backend", origin.backend}});
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

std::optional<Origin> readOrigin(std::string_view json) {
    const auto document = nlohmann::json::parse(json, nullptr, false);
    if (!document.is_object()) return std::nullopt;
    const auto* const kind = std::ranges::find_if(
        kinds, [name = textOf(document, "kind")](const auto& known) { return known.second == name; });
    if (kind == kinds.end()) return std::nullopt;
    const auto vulkan = document.find("vulkan");
    return Origin{.kind = kind->first,
                  .address = textOf(document, "address"),
                  .tag = textOf(document, "tag"),
                  .asset = textOf(document, "asset"),
                  .backend = textOf(document, "backend"),
                  .vulkan = vulkan != document.end() && vulkan->is_boolean() && vulkan->get<bool>()};
}

Status keepOrigin(const fs::path& folder, const Origin& origin) {
    std::error_code ignored;
    fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
    return platform::writeFileAtomically(folder / fileName, writeOrigin(origin));
}

std::optional<Origin> originOf(const fs::path& folder) {
    const auto json = platform::readFile(folder / fileName, largestFile);
    if (json) return readOrigin(*json);
    const std::string name = folder.filename().string(); // engines from before origins were kept, or made by ./dev
    std::error_code none;
    const bool byDev = name == "llama.cpp" && fs::exists(folder / "usr/bin/llama-server", none);
    if (!byDev && name != "llama.cpp-debian" && name != "llama.cpp-debian-vulkan") return std::nullopt;
    return Origin{.kind = Origin::Kind::Packages, .vulkan = name.ends_with("vulkan")};
}

bool canBeAsked(const Origin& origin) {
    return origin.kind == Origin::Kind::Packages || (origin.kind == Origin::Kind::Release && !origin.address.empty());
}

std::string newestAddress(const Origin& origin) {
    const auto fixed = origin.address.find(fixedMark);
    return fixed == std::string::npos ? origin.address : origin.address.substr(0, fixed) + "/releases/latest";
}

bool isNewer(const Release& release, const Origin& origin) {
    const std::uint64_t old = buildOf(origin.tag);
    return release.build > 0 && old > 0 ? release.build > old : release.tag != origin.tag;
}

Result<ReleaseAsset> successor(const Release& release, const Origin& origin) {
    const std::string wanted = replaced(origin.asset, origin.tag, release.tag);
    auto found = std::ranges::find(release.assets, wanted, &ReleaseAsset::name);
    if (found == release.assets.end())
        found = std::ranges::find_if(release.assets, [&](const ReleaseAsset& asset) {
            return asset.fitsHere && asset.backend == origin.backend;
        });
    if (found != release.assets.end()) return *found;
    return fail(orrery::Errc::NotFound,
                fmt::format("Release {} has no archive that takes the place of {}. Install another of its archives.",
                            release.tag, origin.asset));
}

std::string successorName(std::string name, const std::string& oldTag, const std::string& newTag) {
    return replaced(std::move(name), oldTag, newTag);
}

bool holdSamePackages(const fs::path& a, const fs::path& b) {
    const auto files = filesOf(a);
    if (files.empty() || files != filesOf(b)) return false;
    return std::ranges::all_of(files, [&](const auto& file) {
        return !file.second.starts_with("file ") || sameContent(a / file.first, b / file.first);
    });
}

} // namespace orrery::runtimes
