// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/runtimes/release.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::runtimes {

/// Where a managed engine came from. It is kept in the engine's own folder, so that it goes where that goes.
struct Origin {
    enum class Kind { Archive, Release, Packages };
    Kind kind = Kind::Archive;
    std::string address = {}; ///< Of a release: what was asked for it.
    std::string tag = {};     ///< Of a release.
    std::string asset = {};   ///< Of a release: the archive's name.
    std::string backend = {}; ///< Of a release: what the archive computes with.
    bool vulkan = false;      ///< Of packages: those for graphics cards, too.
};

std::string writeOrigin(const Origin& origin);
/// Nothing for anything else. Pure.
std::optional<Origin> readOrigin(std::string_view json);

/// Replaces whatever the folder says of its origin. Blocks.
Status keepOrigin(const std::filesystem::path& folder, const Origin& origin);
/// What the folder says; nothing when it does not. Blocks.
std::optional<Origin> originOf(const std::filesystem::path& folder);

/// Whether something newer can be asked for there.
bool canBeAsked(const Origin& origin);
/// The address that tells the newest release: that of one fixed release becomes that of the latest. Pure.
std::string newestAddress(const Origin& origin);
/// By the build numbers in both tags, else when the tags differ. Pure.
bool isNewer(const Release& release, const Origin& origin);
/// The release's archive that takes the place of the origin's: the same name but for the tag, else the first for this
/// computer with the same back end. Errc::NotFound. Pure.
Result<ReleaseAsset> successor(const Release& release, const Origin& origin);
/// The folder's name with the new tag where it held the old one. Pure.
std::string successorName(std::string name, const std::string& oldTag, const std::string& newTag);

/// Whether both hold the same files below usr/: same names, links and contents. Blocks.
bool holdSamePackages(const std::filesystem::path& a, const std::filesystem::path& b);

} // namespace orrery::runtimes
