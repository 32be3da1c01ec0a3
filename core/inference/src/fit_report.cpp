// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/gguf/facts.h>
#include <orrery/gguf/memory.h>
#include <orrery/inference/memory_probe.h>

#include "engine_preparation.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace orrery::inference {

namespace {

constexpr std::uint64_t gibibyte = 1ULL << 30;
constexpr std::uint64_t graphicsMargin = gibibyte; // the engine leaves that much of it free
constexpr std::uint32_t contextStep = 256;
constexpr std::uint32_t leastUsefulContext = 1024;
constexpr std::uint32_t longestGuess = 131072; // of models that do not say what they were trained for
constexpr double comfortable = 0.85;

std::string gigabytes(std::uint64_t bytes) {
    return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}

gguf::MemoryEstimate estimate(const gguf::Header& header, const EngineSettings& settings) {
    return gguf::estimateMemory(header, {settings.contextTokens, settings.batchTokens,
                                         settings.repackWeights.value_or(false), settings.cacheType});
}

std::uint64_t scaled(std::uint64_t bytes, std::uint64_t to, std::uint64_t from) {
    if (from == 0) return bytes;
    return static_cast<std::uint64_t>(static_cast<double>(bytes) * static_cast<double>(to) / static_cast<double>(from));
}

std::uint64_t moved(std::uint64_t bytes, std::uint64_t to, std::uint64_t from) {
    return to >= from ? bytes + (to - from) : bytes - std::min(bytes, from - to);
}

/// A need known for some settings, carried over to others by what the formula says of both.
MemoryNeed carriedOver(const MemoryNeed& need, const gguf::Header& header, const EngineSettings& known,
                       const EngineSettings& wanted) {
    const auto from = estimate(header, known);
    const auto to = estimate(header, wanted);
    MemoryNeed result = need;
    result.weights = moved(need.weights, to.weights, from.weights);
    result.context = scaled(need.context, to.cache, from.cache);
    result.compute = moved(need.compute, to.compute, from.compute);
    for (DeviceMemory& device : result.devices) device.context = scaled(device.context, to.cache, from.cache);
    return result;
}

/// The part of the budget a need takes; above 1 it does not fit. Devices have budgets of their own.
double shareOf(const MemoryNeed& need, std::uint64_t available) {
    const auto share = [](std::uint64_t used, std::uint64_t budget) {
        if (used == 0) return 0.0;
        return budget == 0 ? 2.0 : static_cast<double>(used) / static_cast<double>(budget);
    };
    double most = share(need.main(), available);
    for (const DeviceMemory& device : need.devices) {
        const std::uint64_t budget = device.free - std::min(device.free, graphicsMargin);
        // What lies there goes to the margin and no further, so there is no uncomfortable zone.
        if (device.used() > budget) most = std::max(most, share(device.used(), budget));
    }
    return most;
}

gguf::Fit verdictOf(double share) {
    if (share <= comfortable) return gguf::Fit::Fits;
    return share <= 1 ? gguf::Fit::Tight : gguf::Fit::TooBig;
}

std::uint32_t trainedContext(const gguf::Header& header) {
    const auto trained = gguf::modelFacts(header).contextLength.value_or(longestGuess);
    return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(trained, 1, 1ULL << 30));
}

class Judge {
public:
    Judge(const MemoryNeed& need, const gguf::Header& header, const EngineSettings& settings, std::uint64_t available)
        : m_need(need), m_header(header), m_settings(settings), m_available(available) {}

    [[nodiscard]] double share(const EngineSettings& wanted) const {
        return shareOf(carriedOver(m_need, m_header, m_settings, wanted), m_available);
    }

    /// The longest context whose share is at most that; nothing if none is.
    [[nodiscard]] std::optional<std::uint32_t> longestContext(EngineSettings wanted, double most) const {
        const std::uint32_t trained = trainedContext(m_header);
        const auto fits = [&](std::uint32_t tokens) {
            wanted.contextTokens = std::min(tokens, trained);
            return share(wanted) <= most;
        };
        std::uint32_t low = 0; // in steps
        std::uint32_t high = (trained + contextStep - 1) / contextStep;
        if (fits(high * contextStep)) return trained;
        while (high - low > 1) {
            const std::uint32_t middle = low + (high - low) / 2;
            (fits(middle * contextStep) ? low : high) = middle;
        }
        if (low == 0) return std::nullopt;
        return low * contextStep;
    }

