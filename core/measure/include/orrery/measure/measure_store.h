// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/inference/chat.h>
#include <orrery/inference/speed_probe.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::measure {

/// One measured speed, kept.
struct SpeedRecord {
    std::int64_t id = 0;
    std::int64_t taken = 0; ///< UTC, seconds since 1970.
    std::string machine;    ///< "AMD Ryzen 7 5800X, 8 cores": what figures are compared within.
    std::string model;      ///< Title for a person.
    std::string path;
    std::uint64_t activeBytes = 0; ///< Bytes of weights read for each token: of a mixture of experts only those used.
    std::string engine;            ///< Version.
    inference::SpeedRow row;
};

/// One answer of a comparison.
struct ComparedAnswer {
    std::string label; ///< Model and, where they differ, settings, for a person.
    std::string model;
    std::string settings; ///< JSON of what differs: sampling, context, threads.
    std::string text;
    std::string reasoning;
    std::string problem; ///< Empty: it answered.
    inference::ChatTimings timings;
    double loadMs = 0;        ///< 0: it was loaded already.
    std::uint64_t memory = 0; ///< Bytes the engine took at most (RSS); 0: not known.
};

struct Comparison {
    std::int64_t id = 0;
    std::int64_t taken = 0;
    std::string machine;
    std::string prompt;
    std::string system;
    bool atOnce = false;
    bool blind = false;
    std::vector<ComparedAnswer> answers;
    std::optional<std::size_t> vote; ///< Of `answers`; none: no vote, or a tie.
    bool tie = false;
    bool bothBad = false; ///< A vote, too: none of them is good.
};

/// Measured speeds and comparisons in one SQLite file. What a method has returned from survives a kill. A damaged file
/// is set aside. Methods block on the disk: for workers. Any thread, one at a time inside.
class MeasureStore {
public:
    static Result<MeasureStore> open(const std::filesystem::path& file, std::string* notice = nullptr);
    MeasureStore(MeasureStore&&) noexcept;
    MeasureStore& operator=(MeasureStore&&) noexcept;
    ~MeasureStore();

    Result<std::int64_t> add(const SpeedRecord& record);
    /// Newest first. @param machine empty: of all.
    Result<std::vector<SpeedRecord>> speeds(std::string_view machine = {});
    Status removeSpeed(std::int64_t id);

    Result<std::int64_t> add(const Comparison& comparison);
    /// Takes the place of the one with its id, in one step.
    Status replace(const Comparison& comparison);
    Status setVote(std::int64_t comparison, std::optional<std::size_t> vote, bool tie, bool bothBad = false);
    Result<std::vector<Comparison>> comparisons(); ///< Newest first.
    Status removeComparison(std::int64_t id);

private:
    struct State;
    explicit MeasureStore(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// For other programs: CSV with a header line (RFC 4180), or JSON. Pure.
std::string speedsCsv(const std::vector<SpeedRecord>& records);
std::string speedsJson(const std::vector<SpeedRecord>& records);
std::string comparisonJson(const Comparison& comparison);
std::string comparisonMarkdown(const Comparison& comparison);

/// Wins, losses and ties (none is good counts as one) of each model over all blind votes, most wins first. Pure.
struct Standing {
    std::string model;
    int wins = 0, losses = 0, ties = 0;
};
std::vector<Standing> standings(const std::vector<Comparison>& comparisons);

} // namespace orrery::measure
