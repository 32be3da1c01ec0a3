// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/inference/engine.h>
#include <orrery/inference/speed_probe.h>
#include <orrery/measure/measure_store.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::measure {

/// Measures a model with llama-bench and keeps each figure as soon as it is told, all under one time and the machine's
/// name. What came before an end or an Error stays kept.
/// @param onProgress on services.executor, after each test.
/// @param completion once, there: the records, with their ids; or the Error of measureSpeed or of the store.
void measureModel(const inference::EngineServices& services, const inference::EngineHost& host, MeasureStore& store,
                  inference::SpeedQuestion question, std::stop_token stop,
                  std::function<void(const inference::SpeedProgress&)> onProgress,
                  std::function<void(Result<std::vector<SpeedRecord>>)> completion);

/// The two tests of one round: one way of running one model, at one time.
struct SpeedRound {
    std::vector<std::int64_t> ids; ///< Of the records.
    std::int64_t taken = 0;
    std::string machine, model, path, engine;
    unsigned threads = 0;
    std::uint32_t batch = 0;
    std::uint32_t gpuLayers = 0;
    std::optional<inference::SpeedRow> prompt; ///< Reading.
    std::optional<inference::SpeedRow> answer; ///< Generating.
};

/// Records put together by round, in the order of their first. Pure.
std::vector<SpeedRound> speedRounds(const std::vector<SpeedRecord>& records);

/// The round whose threads to use: it answers fastest; of those within 3 % of the fastest, the one with the fewest
/// threads, which leaves more to everything else. Nothing where nothing was generated. Pure.
std::optional<std::size_t> bestRound(const std::vector<SpeedRound>& rounds);

} // namespace orrery::measure
