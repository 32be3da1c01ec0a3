// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace orrery::platform {

struct GpuFacts {
    std::string name;   ///< The driver's or the PCI database's; "AMD graphics [1002:73bf]" when neither knows it.
    std::string vendor; ///< "AMD", "Intel", "NVIDIA", ...; empty when unknown.
    std::optional<std::uint64_t>
        memory;         ///< The card's own memory in bytes. Unknown for NVIDIA, whose kernel driver does not tell.
    std::string driver; ///< The kernel's driver: "amdgpu", "i915", "nvidia"; empty when none.

    bool operator==(const GpuFacts&) const = default;
};

/// What this computer is. Everything unknown is empty or 0.
struct MachineFacts {
    std::string cpuModel;
    unsigned physicalCores = 0;
    unsigned logicalCores = 0;     ///< Hardware threads.
    std::uint64_t memoryTotal = 0; ///< Bytes; a container's limit when that is lower.
    std::uint64_t memoryAvailable =
        0; ///< Bytes a program can take without swapping, within the same limit, at the time of the call.
    std::vector<GpuFacts> gpus;
    std::string osName;       ///< "Debian GNU/Linux 12 (bookworm)"
    std::string architecture; ///< "x86_64"
    std::string kernel;       ///< "6.1.0-18-amd64"
};

/// Reads them from the kernel's files; takes a few milliseconds.
/// @param root the folder with proc, sys, etc and usr in it.
MachineFacts readMachineFacts(const std::filesystem::path& root = "/");

struct DiskSpace {
    std::uint64_t total = 0;     ///< Bytes.
    std::uint64_t available = 0; ///< Bytes this user may still write.
};

/// Space on the disk that holds `path`, or would: of what does not exist yet, the nearest existing folder counts.
Result<DiskSpace> diskSpace(const std::filesystem::path& path);

} // namespace orrery::platform
