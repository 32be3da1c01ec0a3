// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_preparation.h"

#include "gpu_access.h"

#include <orrery/gguf/file.h>
#include <orrery/gguf/file_name.h>
#include <orrery/inference/errors.h>
#include <orrery/platform/machine.h>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
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

/// What the engine will map: the model's parts and its projector.
struct ModelFiles {
    gguf::Header header;         ///< Of the first part, with all parts' tensors.
    std::uint64_t weights = 0;   ///< Bytes.
    std::uint64_t mapped = 0;    ///< Bytes of all files.
    std::uint64_t projector = 0; ///< Bytes; 0 without one.
};

Result<gguf::Header> readPart(const fs::path& part, std::size_t number, std::size_t count) {
    auto header = gguf::readGgufFile(part);
    if (header || count == 1 || !header.error().is(orrery::Errc::NotFound)) return header;
    return fail(
        orrery::Errc::NotFound,
        fmt::format("Part {} of {} of this model is missing. Download it again, into the same folder.", number, count),
        header.error().detail, part.string());
}

Status readProjector(const fs::path& path, ModelFiles& files) {
    if (path.empty()) return {};
    const auto header = gguf::readGgufFile(path);
    if (!header) return fail(header.error());
    files.projector = header->fileSize;
    files.mapped += header->fileSize;
    return {};
}

Result<ModelFiles> readModelFiles(const EngineSettings& settings) {
    ModelFiles files;
    const auto parts = gguf::partNames(settings.model.string());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto header = readPart(parts[i], i + 1, parts.size());
        if (!header) return fail(header.error());
        for (const gguf::TensorInfo& tensor : header->tensors) files.weights += tensor.size;
        files.mapped += header->fileSize;
        if (i == 0)
            files.header = std::move(*header);
        else
            std::ranges::move(header->tensors, std::back_inserter(files.header.tensors));
    }
    if (Status status = readProjector(settings.projector, files); !status) return fail(status.error());
    return files;
}

gguf::MemoryEstimate estimate(const ModelFiles& files, const EngineSettings& settings, const EngineLaunch& launch) {
    auto memory = gguf::estimateMemory(
        files.header, {launch.contextTokens, settings.batchTokens, launch.repackWeights, settings.cacheType});
    memory.weights += files.projector;
    return memory;
}

/// So much that only an engine gone astray hits it. None with a graphics card, whose memory is address space, too.
std::optional<std::uint64_t> addressSpaceLimit(const ModelFiles& files, const gguf::MemoryEstimate& memory,
                                               const platform::MachineFacts& machine, const EngineSettings& settings,
                                               const EngineLaunch& launch) {
    constexpr std::uint64_t mebibyte = 1ULL << 20;
    constexpr std::uint64_t spare = 2048 * mebibyte;
    constexpr std::uint64_t perThread = 72 * mebibyte; // its stack, and what malloc sets aside
    constexpr std::uint64_t httpThreads = 16;
    if (!settings.limitMemory || launch.gpu) return std::nullopt;
    if (settings.memoryLimit) return settings.memoryLimit;
    const std::uint64_t predicted =
        memory.dependable ? memory.total() : std::max(memory.total(), machine.memoryAvailable);
    return predicted + files.mapped + spare + perThread * (launch.threads + httpThreads);
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

Status checkSocketPath(const fs::path& socket) {
    if (socket.native().size() <= longestSocketPath) return {};
    return fail(Errc::BadSettings,
                "The engine's private folder has too long a name. Set XDG_RUNTIME_DIR to a shorter one.", {},
                socket.string());
}

Status checkRuntime(const EngineRuntime& runtime) {
    std::error_code ignored;
    const bool complete =
        fs::exists(runtime.server, ignored) && (runtime.loader.empty() || fs::exists(runtime.loader, ignored));
    if (complete) return {};
    return fail(Errc::RuntimeBroken,
                fmt::format("The engine {} is no longer there. Install it again, or choose another one.",
                            runtime.server.string()),
                {}, runtime.server.string());
}

} // namespace

EngineLaunch decideLaunch(const EngineHost& host, const EngineSettings& settings, const gguf::ModelFacts& model,
                          const platform::MachineFacts& machine) {
    EngineLaunch launch;
    launch.contextTokens = usedContext(settings, model);
    launch.threads = settings.threads.value_or(std::max(machine.physicalCores, 2U) - 1);
    launch.repackWeights = settings.repackWeights.value_or(hasPlentyFor(model.weightsSize, machine.memoryAvailable));
    if (settings.useSandbox && host.sandbox) {
        launch.bwrap = host.sandbox->bwrap;
        launch.sealUserNamespaces = host.sandbox->sealsUserNamespaces;
    }
    if (settings.gpuLayers != 0U) launch.gpu = gpuAccess(host.runtime);
    return launch;
}

Result<MemoryOutlook> foreseeMemory(const EngineHost& host, const EngineSettings& settings) {
    const auto files = readModelFiles(settings);
    if (!files) return fail(files.error());
    const auto machine = platform::readMachineFacts();
    gguf::ModelFacts model = gguf::modelFacts(files->header);
    model.weightsSize = files->weights;
    const EngineLaunch launch = decideLaunch(host, settings, model, machine);
    return MemoryOutlook{estimate(*files, settings, launch), machine.memoryAvailable};
}

Result<Preparation> prepareEngine(const EngineHost& host, const EngineSettings& settings) {
    if (Status status = checkRuntime(host.runtime); !status) return fail(status.error());
    const auto files = readModelFiles(settings);
    if (!files) return fail(files.error());
    const auto machine = platform::readMachineFacts();
    gguf::ModelFacts model = gguf::modelFacts(files->header);
    model.weightsSize = files->weights;

    EngineLaunch launch = decideLaunch(host, settings, model, machine);
    const auto memory = estimate(*files, settings, launch);
    if (Status status = checkMemory(memory, machine.memoryAvailable, settings); !status) return fail(status.error());
    launch.addressSpaceLimit = addressSpaceLimit(*files, memory, machine, settings, launch);

    auto folder = RunFolder::create();
    if (!folder) return fail(folder.error());
    launch.runFolder = folder->path();
    auto command = engineCommand(host.runtime, settings, launch);
    if (Status status = checkSocketPath(command.socket); !status) return fail(status.error());
    return Preparation{std::move(model), memory, std::move(launch), std::move(command), std::move(*folder)};
}

} // namespace orrery::inference
