// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace orrery::card {

/// What the lines of a Markdown text so far mean for the next one: enough to know where it can be cut in two that read
/// the same apart as together. In doubt it says no. Lines come without their ends. Pure.
class LineState {
public:
    void pass(std::string_view line);

    enum class Boundary {
        No,
        Maybe, ///< A further item of a list, with no empty line before it: apart but for maths across both.
        Yes,
    };
    /// Whether what begins with this line (its first 12 bytes suffice) reads the same on its own.
    [[nodiscard]] Boundary before(std::string_view line) const;

    /// The line that opened the code block we are in (a top-level one); empty: we are in none.
    [[nodiscard]] const std::string& openFence() const { return m_fenceLine; }
    [[nodiscard]] bool afterBlank() const { return m_afterBlank; }
    /// The text was cut here: lists and HTML under way count no more.
    void forgetContainers();

private:
    void passText(std::string_view line, std::size_t indent);
    void passItem(std::string_view line, std::size_t indent);

    std::string m_fenceLine;
    std::string m_htmlEnd;        ///< What ends the HTML that goes on across empty lines; empty: there is none.
    std::size_t m_itemOffset = 0; ///< Columns before the text of the top-level list item; 0: no list.
    char m_itemMark = 0;          ///< '-', '*', '+', '.' or ')'
    std::uint64_t m_nextNumber = 0;
    bool m_afterBlank = true; ///< White space counts as blank,
    bool m_afterEmpty = true; ///< and here it does not.
};

/// Whether the line defines an address for links: "[name]: address".
bool definesLink(std::string_view line);

} // namespace orrery::card
