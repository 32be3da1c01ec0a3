// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/measure/forecast.h>

#include <orrery/platform/machine.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace orrery::measure {

namespace {

/// What share of the experts works on each token; 1 for a dense model.
double expertShare(const gguf::Header& header) {
    const std::string prefix = std::string(header.text("general.architecture").value_or("")) + '.';
    const auto used = header.count(prefix + "expert_used_count").value_or(0);
    const auto all = header.count(prefix + "expert_count").value_or(0);
    if (used == 0 || used >= all) return 1;
    return static_cast<double>(used) / static_cast<double>(all);
}

bool isExpert(std::string_view tensor) {
    return tensor.find("_exps.") != std::string_view::npos;
}

/// Of a table only the row of one word is read.
bool isTable(std::string_view tensor, bool hasOutput) {
    return (tensor == "token_embd.weight" && hasOutput) || tensor.starts_with("per_layer_token_embd.") ||
           tensor.starts_with("position_embd.");
}

template <class Amount>
std::uint64_t activeSum(const gguf::Header& header, Amount amount) {
    const double share = expertShare(header);
    const bool hasOutput = header.tensor("output.weight") != nullptr;
    double sum = 0;
    for (const gguf::TensorInfo& tensor : header.tensors)
        if (!isTable(tensor.name, hasOutput))
            sum += static_cast<double>(amount(tensor)) * (isExpert(tensor.name) ? share : 1);
    return static_cast<std::uint64_t>(std::min(sum, 1e18));
}

/// One kept figure as evidence: what the computer does of that in a second, and for how large a model it was seen.
struct Evidence {
    double rate = 0; ///< Bytes read, or weights times tokens, a second.
    double size = 0;
};

struct Estimate {
    double rate = 0;
    double spread = 0; ///< Of the rate's logarithm, one way.
};

constexpr double leastSpread = 0.15;   // the same model, another day
constexpr double loneSpread = 0.30;    // a single figure says nothing of how they scatter
constexpr double spreadPerFold = 0.18; // for each e-fold between the sizes
constexpr double nineInTen = 1.6;      // standard deviations

/// The evidence's mean by logarithms, what is of like size counting most.
Estimate weigh(const std::vector<Evidence>& evidence, double size) {
    double weights = 0;
    double mean = 0;
    double nearest = 1e9;
    const auto distance = [&](const Evidence& item) { return std::abs(std::log(item.size / size)); };
    const auto weight = [&](const Evidence& item) { return 1 / (0.1 + distance(item) * distance(item)); };
    for (const Evidence& item : evidence) {
        weights += weight(item);
        mean += weight(item) * std::log(item.rate);
        nearest = std::min(nearest, distance(item));
    }
    mean /= weights;
    double variance = 0;
    for (const Evidence& item : evidence) variance += weight(item) / weights * std::pow(std::log(item.rate) - mean, 2);
    const double scatter = evidence.size() > 1 ? nineInTen * std::sqrt(variance) : loneSpread;
    return {std::exp(mean), std::max(leastSpread, scatter) + spreadPerFold * nearest};
}

struct Test {
    double tokensPerSecond = 0;
    const SpeedRecord* record = nullptr;
};

/// The best figure of each model: how it can be run here.
std::vector<Test> bestOfEach(const std::vector<SpeedRecord>& records, std::uint32_t inference::SpeedRow::*tokens) {
    std::map<std::pair<std::string, std::uint64_t>, Test> best;
    for (const SpeedRecord& record : records) {
        const double speed = record.row.tokensPerSecond;
        if (record.row.*tokens == 0 || record.activeBytes == 0 || !(speed > 0)) continue;
        Test& test = best[{record.path.empty() ? record.model : record.path, record.activeBytes}];
        if (speed > test.tokensPerSecond) test = {speed, &record};
    }
    std::vector<Test> tests;
    tests.reserve(best.size());
    for (const auto& [key, test] : best) tests.push_back(test);
    return tests;
}

/// Of the measured model, by the share of its bytes that each token reads.
double activeParametersOf(const SpeedRecord& record) {
    const auto all = static_cast<double>(record.row.modelParameters);
    if (record.row.modelSize == 0) return all;
    return all * std::min(1.0, static_cast<double>(record.activeBytes) / static_cast<double>(record.row.modelSize));
}

double promptForecast(double parameters, const std::vector<SpeedRecord>& records) {
    std::vector<Evidence> evidence;
    for (const Test& test : bestOfEach(records, &inference::SpeedRow::promptTokens))
        if (const double size = activeParametersOf(*test.record); size > 0)
            evidence.push_back({test.tokensPerSecond * size, size});
    if (evidence.empty() || !(parameters > 0)) return 0;
    return weigh(evidence, parameters).rate / parameters;
}

bool isMixture(std::string_view modelType) {
    return modelType.find("moe") != std::string_view::npos || modelType.find(".A") != std::string_view::npos;
}

} // namespace

