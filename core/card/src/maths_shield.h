// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::card {

/// Carries maths past the Markdown parser, which would take its underscores and backslashes for markup. Each piece is
/// swapped for a mark and given back later, as maths in text and as it was written in code and addresses.
class MathsShield {
public:
    /// @return the text with marks for $…$, $$…$$, \(…\) and, at the start of a line, \[…\].
    std::string cover(std::string_view text);

    /// The text with everything written back as it was.
    std::string uncover(std::string_view text) const;

    struct Piece {
        std::string_view source; ///< With its delimiters.
        std::string_view body;
        bool display = false; ///< Stands on its own line.
    };
    /// Calls for what lies between marks, and for each mark, in order.
    void split(std::string_view text, const std::function<void(std::string_view)>& onText,
               const std::function<void(const Piece&)>& onMaths) const;

private:
    std::vector<std::string> m_sources;
};

} // namespace orrery::card
