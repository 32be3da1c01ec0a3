// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace orrery::robot {

struct SourcePlace {
    int file = 0; ///< Index into SourceLines::files.
    int line = 0; ///< 1-based; 0 unknown.
};

/// Where each line of an expanded text came from.
struct SourceLines {
    std::vector<std::string> files; ///< The main file first.
    std::vector<SourcePlace> lines; ///< Of line 1, 2 ...

    [[nodiscard]] SourcePlace at(int line) const {
        if (line < 1 || static_cast<std::size_t>(line) > lines.size()) return {};
        return lines[static_cast<std::size_t>(line) - 1];
    }
};

} // namespace orrery::robot