    [[nodiscard]] std::optional<std::uint32_t> longestContext() const {
        const auto comfortably = longestContext(m_settings, comfortable);
        return comfortably ? comfortably : longestContext(m_settings, 1);
    }

    [[nodiscard]] bool fitsUnpacked() const {
        EngineSettings wanted = m_settings;
        wanted.repackWeights = false;
        return m_settings.repackWeights.value_or(false) && share(wanted) <= 1;
    }

    [[nodiscard]] bool fitsWithSmallCache() const {
        EngineSettings wanted = m_settings;
        wanted.cacheType = "q8_0";
        return (m_settings.cacheType.empty() || m_settings.cacheType == "f16") && share(wanted) <= 1;
    }

private:
    const MemoryNeed& m_need;
    const gguf::Header& m_header;
    const EngineSettings& m_settings;
    std::uint64_t m_available;
};

/// The first remedy that helps, and whether there is one.
std::optional<std::string> remedy(const Judge& judge, const FitReport& report) {
    const auto shorter = report.largestContext;
    if (shorter && *shorter >= leastUsefulContext && *shorter < report.contextTokens)
        return fmt::format("It fits with a context of {} tokens.", *shorter);
    if (judge.fitsUnpacked()) return "It fits without rearranging its weights, somewhat slower.";
    if (judge.fitsWithSmallCache()) return "It fits with a compressed context (q8_0).";
    return std::nullopt;
}

std::string hopeless(const FitReport& report) {
    if (report.need.weights > report.available)
        return fmt::format("Its weights alone take {}, and {} are free: they would be read from the disk again for "
                           "every word. Choose a smaller quantisation or model.",
                           gigabytes(report.need.weights), gigabytes(report.available));
    return fmt::format("It takes {}, and {} are free. Close other programs, or choose a smaller quantisation or model.",
                       gigabytes(report.need.main()), gigabytes(report.available));
}

} // namespace

EngineSettings settledSettings(EngineSettings settings, const gguf::Header& header, std::uint64_t memoryAvailable) {
    platform::MachineFacts machine;
    machine.memoryAvailable = memoryAvailable;
    const EngineLaunch launch = decideLaunch({}, settings, gguf::modelFacts(header), machine);
    settings.contextTokens = launch.contextTokens;
    settings.repackWeights = launch.repackWeights;
    return settings;
}

MemoryNeed memoryByFormula(const gguf::Header& header, const EngineSettings& settings) {
    const auto byFormula = estimate(header, settings);
    MemoryNeed need;
    need.weights = byFormula.weights;
    need.context = byFormula.cache;
    need.compute = byFormula.compute;
    need.overhead = byFormula.overhead;
    need.dependable = byFormula.dependable;
    return need;
}

FitReport judgeFit(const MemoryNeed& need, const gguf::Header& header, const EngineSettings& settings,
                   std::uint64_t memoryAvailable) {
    FitReport report;
    report.need = need;
    report.contextTokens = std::min(settings.contextTokens, trainedContext(header));
    if (report.need.overhead == 0) report.need.overhead = estimate(header, settings).overhead;
    if (need.weights + need.context + need.compute == 0 && need.devices.empty()) return report;
    if (memoryAvailable == 0) return report;
    report.available = memoryAvailable - std::min(gibibyte, memoryAvailable / 4); // for the desktop
    const EngineSettings settled = settledSettings(settings, header, memoryAvailable);
    const Judge judge(report.need, header, settled, report.available);
    report.verdict = verdictOf(judge.share(settled));
    report.largestContext = judge.longestContext();
    if (report.verdict == gguf::Fit::Fits) return report;
    const auto help = remedy(judge, report);
    if (report.verdict == gguf::Fit::Tight) {
        report.advice = help.value_or("It leaves little memory to other programs: close some of them.");
    } else if (help) {
        report.verdict = gguf::Fit::Tight;
        report.advice = *help;
    } else {
        report.advice = hopeless(report);
    }
    return report;
}

} // namespace orrery::inference
