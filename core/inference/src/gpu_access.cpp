// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "gpu_access.h"

#include <orrery/platform/folder_entries.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <vector>

namespace orrery::inference {

namespace fs = std::filesystem;
using platform::entriesOf;

namespace {

bool isThere(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

bool isGpuBackend(const fs::path& file) {
    constexpr auto kinds = std::to_array<std::string_view>({"vulkan", "cuda", "hip", "sycl", "opencl", "musa"});
    const std::string name = file.filename().string();
    return std::ranges::any_of(kinds,
                               [&](std::string_view kind) { return name.starts_with("libggml-" + std::string(kind)); });
}

/// The folders in which ggml would look for its back ends.
std::vector<fs::path> backendFolders(const EngineRuntime& runtime) {
    if (!runtime.loader.empty()) return {runtime.backends};
    std::vector<fs::path> folders = {runtime.server.parent_path(), runtime.server.parent_path() / "../lib"};
    if (!runtime.folder.empty()) return folders;
    for (const fs::path& libraries : entriesOf("/usr/lib"))
        for (const fs::path& entry : entriesOf(libraries / "ggml"))
            if (entry.filename().string().starts_with("backends")) folders.push_back(entry);
    return folders;
}

bool hasGpuBackend(const EngineRuntime& runtime) {
    return std::ranges::any_of(backendFolders(runtime), [](const fs::path& folder) {
        return std::ranges::any_of(entriesOf(folder), isGpuBackend);
    });
}

void addIfThere(std::vector<platform::SandboxPath>& to, const fs::path& root, const char* path) {
    const fs::path host = root / fs::path(path).relative_path();
    if (isThere(host)) to.push_back({host, path});
}

} // namespace

std::optional<GpuAccess> gpuAccess(const EngineRuntime& runtime, const fs::path& root) {
    if (!hasGpuBackend(runtime)) return std::nullopt;
    GpuAccess access;
    addIfThere(access.devices, root, "/dev/dri");
    addIfThere(access.devices, root, "/dev/kfd");
    for (const fs::path& device : entriesOf(root / "dev"))
        if (device.filename().string().starts_with("nvidia")) {
            access.devices.push_back({device, "/dev" / device.filename()});
            access.hostDrivers = true;
        }
    if (access.devices.empty()) return std::nullopt;
    addIfThere(access.readOnly, root, "/sys");
    if (access.hostDrivers)
        for (const char* path : {"/etc/ld.so.cache", "/etc/vulkan", "/etc/OpenCL"})
            addIfThere(access.readOnly, root, path);
    return access;
}

} // namespace orrery::inference
