// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/robot/record/pyramid.h>
#include <orrery/robot/record/take.h>

#include <memory>
#include <vector>

/// A take with all that a plot of it needs. Immutable; any thread.
class PlottedTake {
public:
    /// Builds the pyramids: for a worker.
    explicit PlottedTake(std::shared_ptr<const orrery::robot::Take> take);

    const orrery::robot::Take& take() const { return *m_take; }
    const std::shared_ptr<const orrery::robot::Take>& shared() const { return m_take; }
    /// Null where the quantity was not recorded.
    const orrery::robot::MinMaxPyramid* pyramid(orrery::robot::Quantity quantity, std::size_t joint) const;
    bool has(orrery::robot::Quantity quantity) const;

private:
    std::shared_ptr<const orrery::robot::Take> m_take;
    std::vector<orrery::robot::MinMaxPyramid> m_pyramids[3]; // by quantity, then joint; empty: not recorded
};
