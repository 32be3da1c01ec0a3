// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/runtime.h>

#include <orrery/platform/folder_entries.h>
#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace orrery::inference {

namespace fs = std::filesystem;
using platform::entriesOf;

namespace {

bool isFile(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// Whether a name comes before another when the numbers in them count as numbers: "b9999" before "b11669".
bool isBefore(std::string_view a, std::string_view b) {
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    while (!a.empty() && !b.empty()) {
        const auto digitsA = static_cast<std::size_t>(std::ranges::find_if_not(a, isDigit) - a.begin());
        const auto digitsB = static_cast<std::size_t>(std::ranges::find_if_not(b, isDigit) - b.begin());
        if (digitsA > 0 && digitsB > 0 && digitsA != digitsB) return digitsA < digitsB;
        const std::size_t count = std::max<std::size_t>(std::min(digitsA, digitsB), 1);
        if (const int order = a.substr(0, count).compare(b.substr(0, count)); order != 0) return order < 0;
        a.remove_prefix(count);
        b.remove_prefix(count);
    }
    return a.size() < b.size();
}

/// usr/lib/<triplet>/ld-linux-*.so.*
fs::path findLoader(const fs::path& folder) {
    for (const fs::path& libraries : entriesOf(folder / "usr/lib"))
        for (const fs::path& entry : entriesOf(libraries))
            if (entry.filename().string().starts_with("ld-linux-") && isFile(entry)) return entry;
    return {};
}

/// <libraries>/ggml/backends<n>
fs::path findBackends(const fs::path& libraries) {
    for (const fs::path& entry : entriesOf(libraries / "ggml"))
        if (entry.filename().string().starts_with("backends")) return entry;
    return {};
}

std::optional<EngineRuntime> inspectUnpackedSystem(const fs::path& folder, RuntimeKind kind) {
    EngineRuntime runtime{kind, folder, folder / "usr/bin/llama-server", {}, {}, {}};
    if (!isFile(runtime.server)) return std::nullopt;
    runtime.loader = findLoader(folder);
    if (runtime.loader.empty()) return std::nullopt;
    runtime.backends = findBackends(runtime.loader.parent_path());
    return runtime;
}

std::optional<EngineRuntime> inspectRelease(const fs::path& folder, RuntimeKind kind) {
    for (const char* place : {"llama-server", "bin/llama-server", "build/bin/llama-server"})
        if (isFile(folder / place)) return EngineRuntime{kind, folder, folder / place, {}, {}, {}};
    return std::nullopt;
}

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace

RuntimeSearch standardRuntimeSearch(const fs::path& configured) {
    RuntimeSearch search;
    const char* variable = std::getenv("ORRERY_LLAMA_RUNTIME");
    search.configured = configured.empty() && variable ? fs::path(variable) : configured;
    search.managedFolder = platform::standardFolders().data / "runtimes";
    search.onPath = platform::findOnPath("llama-server").value_or(fs::path());
    return search;
}

std::optional<EngineRuntime> inspectRuntime(const fs::path& place, RuntimeKind kind) {
    if (isFile(place)) return EngineRuntime{kind, {}, place, {}, {}, {}};
    if (auto unpacked = inspectUnpackedSystem(place, kind)) return unpacked;
    return inspectRelease(place, kind);
}

std::vector<EngineRuntime> locateRuntimes(const RuntimeSearch& search) {
    std::vector<EngineRuntime> found;
    const auto look = [&](const fs::path& place, RuntimeKind kind) {
        if (place.empty()) return;
        if (auto runtime = inspectRuntime(place, kind)) found.push_back(std::move(*runtime));
    };
    look(search.configured, RuntimeKind::Configured);
    auto managed = entriesOf(search.managedFolder);
    std::ranges::sort(managed, [](const fs::path& a, const fs::path& b) {
        return isBefore(b.filename().native(), a.filename().native());
    });
    for (const fs::path& entry : managed)
        if (!isFile(entry) && !entry.filename().native().starts_with('.')) look(entry, RuntimeKind::Managed);
    look(search.onPath, RuntimeKind::Path);
    return found;
}

platform::ProcessSpec plainCommand(const EngineRuntime& runtime, std::vector<std::string> arguments) {
    platform::ProcessSpec spec;
    spec.inheritEnvironment = false;                // the engine takes settings from LLAMA_* variables
    spec.environment = {{"GOMP_SPINCOUNT", "1000"}, // else one busy core, such as a 3D window, slows it tenfold
                        {"GGML_NO_BACKTRACE", "1"}, // else a crash starts a debugger
                        {"HOME", "/"}};
    if (runtime.loader.empty()) {
        spec.program = runtime.server.string();
        spec.arguments = std::move(arguments);
        return spec;
    }
    const std::string libraries = runtime.loader.parent_path().string();
    spec.program = runtime.loader.string();
    spec.arguments = {"--library-path", fmt::format("{0}:{0}/llama", libraries), runtime.server.string()};
    spec.arguments.insert(spec.arguments.end(), arguments.begin(), arguments.end());
    spec.workingDirectory = runtime.backends.string(); // back ends are looked for in the current folder
    return spec;
}

std::optional<std::string> parseVersion(std::string_view output) {
    constexpr std::string_view mark = "version: ";
    for (const std::string_view line : linesOf(output))
        if (line.starts_with(mark)) return std::string(line.substr(mark.size()));
    return std::nullopt;
}

std::vector<std::string> parseDevices(std::string_view output) {
    std::vector<std::string> devices;
    for (const std::string_view line : linesOf(output))
        if (line.starts_with("  ") && !line.starts_with("  (none)")) devices.emplace_back(line.substr(2));
    return devices;
}

} // namespace orrery::inference
