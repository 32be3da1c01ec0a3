// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/state/joint_state.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace orrery::robot {

enum class Quantity { Position, Velocity, Effort };

struct TakeMark {
    double time = 0; ///< s since the take's begin
    std::string text;
};

/// The whole robot at one instant of a take. NaN where a joint was not recorded; empty as in JointState.
struct TakeSample {
    std::vector<double> position; ///< rad or m
    std::vector<double> velocity; ///< rad/s or m/s
    std::vector<double> effort;   ///< N m or N
};

/// Recorded joint states in columns, for plots and replay. Immutable; any thread.
class Take {
public:
    [[nodiscard]] const JointNames& joints() const { return m_joints; }
    /// Seconds since the first state; never falling. All columns are as long.
    [[nodiscard]] const std::vector<double>& times() const { return m_times; }
    /// Empty when no state had one. NaN in rows without.
    [[nodiscard]] const std::vector<double>& column(Quantity quantity, std::size_t joint) const;
    [[nodiscard]] double duration() const { return m_times.empty() ? 0 : m_times.back(); }
    /// When the first state was true: ns since 1970, UTC.
    [[nodiscard]] std::uint64_t beginUtc() const { return m_beginUtc; }
    [[nodiscard]] const std::vector<TakeMark>& marks() const { return m_marks; }

    /// Linear between the two neighbouring states, clamped to the first and last. Nothing recorded: all empty.
    [[nodiscard]] TakeSample sample(double time) const;

private:
    friend class TakeBuilder;
    struct Columns {
        std::vector<std::vector<double>> of[3]; // by Quantity, then joint
    };

    JointNames m_joints;
    std::vector<double> m_times;
    Columns m_columns;
    std::uint64_t m_beginUtc = 0;
    std::vector<TakeMark> m_marks;
};

/// A take of more numbers than this is refused (1 GB).
inline constexpr std::size_t kMaxTakeValues = 128U << 20U;
inline constexpr std::size_t kMaxTakeJoints = 4096;
inline constexpr std::size_t kMaxTakeMarks = 100'000; ///< More are left out.

/// Collects states, in any order and with any names, into a take.
class TakeBuilder {
public:
    TakeBuilder();
    TakeBuilder(TakeBuilder&&) noexcept;
    TakeBuilder& operator=(TakeBuilder&&) noexcept;
    ~TakeBuilder();

    /// @param utc ns since 1970. Values beyond the names are ignored, missing ones are NaN.
    /// @return RecordErrc::TooLarge when it is too much.
    Status add(std::uint64_t utc, const JointNames& names, std::span<const double> position,
               std::span<const double> velocity, std::span<const double> effort);
    void mark(std::uint64_t utc, std::string text);

    [[nodiscard]] bool empty() const;

    /// Sorted by time. Add nothing more.
    std::shared_ptr<const Take> build();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace orrery::robot
