// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/base/json_depth.h>

#include <cstddef>

namespace orrery {

bool isShallowJson(std::string_view text, int deepest) {
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString && c == '\\') {
            ++i;
        } else if (c == '"') {
            inString = !inString;
        } else if (!inString && (c == '[' || c == '{')) {
            if (++depth > deepest) return false;
        } else if (!inString && (c == ']' || c == '}')) {
            --depth;
        }
    }
    return true;
}

} // namespace orrery
