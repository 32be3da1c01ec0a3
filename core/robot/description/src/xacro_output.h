// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "source_lines.h"

#include <string>
#include <string_view>

namespace orrery::robot::xacro {

/// Writes XML with each element on a line of its own, and remembers where that line came from.
class Output {
public:
    void open(std::string_view name, SourcePlace place);
    void attribute(std::string_view name, std::string_view value); ///< Of the element opened last.
    void text(std::string_view text);
    void close(std::string_view name);

    [[nodiscard]] std::size_t size() const { return m_text.size(); }
    [[nodiscard]] std::size_t elements() const { return m_lines.size(); }
    [[nodiscard]] int depth() const { return m_depth; }

    std::string takeText() { return std::move(m_text); }
    std::vector<SourcePlace> takeLines() { return std::move(m_lines); }

private:
    void finishTag();
    void escape(std::string_view text);

    std::string m_text;
    std::vector<SourcePlace> m_lines;
    int m_depth = 0;
    bool m_tagOpen = false;
};

} // namespace orrery::robot::xacro