std::uint64_t activeBytes(const gguf::Header& header) {
    return activeSum(header, [](const gguf::TensorInfo& tensor) { return tensor.size; });
}

std::uint64_t activeParameters(const gguf::Header& header) {
    return activeSum(header, [](const gguf::TensorInfo& tensor) { return tensor.elements; });
}

std::optional<Forecast> forecast(std::uint64_t modelActiveBytes, std::uint64_t modelActiveParameters,
                                 const std::vector<SpeedRecord>& ofThisMachine) {
    std::vector<Evidence> evidence;
    for (const Test& test : bestOfEach(ofThisMachine, &inference::SpeedRow::answerTokens)) {
        const auto size = static_cast<double>(test.record->activeBytes);
        evidence.push_back({test.tokensPerSecond * size, size});
    }
    if (evidence.empty() || modelActiveBytes == 0) return std::nullopt;
    const auto size = static_cast<double>(modelActiveBytes);
    const Estimate estimate = weigh(evidence, size);
    Forecast result;
    result.answerPerSecond = estimate.rate / size;
    result.low = result.answerPerSecond * std::exp(-estimate.spread);
    result.high = result.answerPerSecond * std::exp(estimate.spread);
    result.promptPerSecond = promptForecast(static_cast<double>(modelActiveParameters), ofThisMachine);
    result.figures = evidence.size();
    return result;
}

std::optional<Forecast> forecastFromRun(const std::vector<inference::SpeedRow>& rows) {
    constexpr double usual = 0.15;    // what two runs on one computer differ by
    constexpr double mixtures = 0.35; // empty weights always choose the same experts
    Forecast result;
    result.basis = Forecast::Basis::EmptyWeights;
    double deviation = 0;
    bool mixture = false;
    for (const inference::SpeedRow& row : rows) {
        mixture = mixture || isMixture(row.modelType);
        if (row.promptTokens > 0) result.promptPerSecond = std::max(result.promptPerSecond, row.tokensPerSecond);
        if (row.answerTokens == 0 || row.tokensPerSecond <= result.answerPerSecond) continue;
        result.answerPerSecond = row.tokensPerSecond;
        deviation = row.deviation / row.tokensPerSecond;
    }
    if (!(result.answerPerSecond > 0)) return std::nullopt;
    const double down = std::max(mixture ? mixtures : usual, nineInTen * deviation);
    const double up = std::max(usual, nineInTen * deviation);
    result.low = result.answerPerSecond * std::exp(-down);
    result.high = result.answerPerSecond * std::exp(up);
    result.figures = rows.size();
    return result;
}

std::string machineName() {
    const auto machine = platform::readMachineFacts();
    std::string name = machine.cpuModel.empty() ? machine.architecture : machine.cpuModel;
    if (machine.physicalCores > 0)
        name += fmt::format(", {} core{}", machine.physicalCores, machine.physicalCores == 1 ? "" : "s");
    for (const platform::GpuFacts& gpu : machine.gpus) name += ", " + gpu.name;
    return name;
}

} // namespace orrery::measure
