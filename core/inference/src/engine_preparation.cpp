// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_preparation.h"

#include <orrery/gguf/file.h>
#include <orrery/inference/errors.h>
#include <orrery/platform/machine.h>
#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longestSocketPath = 107; // of the operating system

std::string gigabytes(std::uint64_t bytes) {
    return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}

std::uint32_t usedContext(const EngineSettings& settings, const gguf::ModelFacts& model) {
    const std::uint64_t trained = model.contextLength.value_or(settings.contextTokens);
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(settings.contextTokens, std::max<std::uint64_t>(trained, 1)));
}

gguf::MemoryEstimate estimate(const gguf::Header& header, const EngineSettings& settings, const EngineLaunch& launch) {
    return gguf::estimateMemory(header, {launch.contextTokens, settings.batchTokens, launch.repackWeights});
}

bool hasPlentyFor(std::uint64_t weights, std::uint64_t available) {
    return static_cast<double>(available) > 2.2 * static_cast<double>(weights);
}

Status checkMemory(const gguf::MemoryEstimate& memory, std::uint64_t available, const EngineSettings& settings) {
    if (settings.ignoreMemory || available == 0 || memory.total() <= available) return {};
    return fail(Errc::NotEnoughMemory,
                fmt::format("This model needs {} of memory and {} are free. Close other programs, use a shorter "
                            "context, or choose a smaller model.",
                            gigabytes(memory.total()), gigabytes(available)),
                fmt::format("weights {}, context {}, computing {}", gigabytes(memory.weights), gigabytes(memory.cache),
                            gigabytes(memory.compute)),
                settings.model.string());
}

bool isAlive(const std::string& processId) {
    std::error_code ignored;
    return fs::exists(fs::path("/proc") / processId, ignored);
}

/// Folders whose Orrery was killed before it could remove them. Named engine-<process id>-<random>.
void removeLeftovers(const fs::path& parent) {
    std::error_code ignored;
    for (fs::directory_iterator it(parent, ignored), end; !ignored && it != end; it.increment(ignored)) {
        const std::string name = it->path().filename().string();
        if (!name.starts_with("engine-")) continue;
        const std::string owner = name.substr(7, name.find('-', 7) - 7);
        std::error_code failed;
        if (!isAlive(owner)) fs::remove_all(it->path(), failed);
    }
}

Result<platform::TemporaryDirectory> makeRunFolder() {
    const auto parent = platform::runtimeFolder();
    if (!parent) return fail(parent.error());
    removeLeftovers(*parent);
    return platform::TemporaryDirectory::create(fmt::format("engine-{}", ::getpid()), *parent);
}

Status checkSocketPath(const fs::path& socket) {
    if (socket.native().size() <= longestSocketPath) return {};
    return fail(Errc::BadSettings,
                "The engine's private folder has too long a name. Set XDG_RUNTIME_DIR to a shorter one.", {},
                socket.string());
}

} // namespace

EngineLaunch decideLaunch(const EngineHost& host, const EngineSettings& settings, const gguf::ModelFacts& model,
                          const platform::MachineFacts& machine) {
    EngineLaunch launch;
    launch.contextTokens = usedContext(settings, model);
    launch.threads = settings.threads.value_or(std::max(machine.physicalCores, 2U) - 1);
    launch.repackWeights = settings.repackWeights.value_or(hasPlentyFor(model.weightsSize, machine.memoryAvailable));
    if (settings.useSandbox && host.sandbox) launch.bwrap = host.sandbox->bwrap;
    return launch;
}

Result<Preparation> prepareEngine(const EngineHost& host, const EngineSettings& settings) {
    const auto header = gguf::readGgufFile(settings.model);
    if (!header) return fail(header.error());
    const auto machine = platform::readMachineFacts();
    gguf::ModelFacts model = gguf::modelFacts(*header);

    EngineLaunch launch = decideLaunch(host, settings, model, machine);
    const auto memory = estimate(*header, settings, launch);
    if (Status status = checkMemory(memory, machine.memoryAvailable, settings); !status) return fail(status.error());

    auto folder = makeRunFolder();
    if (!folder) return fail(folder.error());
    launch.runFolder = folder->path();
    auto command = engineCommand(host.runtime, settings, launch);
    if (Status status = checkSocketPath(command.socket); !status) return fail(status.error());
    return Preparation{std::move(model), memory, std::move(launch), std::move(command), std::move(*folder)};
}

} // namespace orrery::inference
