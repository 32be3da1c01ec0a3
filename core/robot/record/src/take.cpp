// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/take.h>

#include <orrery/robot/record/record_error.h>

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace orrery::robot {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr Quantity quantities[] = {Quantity::Position, Quantity::Velocity, Quantity::Effort};

double seconds(std::uint64_t from, std::uint64_t to) {
    return to >= from ? static_cast<double>(to - from) * 1e-9 : -static_cast<double>(from - to) * 1e-9;
}

} // namespace

const std::vector<double>& Take::column(Quantity quantity, std::size_t joint) const {
    return m_columns.of[static_cast<std::size_t>(quantity)][joint];
}

TakeSample Take::sample(double time) const {
    TakeSample result;
    if (m_times.empty()) return result;
    const auto next = std::upper_bound(m_times.begin(), m_times.end(), time);
    const auto last = m_times.size() - 1;
    const auto after = std::min(static_cast<std::size_t>(next - m_times.begin()), last);
    const auto before = next == m_times.begin() || next == m_times.end() ? after : after - 1;
    const double span = m_times[after] - m_times[before];
    const double share = span > 0 ? (time - m_times[before]) / span : 0;
    for (const Quantity quantity : quantities) {
        auto& values = quantity == Quantity::Position   ? result.position
                       : quantity == Quantity::Velocity ? result.velocity
                                                        : result.effort;
        const auto& columns = m_columns.of[static_cast<std::size_t>(quantity)];
        const bool any = std::ranges::any_of(columns, [](const auto& column) { return !column.empty(); });
        for (std::size_t joint = 0; any && joint < columns.size(); ++joint) {
            const auto& column = columns[joint];
            values.push_back(column.empty() ? nan
                             : share == 0   ? column[before]
                                            : column[before] + share * (column[after] - column[before]));
        }
    }
    return result;
}

struct TakeBuilder::State {
    std::vector<std::uint64_t> times;
    JointNames joints;
    std::map<std::string, std::size_t, std::less<>> indexes;
    std::vector<std::vector<double>> columns[3];
    std::vector<std::pair<std::uint64_t, std::string>> marks;
    JointNames lastNames;
    std::vector<std::size_t> lastIndexes;
    std::size_t values = 0;

    void mapNames(const JointNames& names) {
        if (names == lastNames) return;
        lastNames = names;
        lastIndexes.clear();
        for (const std::string& name : names) {
            const auto [entry, isNew] = indexes.try_emplace(name, joints.size());
            if (isNew) {
                joints.push_back(name);
                for (auto& column : columns) column.emplace_back();
            }
            lastIndexes.push_back(entry->second);
        }
    }

    void put(Quantity quantity, std::span<const double> given) {
        auto& into = columns[static_cast<std::size_t>(quantity)];
        for (std::size_t i = 0; i < std::min(given.size(), lastIndexes.size()); ++i) {
            auto& column = into[lastIndexes[i]];
            values += times.size() - std::min(column.size(), times.size());
            column.resize(times.size(), nan);
            column.back() = given[i];
        }
    }

    template <class T>
    static std::vector<T> ordered(const std::vector<T>& from, const std::vector<std::size_t>& order) {
        std::vector<T> result;
        result.reserve(from.size());
        for (const std::size_t i : order) result.push_back(from[i]);
        return result;
    }

    void sort() {
        if (std::ranges::is_sorted(times)) return;
        std::vector<std::size_t> order(times.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [this](std::size_t i) { return times[i]; });
        times = ordered(times, order);
        for (auto& quantity : columns) {
            for (auto& column : quantity) {
                if (!column.empty()) column = ordered(column, order);
            }
        }
    }
};

TakeBuilder::TakeBuilder() : m_state(std::make_unique<State>()) {}
TakeBuilder::TakeBuilder(TakeBuilder&&) noexcept = default;
TakeBuilder& TakeBuilder::operator=(TakeBuilder&&) noexcept = default;
TakeBuilder::~TakeBuilder() = default;

Status TakeBuilder::add(std::uint64_t utc, const JointNames& names, std::span<const double> position,
                        std::span<const double> velocity, std::span<const double> effort) {
    State& state = *m_state;
    state.mapNames(names);
    // The worst case: every column is as long as the take.
    const std::size_t most = (state.times.size() + 1) * state.joints.size();
    if (state.joints.size() > kMaxTakeJoints || state.values > kMaxTakeValues || most > kMaxTakeValues)
        return fail(RecordErrc::TooLarge, "The recording is too long to be held in memory. Cut it into shorter ones.");
    state.times.push_back(utc);
    state.put(Quantity::Position, position);
    state.put(Quantity::Velocity, velocity);
    state.put(Quantity::Effort, effort);
    return {};
}

void TakeBuilder::mark(std::uint64_t utc, std::string text) {
    if (m_state->marks.size() < kMaxTakeMarks) m_state->marks.emplace_back(utc, std::move(text));
}

bool TakeBuilder::empty() const {
    return m_state->times.empty();
}

std::shared_ptr<const Take> TakeBuilder::build() {
    State& state = *m_state;
    for (auto& quantity : state.columns) {
        for (auto& column : quantity) {
            if (!column.empty()) column.resize(state.times.size(), nan);
        }
    }
    state.sort();
    auto take = std::make_shared<Take>();
    take->m_joints = std::move(state.joints);
    take->m_beginUtc = state.times.empty() ? 0 : state.times.front();
    take->m_times.reserve(state.times.size());
    for (const std::uint64_t utc : state.times) take->m_times.push_back(seconds(take->m_beginUtc, utc));
    for (std::size_t i = 0; i < 3; ++i) take->m_columns.of[i] = std::move(state.columns[i]);
    std::ranges::stable_sort(state.marks, {}, [](const auto& mark) { return mark.first; });
    for (auto& [utc, text] : state.marks) take->m_marks.push_back({seconds(take->m_beginUtc, utc), std::move(text)});
    return take;
}

} // namespace orrery::robot
