// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/description/description.h>

#include <cstddef>
#include <vector>

namespace orrery::robot {

/// Where a link stands in the tree and what hangs on it.
struct PartFacts {
    std::size_t depth = 0;       ///< Joints between it and its root.
    std::size_t partsBeyond = 0; ///< Links further out, itself not counted.
    double mass = 0;             ///< kg, its own; 0 where the file gives none.
    double massBeyond = 0;       ///< kg, of the links further out.
};

/// One a link, indexed as Description::links.
std::vector<PartFacts> partFacts(const Description& description);

/// Every link, each followed at once by what hangs on it; children in the order of the file.
std::vector<std::size_t> linksDepthFirst(const Description& description);

} // namespace orrery::robot
