// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/gguf/fit.h>
#include <orrery/inference/engine.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::inference {

/// What the engine says it would take of one device, in bytes.
struct DeviceMemory {
    std::string name; ///< "CUDA0"
    std::string description;
    std::uint64_t total = 0;
    std::uint64_t free = 0;
    std::uint64_t weights = 0;
    std::uint64_t context = 0;
    std::uint64_t compute = 0;

    [[nodiscard]] std::uint64_t used() const { return weights + context + compute; }
};

/// What running a model takes, by the engine's own account (its "fit_memory_breakdown" record) or by our formula.
struct MemoryNeed {
    std::uint64_t weights = 0; ///< In main memory, repacked copies included.
    std::uint64_t context = 0;
    std::uint64_t compute = 0;
    std::uint64_t overhead = 0; ///< The program itself; never in the engine's own account.
    std::vector<DeviceMemory> devices;
    bool byEngine = false; ///< Else by formula.
    bool dependable = true;

    /// Main memory, bytes.
    [[nodiscard]] std::uint64_t main() const { return weights + context + compute + overhead; }
};

/// The record in one line of the engine's log; nothing if it is none. Fails on one that cannot be understood. Pure.
Result<std::optional<MemoryNeed>> readMemoryRecord(std::string_view line);

/// The head of a model file that need not be here: one for each part of a split model.
struct ModelHead {
    std::string bytes;          ///< From the file's beginning up to the weights at least.
    std::uint64_t fileSize = 0; ///< Of the whole file.
    std::string name;           ///< File name; parts of split models carry their numbers in it.
};

/// The heads of a local model: of the file and, for one of several parts, of all its parts. Blocks.
Result<std::vector<ModelHead>> readModelHeads(const std::filesystem::path& model);

/// The header of a model of one or several heads: the first one's metadata, the tensors of all. Fails when parts are
/// missing, else with gguf::Errc. Pure.
Result<gguf::Header> readHeads(const std::vector<ModelHead>& heads);

/// Asks the engine what the model would take with these settings (`settings.model` is ignored), without its weights:
/// the heads are put into sparse files, the engine is started on them in its sandbox, its record is read, and it is
/// ended. 0.2 to 0.5 s. Fails as Engine::start does: also for models the engine cannot run at all.
void probeMemory(const EngineServices& services, const EngineHost& host, std::vector<ModelHead> heads,
                 const EngineSettings& settings, std::stop_token stop,
                 std::function<void(Result<MemoryNeed>)> completion);

/// The settings with what is left open in them (context, repacking) decided as Engine::start does. Pure.
EngineSettings settledSettings(EngineSettings settings, const gguf::Header& header, std::uint64_t memoryAvailable);

/// The same by formula alone, for settled settings.
MemoryNeed memoryByFormula(const gguf::Header& header, const EngineSettings& settings);

/// Whether a model fits, for how long a context, and where it would lie.
struct FitReport {
    gguf::Fit verdict = gguf::Fit::Unknown;
    MemoryNeed need;
    std::uint64_t available = 0;     ///< Of main memory, bytes, with what is left to everything else already taken off.
    std::uint32_t contextTokens = 0; ///< What the verdict is for.
    std::optional<std::uint32_t>
        largestContext; ///< Longest that fits, at most what it was trained for; none fits: none.
    std::string advice; ///< What would make it fit, one sentence; empty when it fits.
};

/// Judges a need. Pure. @param memoryAvailable main memory free now, bytes. @param header to reckon other contexts.
FitReport judgeFit(const MemoryNeed& need, const gguf::Header& header, const EngineSettings& settings,
                   std::uint64_t memoryAvailable);

} // namespace orrery::inference
