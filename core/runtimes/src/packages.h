// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/platform/child_process.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::runtimes {

/// What making a runtime folder from packages stands on.
struct PackageTools {
    std::filesystem::path mmdebstrap; ///< Empty: not installed.
    std::filesystem::path keyring;    ///< Debian's; empty: not installed.
    bool debian = false;              ///< Debian or one of its children.
    bool root = false;
};
PackageTools findPackageTools();

/// The command that unpacks llama.cpp's packages and all they need into an empty or missing folder; nothing in them is
/// executed. Errc::NoPackages says what is missing. Pure.
Result<platform::ProcessSpec> packagesCommand(const PackageTools& tools, bool vulkan,
                                              const std::filesystem::path& folder);

/// How far it is by what it printed; nothing: at the beginning. Pure.
enum class PackageStep { Lists, Packages, Unpacking };
std::optional<PackageStep> packageStep(std::string_view output);

/// Why it failed, for a person, by what it printed. Pure.
Error packagesFailure(std::string_view output, const std::filesystem::path& folder);

} // namespace orrery::runtimes
