// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::card {

struct HtmlToken {
    enum class Kind { Text, Open, Close };
    Kind kind = Kind::Text;
    std::string_view text;                                       ///< Text: as written, character references unresolved.
    std::string name;                                            ///< Open, Close: in lower case.
    bool empty = false;                                          ///< Open: "<br/>".
    std::vector<std::pair<std::string, std::string>> attributes; ///< Open: names in lower case, values resolved.

    /// Empty if there is none.
    std::string_view attribute(std::string_view wanted) const;
};

/// Cuts HTML into text and tags, in linear time and whatever its state; comments and declarations vanish, and so does a
/// tag that never ends.
class HtmlTokens {
public:
    explicit HtmlTokens(std::string_view html) : m_rest(html) {}

    /// @return false at the end.
    bool next(HtmlToken& token);

private:
    bool atMarkup() const;
    void readText(HtmlToken& token);
    void skipDeclaration();
    void readTag(HtmlToken& token);
    void readAttributes(HtmlToken& token);
    std::string readValue();
    std::string_view take(std::size_t length);

    std::string_view m_rest;
};

} // namespace orrery::card
