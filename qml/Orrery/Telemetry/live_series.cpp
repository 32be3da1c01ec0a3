// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "live_series.h"

#include <chrono>
#include <limits>

using namespace orrery::robot;

namespace {

constexpr double rowInterval = 0.02;    // s
constexpr double kept = 600;            // s
constexpr std::size_t atOnce = 50 * 60; // rows forgotten together

double between(SteadyTime from, SteadyTime to) {
    return std::chrono::duration<double>(to - from).count();
}

} // namespace

void LiveSeries::reset(const RobotLink* link) {
    m_link = link;
    m_joints = link ? link->joints() : JointNames();
    m_times.clear();
    for (auto& columns : m_columns) columns.assign(m_joints.size(), {});
    m_begin = m_seen = std::chrono::steady_clock::now();
}

bool LiveSeries::follow() {
    if (!m_link) return false;
    const std::vector<JointState> states = m_link->states().since(m_seen);
    if (states.empty()) return false;
    m_seen = states.back().time;
    const std::size_t before = m_times.size();
    for (const JointState& state : states) add(state);
    forgetOld();
    return m_times.size() != before;
}

void LiveSeries::add(const JointState& state) {
    const double time = between(m_begin, state.time);
    if (!m_times.empty() && time - m_times.back() < rowInterval - 1e-4) return;
    m_times.push_back(time);
    const std::vector<double>* const values[] = {&state.position, &state.velocity, &state.effort};
    for (int quantity = 0; quantity < 3; ++quantity) {
        for (std::size_t joint = 0; joint < m_joints.size(); ++joint) {
            const bool measured = joint < values[quantity]->size();
            m_columns[quantity][joint].push_back(measured ? (*values[quantity])[joint]
                                                          : std::numeric_limits<double>::quiet_NaN());
        }
    }
}

void LiveSeries::forgetOld() {
    if (m_times.size() <= atOnce || m_times.back() - m_times[atOnce] < kept) return;
    const auto cut = [](std::vector<double>& column) { column.erase(column.begin(), column.begin() + atOnce); };
    cut(m_times);
    for (auto& columns : m_columns) {
        for (auto& column : columns) cut(column);
    }
}

const std::vector<double>& LiveSeries::column(Quantity quantity, std::size_t joint) const {
    return m_columns[static_cast<int>(quantity)][joint];
}
