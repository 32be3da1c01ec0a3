// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "passive_check.h"

#include <fmt/format.h>

#include <algorithm>

namespace orrery::robot {

void reportOpenLoops(const Description& robot, FindingList& findings) {
    const bool closes =
        std::ranges::any_of(robot.links, [](const Link& link) { return link.name.starts_with("closing_"); });
    if (closes) return;
    const Joint* first = nullptr;
    int count = 0;
    for (const Joint& joint : robot.joints) {
        if (!joint.isControlled() || !joint.name.starts_with("passive")) continue;
        if (!first) first = &joint;
        ++count;
    }
    if (!first) return;
    findings.inform(first->line, first->name,
                    count == 1 ? fmt::format("'{}' is a passive joint; loops are not closed.", first->name)
                               : fmt::format("There are {} passive joints ('{}' is the first); loops are not closed.",
                                             count, first->name));
}

} // namespace orrery::robot
