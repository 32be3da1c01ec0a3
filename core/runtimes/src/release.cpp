// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/runtimes/release.h>

#include "release_asset.h"

#include <orrery/net/url.h>
#include <orrery/runtimes/runtime_store.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace orrery::runtimes {

namespace {

constexpr std::size_t mostAssets = 500;
constexpr std::size_t longestText = 200;
constexpr std::size_t longestUrl = 4000;
constexpr std::string_view hashMark = "sha256:";

std::string textOf(const nlohmann::json& object, const char* key) {
    const auto member = object.find(key);
    return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

bool isPlain(std::string_view text) {
    return !text.empty() && text.size() <= longestText && std::ranges::none_of(text, [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == 0x7F || c == '/' || c == '\\';
    });
}

std::string hashFrom(std::string_view digest) {
    constexpr std::size_t hexDigits = 64;
    if (!digest.starts_with(hashMark)) return {};
    std::string hex(digest.substr(hashMark.size()));
    std::ranges::transform(hex, hex.begin(),
                           [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    return hex.size() == hexDigits && hex.find_first_not_of("0123456789abcdef") == std::string::npos ? hex
                                                                                                     : std::string();
}

std::optional<ReleaseAsset> assetFrom(const nlohmann::json& json, std::string_view system, std::string_view processor) {
    if (!json.is_object()) return std::nullopt;
    ReleaseAsset asset{
        textOf(json, "name"), textOf(json, "browser_download_url"), 0, hashFrom(textOf(json, "digest")), {}, false};
    const AssetName name = readAssetName(asset.name);
    if (!name.isEngine || !isPlain(asset.name) || asset.url.size() > longestUrl || !net::parseUrl(asset.url))
        return std::nullopt;
    const auto size = json.find("size");
    if (size != json.end() && size->is_number_unsigned()) asset.size = size->get<std::uint64_t>();
    asset.backend = name.backend;
    asset.fitsHere = !name.processor.empty() && name.system == system && name.processor == processor;
    return asset;
}

std::optional<Release> releaseFrom(const nlohmann::json& json, std::string_view system, std::string_view processor) {
    if (!json.is_object()) return std::nullopt;
    Release release{textOf(json, "tag_name"), 0, textOf(json, "published_at"), {}};
    if (!isPlain(release.tag)) return std::nullopt;
    if (release.published.size() > longestText) release.published.clear();
    release.build = buildOf(release.tag);
    const auto assets = json.find("assets");
    if (assets == json.end() || !assets->is_array()) return release;
    for (const auto& item : *assets) {
        if (release.assets.size() == mostAssets) break;
        if (auto asset = assetFrom(item, system, processor)) release.assets.push_back(std::move(*asset));
    }
    const auto rank = [](const ReleaseAsset& asset) {
        return (asset.fitsHere ? 0 : 2) + (asset.backend == "CPU" ? 0 : 1);
    };
    std::ranges::stable_sort(release.assets, {}, rank);
    return release;
}

tl::unexpected<Error> noRelease(std::string detail) {
    return fail(Errc::BadRelease,
                "What came from that address is no release of llama.cpp. Check the address: it is that of a release in "
                "GitHub's API, as in https://api.github.com/repos/ggml-org/llama.cpp/releases/latest.",
                std::move(detail));
}

} // namespace

std::uint64_t buildOf(std::string_view tag) {
    std::uint64_t build = 0;
    if (!tag.starts_with('b')) return 0;
    const auto [end, problem] = std::from_chars(tag.data() + 1, tag.data() + tag.size(), build);
    return problem == std::errc() && end == tag.data() + tag.size() ? build : 0;
}

Result<Release> readRelease(std::string_view json, std::string_view system, std::string_view processor) {
    const auto document = nlohmann::json::parse(json, nullptr, false);
    if (document.is_discarded()) return noRelease("not JSON");
    if (document.is_object()) {
        auto release = releaseFrom(document, system, processor);
        if (release) return *std::move(release);
        return noRelease(textOf(document, "message").substr(0, longestText));
    }
    if (!document.is_array() || document.empty()) return noRelease("no list of releases");
    auto newest = releaseFrom(document.front(), system, processor);
    if (!newest) return noRelease("the newest entry has no tag");
    return *std::move(newest);
}

std::string releaseAddress(std::string_view typed) {
    constexpr std::string_view web = "https://github.com/";
    constexpr std::string_view tagMark = "/releases/tag/";
    while (typed.ends_with('/')) typed.remove_suffix(1);
    if (!typed.starts_with(web)) return std::string(typed);
    const std::string_view rest = typed.substr(web.size());
    const auto ownerEnd = rest.find('/');
    if (ownerEnd == std::string_view::npos) return std::string(typed);
    const std::string_view repository = rest.substr(0, rest.find('/', ownerEnd + 1));
    const auto tag = rest.find(tagMark);
    if (tag == std::string_view::npos)
        return fmt::format("https://api.github.com/repos/{}/releases/latest", repository);
    return fmt::format("https://api.github.com/repos/{}/releases/tags/{}", repository,
                       rest.substr(tag + tagMark.size()));
}

} // namespace orrery::runtimes
