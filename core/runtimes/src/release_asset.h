// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace orrery::runtimes {

/// What an archive's name says: "llama-b11669-bin-ubuntu-vulkan-x64.tar.gz".
struct AssetName {
    bool isEngine = false; ///< An archive of llama.cpp's programs.
    std::string system;    ///< "linux", "macos", "windows"; empty: another, or one that needs a special system.
    std::string processor; ///< "x86_64", "aarch64", ...; empty: not said.
    std::string backend;   ///< "CPU", "Vulkan", "CUDA 12.4"
};
AssetName readAssetName(std::string_view name);

/// The number in a tag such as "b11669"; 0: it holds none.
std::uint64_t buildOf(std::string_view tag);

} // namespace orrery::runtimes
