// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::platform {

struct CpuInfo {
    std::string model;
    unsigned physicalCores = 0;
    unsigned logicalCores = 0;
};
/// /proc/cpuinfo, in the shapes of x86, ARM, POWER and RISC-V. Without core ids every processor counts as a core.
CpuInfo parseCpuInfo(std::string_view text);

/// One line "Name:   123 kB" of /proc/meminfo, in bytes.
std::optional<std::uint64_t> memInfoBytes(std::string_view text, std::string_view name);

/// The value of a "key value" line, as in memory.stat.
std::optional<std::uint64_t> statValue(std::string_view text, std::string_view key);

/// The value after "key<separator>", without blanks and quotes around it; empty when there is no such line.
std::string valueOf(std::string_view text, std::string_view key, char separator);

/// A whole decimal number with blanks around it; nothing for "max".
std::optional<std::uint64_t> parseNumber(std::string_view text);

/// A control group this process is in.
struct ControlGroup {
    bool unified = false; ///< Version 2.
    std::string path;     ///< "/user.slice/..."
};
/// /proc/self/cgroup: the groups that can limit memory.
std::vector<ControlGroup> parseMemoryControlGroups(std::string_view text);

/// "vendor device" names of pci.ids. The ids are four lower-case hexadecimal digits.
/// @return the device's name, or nothing.
std::optional<std::string> pciDeviceName(std::string_view pciIds, std::string_view vendor, std::string_view device);

} // namespace orrery::platform
