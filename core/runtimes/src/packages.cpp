// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "packages.h"

#include <orrery/platform/errc.h>
#include <orrery/platform/paths.h>
#include <orrery/runtimes/runtime_store.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

constexpr const char* suite = "forky"; // the oldest Debian suite with llama.cpp's packages
constexpr const char* debianKeyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
constexpr std::size_t shownOutput = 1500;

bool holdsAny(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

} // namespace

PackageTools findPackageTools() {
    std::error_code ignored;
    PackageTools tools;
    tools.mmdebstrap = platform::findOnPath("mmdebstrap").value_or(fs::path());
    if (fs::exists(debianKeyring, ignored)) tools.keyring = debianKeyring;
    tools.debian = fs::exists("/etc/debian_version", ignored);
    tools.root = ::geteuid() == 0;
    return tools;
}

Result<platform::ProcessSpec> packagesCommand(const PackageTools& tools, bool vulkan, const fs::path& folder) {
    if (!tools.debian)
        return fail(Errc::NoPackages,
                    "This way is for Debian, Ubuntu and their like. Use one of llama.cpp's release archives.");
    if (tools.mmdebstrap.empty())
        return fail(Errc::NoPackages,
                    "Install the package mmdebstrap first (sudo apt install mmdebstrap), then try again.");
    if (tools.keyring.empty())
        return fail(Errc::NoPackages, "Install the package debian-archive-keyring first (sudo apt install "
                                      "debian-archive-keyring), so that what comes can be checked.");
    platform::ProcessSpec spec;
    spec.program = tools.mmdebstrap.string();
    spec.environment = {{"LC_ALL", "C.UTF-8"}};
    spec.arguments = {std::string("--mode=") + (tools.root ? "auto" : "chrootless"), // unpacking needs no more rights
                      "--variant=extract",
                      std::string("--include=llama.cpp-tools") +
                          (vulkan ? ",libggml0-backend-vulkan,mesa-vulkan-drivers" : ""),
                      "--keyring=" + tools.keyring.string(),
                      "--aptopt=Acquire::Check-Valid-Until \"false\"",
                      "--aptopt=Acquire::http::Timeout \"20\"",
                      suite,
                      folder.string()};
    return spec;
}

std::optional<PackageStep> packageStep(std::string_view output) {
    std::optional<PackageStep> step;
    std::size_t at = 0;
    for (const auto& [text, begins] : {std::pair(std::string_view("I: running apt-get update"), PackageStep::Lists),
                                       std::pair(std::string_view("I: downloading packages"), PackageStep::Packages),
                                       std::pair(std::string_view("I: extracting archives"), PackageStep::Unpacking)}) {
        const auto found = output.rfind(text);
        if (found == std::string_view::npos || (step && found < at)) continue;
        step = begins;
        at = found;
    }
    return step;
}

Error packagesFailure(std::string_view output, const fs::path& folder) {
    const std::string detail(output.substr(output.size() - std::min(output.size(), shownOutput)));
    if (holdsAny(output, {"No space left on device", "not enough free space", "enough free space"}))
        return {platform::Errc::NoSpace,
                "The disk is full, so the engine could not be unpacked. Free some space and try again.", detail,
                folder.string()};
    if (holdsAny(output, {"Could not resolve", "Temporary failure resolving", "Could not connect", "Unable to connect",
                          "Cannot initiate the connection", "Network is unreachable", "Connection timed out",
                          "Connection refused", "Connection failed"}))
        return {Errc::NoPackages,
                "Debian's package archive cannot be reached. Connect to the network and try again, or install from an "
                "archive on this disk.",
                detail,
                {}};
    if (holdsAny(output, {"NO_PUBKEY", "is not signed", "EXPKEYSIG", "BADSIG"}))
        return {Errc::NoPackages,
                "What Debian's package archive sent is not signed by a key this computer knows. Update the package "
                "debian-archive-keyring.",
                detail,
                {}};
    if (holdsAny(output, {"Unable to locate package", "no installation candidate"}))
        return {
            Errc::NoPackages, "Debian's package archive has no llama.cpp for this computer's processor.", detail, {}};
    return {Errc::NoPackages,
            "The engine could not be made from Debian's packages. Use one of llama.cpp's release archives.",
            detail,
            {}};
}

} // namespace orrery::runtimes
