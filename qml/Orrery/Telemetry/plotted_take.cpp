// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plotted_take.h"

using namespace orrery::robot;

PlottedTake::PlottedTake(std::shared_ptr<const Take> take) : m_take(std::move(take)) {
    for (const Quantity quantity : {Quantity::Position, Quantity::Velocity, Quantity::Effort}) {
        if (!has(quantity)) continue;
        for (std::size_t joint = 0; joint < m_take->joints().size(); ++joint)
            m_pyramids[static_cast<int>(quantity)].emplace_back(m_take->column(quantity, joint));
    }
}

bool PlottedTake::has(Quantity quantity) const {
    for (std::size_t joint = 0; joint < m_take->joints().size(); ++joint) {
        if (!m_take->column(quantity, joint).empty()) return true;
    }
    return false;
}

const MinMaxPyramid* PlottedTake::pyramid(Quantity quantity, std::size_t joint) const {
    const auto& pyramids = m_pyramids[static_cast<int>(quantity)];
    return joint < pyramids.size() ? &pyramids[joint] : nullptr;
}
