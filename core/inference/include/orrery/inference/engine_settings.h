// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace orrery::inference {

/// How a model is to be run.
struct EngineSettings {
    std::filesystem::path model;            ///< A GGUF file; of several parts, the first.
    std::filesystem::path projector;        ///< What lets it see images (mmproj); empty: none.
    std::string alias;                      ///< The name it goes by in answers; empty: the file's name.
    std::uint32_t contextTokens = 4096;     ///< At most what the model was trained for is used.
    std::optional<unsigned> threads;        ///< None: one less than the computer has cores.
    std::uint32_t batchTokens = 256;        ///< Larger reads prompts a little faster, and answers a Stop later.
    std::optional<bool> repackWeights;      ///< Faster, but a second copy in memory. None: if there is plenty.
    std::string cacheType;                  ///< Of the context: "f16" (empty), "q8_0" or "q4_0".
    std::optional<std::uint32_t> gpuLayers; ///< Layers on the graphics card; none: as many as fit.
    std::string chatTemplate;  ///< A template the engine knows ("chatml") instead of the model's own; empty: its own.
    bool ignoreMemory = false; ///< Start even if it does not seem to fit.
    bool limitMemory = true;   ///< Ends the engine rather than the computer when it takes far more than it should.
    std::optional<std::uint64_t> memoryLimit; ///< Bytes of address space for that; none: reckoned from the model.
    bool useSandbox = true;                   ///< Where there is one.

    std::chrono::milliseconds startTimeout =
        std::chrono::minutes(15); ///< Longest wait for a large model on a slow disk.
    std::chrono::milliseconds healthInterval = std::chrono::seconds(2);
    std::chrono::milliseconds healthTimeout = std::chrono::seconds(5); ///< Three silent checks in a row mean it hangs.

    bool operator==(const EngineSettings&) const = default;
};

} // namespace orrery::inference
