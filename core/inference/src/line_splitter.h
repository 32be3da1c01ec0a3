// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace orrery::inference {

/// Cuts a program's output into lines. What is longer than a megabyte is dropped, as no line we look for is.
class LineSplitter {
public:
    template <class Take>
    void feed(std::string_view bytes, Take take) {
        while (!bytes.empty()) {
            const auto end = bytes.find('\n');
            if (m_partial.size() < longest) m_partial.append(bytes.substr(0, end));
            if (end == std::string_view::npos) return;
            if (m_partial.size() < longest) take(std::string_view(m_partial));
            m_partial.clear();
            bytes.remove_prefix(end + 1);
        }
    }

private:
    static constexpr std::size_t longest = 1U << 20;
    std::string m_partial;
};

} // namespace orrery::inference
