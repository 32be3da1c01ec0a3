// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <tinyxml2.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot {

/// Where an element was written.
struct MjcfPlace {
    std::string file;
    int line = 0;
};
using MjcfPlaces = std::map<const tinyxml2::XMLElement*, MjcfPlace>;

/// Calls visit(element) for root and everything below, in the order of the text. `Element` may be const.
template <class Element, class Visit>
void walkElements(Element& root, const Visit& visit) {
    std::vector<Element*> open{&root};
    while (!open.empty()) {
        Element* element = open.back();
        open.pop_back();
        visit(*element);
        for (Element* child = element->LastChildElement(); child; child = child->PreviousSiblingElement())
            open.push_back(child);
    }
}

/// Parses an MJCF file and puts the children of every <include> in its place, as MuJoCo does. Included files are found
/// from the main file's folder; none outside that folder's parent, none twice, and no more than 100 are read.
/// @param places receives where each element stood.
Status parseWithIncludes(std::string_view text, const std::string& file, tinyxml2::XMLDocument& document,
                         MjcfPlaces& places);

} // namespace orrery::robot
