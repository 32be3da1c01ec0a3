// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/inference/engine.h>
#include <orrery/inference/memory_probe.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::inference {

/// What llama-bench is to measure. Every combination of threads and batches is one round of two tests.
struct SpeedQuestion {
    std::filesystem::path model; ///< Of several parts the first.
    std::uint32_t promptTokens = 256;
    std::uint32_t answerTokens = 64;
    std::uint32_t repetitions = 3;
    std::vector<unsigned> threads;      ///< Empty: as the engine is started.
    std::vector<std::uint32_t> batches; ///< Empty: 256.
    std::optional<std::uint32_t> gpuLayers;
};

/// One test's outcome.
struct SpeedRow {
    std::uint32_t promptTokens = 0; ///< One of the two is 0.
    std::uint32_t answerTokens = 0;
    unsigned threads = 0;
    std::uint32_t batch = 0;
    std::uint32_t gpuLayers = 0;
    double tokensPerSecond = 0; ///< Mean.
    double deviation = 0;       ///< Standard deviation, tokens/s.
    std::vector<double> samples;
    std::string modelType; ///< "llama 1B Q4_K - Medium"
    std::uint64_t modelSize = 0, modelParameters = 0;
    std::string cpu, gpu, backend, build;
};

/// One line of llama-bench's "-o jsonl"; nothing for a line that is none. Pure.
Result<std::optional<SpeedRow>> readSpeedRow(std::string_view line);

struct SpeedProgress {
    std::size_t done = 0; ///< Tests.
    std::size_t total = 0;
    std::vector<SpeedRow> rows; ///< So far.
};

/// Runs llama-bench, sealed off as the engine is. Fails like Engine::start; Errc::Unsupported (base) when this runtime
/// has no llama-bench.
/// @param onProgress on services.executor, after each test.
void measureSpeed(const EngineServices& services, const EngineHost& host, SpeedQuestion question, std::stop_token stop,
                  std::function<void(const SpeedProgress&)> onProgress,
                  std::function<void(Result<std::vector<SpeedRow>>)> completion);

/// The same on empty weights behind a model's head: what its speed would be, before it is downloaded. Seconds for a
/// small model; refuses what would not fit into memory. The question's model is ignored.
void measureSpeedOfHead(const EngineServices& services, const EngineHost& host, std::vector<ModelHead> heads,
                        SpeedQuestion question, std::stop_token stop,
                        std::function<void(const SpeedProgress&)> onProgress,
                        std::function<void(Result<std::vector<SpeedRow>>)> completion);

/// A model of published shape (llama, 1.2 B parameters, Q4_K) without weights, to measure a computer with: always the
/// same, so that figures of two computers compare. A few MB.
ModelHead standardModelHead();

} // namespace orrery::inference
