// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/platform/machine.h>

#include "machine_parsers.h"

#include <orrery/platform/atomic_file.h>
#include <orrery/platform/folder_entries.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace orrery::platform {
namespace fs = std::filesystem;
namespace {

std::string textOf(const fs::path& path) {
    return readFile(path).value_or(std::string());
}

struct MemoryFacts {
    std::uint64_t total = 0;
    std::uint64_t available = 0;
};

MemoryFacts readMemory(const fs::path& root) {
    const std::string text = textOf(root / "proc/meminfo");
    return {memInfoBytes(text, "MemTotal").value_or(0), memInfoBytes(text, "MemAvailable").value_or(0)};
}

/// Names of the same facts in the two versions of control groups.
struct ControlGroupFiles {
    const char* base;
    const char* limit;
    const char* used;
    const char* reclaimable;
};
constexpr ControlGroupFiles unifiedFiles{"sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"};
constexpr ControlGroupFiles legacyFiles{"sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
                                        "total_inactive_file"};

void applyLimit(const fs::path& group, const ControlGroupFiles& files, MemoryFacts& memory) {
    const auto limit = parseNumber(textOf(group / files.limit));
    if (!limit || *limit >= memory.total) return;
    const std::uint64_t used = parseNumber(textOf(group / files.used)).value_or(0);
    const std::uint64_t reclaimable = statValue(textOf(group / "memory.stat"), files.reclaimable).value_or(0);
    const std::uint64_t held = used - std::min(used, reclaimable);
    memory.total = *limit;
    memory.available = std::min(memory.available, *limit - std::min(*limit, held));
}

/// A group is also bound by the limits of those above it. In a container the path may be the host's and lead nowhere
/// here; the top folder is then the container's own group.
void applyControlGroupLimits(const fs::path& root, MemoryFacts& memory) {
    for (const ControlGroup& group : parseMemoryControlGroups(textOf(root / "proc/self/cgroup"))) {
        const ControlGroupFiles& files = group.unified ? unifiedFiles : legacyFiles;
        for (fs::path path = fs::path(group.path).relative_path(); !path.empty(); path = path.parent_path()) {
            applyLimit(root / files.base / path, files, memory);
        }
        applyLimit(root / files.base, files, memory);
    }
}

std::string vendorName(std::string_view pciVendor) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> vendors = {{{"1002", "AMD"},
                                                                                       {"8086", "Intel"},
                                                                                       {"10de", "NVIDIA"},
                                                                                       {"1af4", "Virtio"},
                                                                                       {"15ad", "VMware"},
                                                                                       {"1a03", "ASPEED"},
                                                                                       {"102b", "Matrox"},
                                                                                       {"1d17", "Zhaoxin"}}};
    for (const auto& [id, name] : vendors) {
        if (id == pciVendor) return std::string(name);
    }
    return {};
}

std::string lowerCase(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

std::optional<std::string> nameFromPciIds(const fs::path& root, std::string_view vendor, std::string_view device) {
    for (const char* file : {"usr/share/misc/pci.ids", "usr/share/hwdata/pci.ids"}) {
        if (auto name = pciDeviceName(textOf(root / file), vendor, device)) return name;
    }
    return std::nullopt;
}

/// Graphics processors by where they sit ("0000:03:00.0"), so that one told of twice counts once.
using GpusByPlace = std::map<std::string, GpuFacts>;

void addDrmCard(const fs::path& root, const fs::path& card, GpusByPlace& gpus) {
    const std::string event = textOf(card / "device/uevent");
    if (event.empty()) return;
    GpuFacts gpu;
    gpu.driver = valueOf(event, "DRIVER", '=');
    gpu.memory = parseNumber(textOf(card / "device/mem_info_vram_total"));
    const std::string id = lowerCase(valueOf(event, "PCI_ID", '='));
    std::string place = valueOf(event, "PCI_SLOT_NAME", '=');
    if (id.size() == 9) {
        const std::string vendor = id.substr(0, 4);
        gpu.vendor = vendorName(vendor);
        gpu.name = nameFromPciIds(root, vendor, id.substr(5))
                       .value_or(fmt::format("{} graphics [{}]", gpu.vendor.empty() ? "Unknown" : gpu.vendor, id));
    } else {
        gpu.name = gpu.driver;
        place = card.filename().string();
    }
    gpus[place] = std::move(gpu);
}

void addDrmCards(const fs::path& root, GpusByPlace& gpus) {
    for (const fs::path& entry : entriesOf(root / "sys/class/drm")) {
        const std::string name = entry.filename().string(); // "card0"; its outputs are "card0-HDMI-A-1"
        if (name.starts_with("card") && parseNumber(name.substr(4))) addDrmCard(root, entry, gpus);
    }
}

/// NVIDIA's driver need not offer DRM cards, and knows its names best.
void addNvidiaGpus(const fs::path& root, GpusByPlace& gpus) {
    for (const fs::path& entry : entriesOf(root / "proc/driver/nvidia/gpus")) {
        const std::string name = valueOf(textOf(entry / "information"), "Model", ':');
        if (name.empty()) continue;
        GpuFacts& gpu = gpus[entry.filename().string()];
        gpu.name = name;
        gpu.vendor = "NVIDIA";
        gpu.driver = "nvidia";
    }
}

std::vector<GpuFacts> readGpus(const fs::path& root) {
    GpusByPlace byPlace;
    addDrmCards(root, byPlace);
    addNvidiaGpus(root, byPlace);
    std::vector<GpuFacts> gpus;
    for (auto& [place, gpu] : byPlace) gpus.push_back(std::move(gpu));
    return gpus;
}

std::string readOsName(const fs::path& root) {
    for (const char* file : {"etc/os-release", "usr/lib/os-release"}) {
        std::string name = valueOf(textOf(root / file), "PRETTY_NAME", '=');
        if (!name.empty()) return name;
    }
    return {};
}

fs::path nearestExisting(fs::path path) {
    std::error_code ignored;
    path = fs::absolute(path, ignored);
    while (path.has_relative_path() && !fs::exists(path, ignored)) path = path.parent_path();
    return path;
}

} // namespace

MachineFacts readMachineFacts(const fs::path& root) {
    const CpuInfo cpu = parseCpuInfo(textOf(root / "proc/cpuinfo"));
    MemoryFacts memory = readMemory(root);
    applyControlGroupLimits(root, memory);
    struct utsname system {};
    ::uname(&system);
    return {.cpuModel = cpu.model,
            .physicalCores = cpu.physicalCores,
            .logicalCores = cpu.logicalCores,
            .memoryTotal = memory.total,
            .memoryAvailable = memory.available,
            .gpus = readGpus(root),
            .osName = readOsName(root),
            .architecture = system.machine,
            .kernel = system.release};
}

Result<DiskSpace> diskSpace(const fs::path& path) {
    std::error_code error;
    const fs::space_info space = fs::space(nearestExisting(path), error);
    if (error) {
        return fail(errcFromErrno(error.value()),
                    fmt::format("The free space for {} could not be read.", path.string()), error.message(),
                    path.string());
    }
    return DiskSpace{space.capacity, space.available};
}

} // namespace orrery::platform
