// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/backends.h>

#include <fmt/format.h>

#include <array>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "libggml-";
constexpr std::array<std::pair<std::string_view, const char*>, 11> known = {{{"vulkan", "Vulkan"},
                                                                             {"cuda", "CUDA"},
                                                                             {"hip", "ROCm"},
                                                                             {"rocm", "ROCm"},
                                                                             {"sycl", "SYCL"},
                                                                             {"opencl", "OpenCL"},
                                                                             {"openvino", "OpenVINO"},
                                                                             {"musa", "MUSA"},
                                                                             {"cann", "CANN"},
                                                                             {"blas", "BLAS"},
                                                                             {"rpc", "other computers (RPC)"}}};

/// "cpu-haswell" of "libggml-cpu-haswell.so.0".
std::string libraryName(const fs::path& file) {
    const std::string name = file.filename().string();
    const auto end = name.find(".so");
    return name.starts_with(prefix) && end != std::string::npos ? name.substr(prefix.size(), end - prefix.size())
                                                                : std::string();
}

std::set<std::string> librariesOf(const EngineRuntime& runtime) {
    std::set<std::string> names;
    const fs::path programs = runtime.server.parent_path();
    for (const fs::path& folder : {runtime.backends, programs, programs.parent_path() / "lib"}) {
        std::error_code failed;
        for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
            names.insert(libraryName(it->path()));
    }
    return names;
}

} // namespace

std::vector<std::string> findBackends(const EngineRuntime& runtime) {
    std::vector<std::string> backends;
    if (runtime.folder.empty()) return backends;
    const auto libraries = librariesOf(runtime);
    std::size_t variants = 0;
    for (const std::string& name : libraries) variants += name == "cpu" || name.starts_with("cpu-") ? 1 : 0;
    if (variants > 0) backends.push_back(variants == 1 ? "CPU" : fmt::format("CPU ({} variants)", variants));
    std::set<std::string> found;
    for (const auto& [name, title] : known)
        if (libraries.contains(std::string(name)) && found.insert(title).second) backends.emplace_back(title);
    return backends;
}

} // namespace orrery::inference
