// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/gguf/header.h>
#include <orrery/measure/measure_store.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace orrery::measure {

/// Bytes of weights read for each token: all, but of a mixture of experts only the share that is used, and of an
/// embedding that is not the output matrix nothing to speak of. Pure.
std::uint64_t activeBytes(const gguf::Header& header);

/// Weights that compute for each token: all, but of a mixture of experts only the share that is used. Pure.
std::uint64_t activeParameters(const gguf::Header& header);

/// How fast a model would answer, with an honest range.
struct Forecast {
    double answerPerSecond = 0; ///< Tokens/s.
    double low = 0, high = 0;   ///< Between these in nine of ten cases.
    double promptPerSecond = 0; ///< 0: not known.
    enum class Basis { EmptyWeights, KeptFigures } basis = Basis::KeptFigures;
    std::size_t figures = 0; ///< KeptFigures: how many it rests on.
};

/// Scales this machine's kept figures: answers by the bytes each token must read, prompts by the weights that compute.
/// Nothing without figures. Pure.
std::optional<Forecast> forecast(std::uint64_t modelActiveBytes, std::uint64_t modelActiveParameters,
                                 const std::vector<SpeedRecord>& ofThisMachine);
/// From a run of the engine on the model's head with empty weights (measureSpeedOfHead).
std::optional<Forecast> forecastFromRun(const std::vector<inference::SpeedRow>& rows);

/// What figures are compared within: processor, cores, graphics card. Blocks for milliseconds.
std::string machineName();

} // namespace orrery::measure
