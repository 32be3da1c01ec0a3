// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::runtimes {

/// One archive of a release.
struct ReleaseAsset {
    std::string name; ///< "llama-b11669-bin-ubuntu-vulkan-x64.tar.gz"
    std::string url;
    std::uint64_t size = 0;   ///< Bytes; 0: not said.
    std::string sha256;       ///< Lower-case hex; empty: the address does not say.
    std::string backend;      ///< "CPU", "Vulkan", "CUDA 12.4", "ROCm 6.4" ..., by its name.
    bool fitsHere = false;    ///< Made for this system and processor, by its name.
    std::string release = {}; ///< The address that listed it, where a newer one can be asked for; empty: not known.
};

struct Release {
    std::string tag;         ///< "b11669"
    std::uint64_t build = 0; ///< 11669; 0: the tag holds none.
    std::string published;   ///< ISO 8601; empty: not said.
    std::vector<ReleaseAsset>
        assets; ///< Those of llama.cpp's programs, the ones that fit this system first, CPU first.
};

/// Reads what a release address answers: one release as GitHub's API writes it ({"tag_name", "assets": [{"name",
/// "browser_download_url", "size", "digest": "sha256:..."}]}), or a list of them (newest first: the first is taken).
/// @param system "linux"; @param processor "x86_64". Pure; links that are not http(s) are left out.
Result<Release> readRelease(std::string_view json, std::string_view system, std::string_view processor);

/// The address to ask for what a person typed: that of a repository or a release on GitHub's pages becomes that of its
/// API; any other stays as it is. Pure.
std::string releaseAddress(std::string_view typed);

} // namespace orrery::runtimes
