// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exploded_view.h"

#include <algorithm>

namespace orrery::scene {

void explode(const robot::Description& description, std::span<const Vec3> linkCentres,
             std::span<const Pose> rootFromLink, double amount, std::vector<Pose>& shown) {
    shown.assign(rootFromLink.begin(), rootFromLink.end());
    const std::size_t count = std::min({shown.size(), linkCentres.size(), description.links.size()});
    std::vector<Vec3> offsets(shown.size());
    for (const std::size_t j : description.jointOrder) {
        const robot::Joint& joint = description.joints[j];
        if (joint.parent >= count || joint.child >= count) continue;
        const Vec3 away = rootFromLink[joint.child] * linkCentres[joint.child] -
                          rootFromLink[joint.parent] * linkCentres[joint.parent];
        offsets[joint.child] = offsets[joint.parent] + 2 * amount * away;
        shown[joint.child].position = rootFromLink[joint.child].position + offsets[joint.child];
    }
}

} // namespace orrery::scene
