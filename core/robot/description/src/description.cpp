// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/description/description.h>

#include <algorithm>

namespace orrery::robot {
namespace {

template <class T>
std::size_t indexByName(const std::vector<T>& items, std::string_view name) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
    return found == items.end() ? npos : static_cast<std::size_t>(found - items.begin());
}

} // namespace

std::size_t Description::findLink(std::string_view linkName) const {
    return indexByName(links, linkName);
}

std::size_t Description::findJoint(std::string_view jointName) const {
    return indexByName(joints, jointName);
}

const std::string& Description::sourceFileAt(int file) const {
    const auto index = static_cast<std::size_t>(file);
    return index == 0 || index > includedFiles.size() ? sourceFile : includedFiles[index - 1];
}

} // namespace orrery::robot
