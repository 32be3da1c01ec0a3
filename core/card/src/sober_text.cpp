// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "sober_text.h"

#include "utf8.h"

#include <algorithm>
#include <cctype>

namespace orrery::card {

namespace {

constexpr std::size_t longestPrefix = 200;        ///< Columns of indentation, quote and list marks.
constexpr std::size_t bracketsPerParagraph = 800; ///< Of "[".
constexpr std::size_t bracketsPerCard = 30'000;
constexpr std::size_t definitionBytes = 4096; ///< A paragraph after "]:", which may define a reference.
constexpr std::size_t widestTable = 200;
constexpr std::size_t cellsPerCard = 200'000;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// The length of the list or quote mark at the start, 0 if there is none.
std::size_t containerMark(std::string_view text) {
    if (text.empty()) return 0;
    if (text[0] == '>') return 1;
    const auto gapAt = [&text](std::size_t at) {
        return at < text.size() && (text[at] == ' ' || text[at] == '\t') ? at : 0;
    };
    if (text[0] == '-' || text[0] == '*' || text[0] == '+') return gapAt(1);
    const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(text, isDigit) - text.begin());
    const bool numbered = digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')');
    return numbered ? gapAt(digits + 1) : 0;
}

/// How much of the line is indentation, list and quote marks.
std::size_t prefixLength(std::string_view line) {
    std::size_t at = 0;
    while (at < line.size()) {
        const bool blank = line[at] == ' ' || line[at] == '\t';
        const std::size_t step = blank ? 1 : containerMark(line.substr(at, 16));
        if (step == 0) break;
        at += step;
    }
    return at;
}

/// The end of the first `columns` columns of the prefix.
std::size_t prefixCut(std::string_view prefix, std::size_t columns) {
    std::size_t at = 0;
    for (std::size_t column = 0; at < prefix.size() && column < columns; ++at) column += prefix[at] == '\t' ? 4 : 1;
    return at;
}

bool looksLikeTableDelimiter(std::string_view text) {
    return text.find('-') != text.npos && text.find_first_of("|:") != text.npos &&
           text.find_first_not_of("|:- \t") == text.npos;
}

/// Passes lines on, one paragraph (lines without an empty one between) after the other.
class Sobriety {
public:
    explicit Sobriety(std::size_t size) { m_out.text.reserve(size + size / 64); }

    /// @return false: a budget is used up.
    bool take(std::string_view line) {
        const std::size_t prefix = prefixLength(line);
        const std::string_view text = line.substr(prefix);
        if (text.empty() || text[0] == '#') m_paragraph = {};
        if (looksLikeTableDelimiter(text) && !startTable(text)) return true;
        m_cells += m_paragraph.columns;
        m_out.text += line.substr(0, prefixCut(line.substr(0, prefix), longestPrefix));
        for (const char c : text) write(c);
        m_out.text += '\n';
        m_out.cut = m_brackets > bracketsPerCard || m_cells > cellsPerCard;
        return !m_out.cut;
    }

    SoberText finish() { return std::move(m_out); }

private:
    struct Paragraph {
        std::size_t brackets = 0;
        std::size_t bytesSinceDefinition = 0; ///< 0: nothing looked like one yet.
        std::size_t columns = 0;              ///< Of the table it may be.
        char last = 0;
    };

    bool startTable(std::string_view delimiter) {
        const auto columns = static_cast<std::size_t>(std::ranges::count(delimiter, '|')) + 1;
        if (m_paragraph.columns > 0 || columns > widestTable) return false;
        m_paragraph.columns = columns;
        return true;
    }

    void write(char c) {
        if (c == '[') countBracket();
        const bool defines = c == ':' && m_paragraph.last == ']';
        if (defines || m_paragraph.bytesSinceDefinition > 0) ++m_paragraph.bytesSinceDefinition;
        const bool character = (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
        if (m_paragraph.bytesSinceDefinition > definitionBytes && character) breakParagraph();
        m_out.text += c;
        m_paragraph.last = c;
    }

    void countBracket() {
        ++m_brackets;
        if (++m_paragraph.brackets > bracketsPerParagraph) breakParagraph();
    }

    void breakParagraph() {
        m_out.text += "\n\n";
        m_paragraph = {};
    }

    SoberText m_out;
    Paragraph m_paragraph;
    std::size_t m_brackets = 0;
    std::size_t m_cells = 0;
};

} // namespace

SoberText soberText(std::string_view repaired) {
    Sobriety sobriety(repaired.size());
    std::string_view rest = repaired;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        if (!sobriety.take(rest.substr(0, end))) break;
        rest = end == rest.npos ? std::string_view() : rest.substr(end + 1);
    }
    return sobriety.finish();
}

} // namespace orrery::card
