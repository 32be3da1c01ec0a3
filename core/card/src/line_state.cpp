// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/card/line_state.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

namespace orrery::card {

namespace {

constexpr std::size_t codeIndent = 4;
constexpr std::size_t npos = std::string_view::npos;

std::size_t indentOf(std::string_view line) {
    std::size_t columns = 0;
    for (const char c : line) {
        if (c == '\t')
            columns += codeIndent;
        else if (c == ' ')
            ++columns;
        else
            break;
    }
    return columns;
}

std::string_view withoutIndent(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(" \t");
    return begin == npos ? std::string_view() : line.substr(begin);
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of(" \t") == npos;
}

std::size_t runOf(std::string_view text, char c) {
    return std::min(text.find_first_not_of(c), text.size());
}

bool opensFence(std::string_view text) {
    constexpr std::size_t shortest = 3;
    if (text.empty()) return false;
    if (text[0] == '~') return runOf(text, '~') >= shortest;
    const std::size_t run = runOf(text, '`');
    return run >= shortest && text.find('`', run) == npos;
}

bool closesFence(std::string_view fenceLine, std::string_view line) {
    const std::string_view fence = withoutIndent(fenceLine);
    const std::string_view text = withoutIndent(line);
    const std::size_t run = runOf(text, fence[0]);
    return indentOf(line) < codeIndent && run >= runOf(fence, fence[0]) && isBlank(text.substr(run));
}

bool isRule(std::string_view text) {
    constexpr int shortest = 3;
    const char mark = text.empty() ? ' ' : text[0];
    if (mark != '-' && mark != '*' && mark != '_') return false;
    return text.find_first_not_of(std::string{mark, ' ', '\t'}) == npos && std::ranges::count(text, mark) >= shortest;
}

struct Item {
    char mark = 0;
    std::uint64_t number = 0;
    std::size_t width = 0; ///< Of the mark and the space behind it.
};

std::optional<Item> itemOf(std::string_view text) {
    constexpr std::size_t mostDigits = 9;
    if (text.empty() || isRule(text)) return std::nullopt;
    Item item;
    std::size_t at = 0;
    while (at < text.size() && at < mostDigits && text[at] >= '0' && text[at] <= '9')
        item.number = item.number * 10 + static_cast<std::uint64_t>(text[at++] - '0');
    if (at == text.size()) return std::nullopt;
    item.mark = text[at];
    const bool fits =
        at > 0 ? item.mark == '.' || item.mark == ')' : item.mark == '-' || item.mark == '*' || item.mark == '+';
    const std::string_view rest = text.substr(at + 1);
    if (!fits || !(rest.empty() || rest[0] == ' ' || rest[0] == '\t')) return std::nullopt;
    const std::size_t gap = indentOf(rest);
    item.width = at + 1 + (isBlank(rest) || gap > codeIndent ? 1 : gap);
    return item;
}

bool isNumbered(char mark) {
    return mark == '.' || mark == ')';
}

std::string lowerCase(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// What ends the HTML that begins here and goes on across empty lines.
std::string_view htmlEndOf(const std::string& text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kinds = {{{"<!--", "-->"},
                                                                                     {"<?", "?>"},
                                                                                     {"<![cdata[", "]]>"},
                                                                                     {"<!", ">"},
                                                                                     {"<script", "</script>"},
                                                                                     {"<pre", "</pre>"},
                                                                                     {"<style", "</style>"},
                                                                                     {"<textarea", "</textarea>"}}};
    for (const auto& [begin, end] : kinds)
        if (text.starts_with(begin)) return end;
    return {};
}

} // namespace

void LineState::forgetContainers() {
    m_htmlEnd.clear();
    m_itemOffset = 0;
    m_afterBlank = m_afterEmpty = false;
}

void LineState::pass(std::string_view line) {
    const bool blank = isBlank(line);
    if (!m_fenceLine.empty()) {
        if (closesFence(m_fenceLine, line)) m_fenceLine.clear();
    } else if (!m_htmlEnd.empty()) {
        if (lowerCase(line).find(m_htmlEnd) != npos) m_htmlEnd.clear();
    } else if (!blank) {
        passText(line, indentOf(line));
    }
    m_afterBlank = blank;
    m_afterEmpty = line.empty();
}

void LineState::passText(std::string_view line, std::size_t indent) {
    if (m_itemOffset > 0 && indent >= m_itemOffset) return;
    if (indent >= codeIndent) return;
    const std::string_view text = withoutIndent(line);
    if (opensFence(text)) {
        m_fenceLine = line;
        m_itemOffset = 0;
        return;
    }
    if (text[0] == '<') {
        const std::string lower = lowerCase(text);
        const std::string_view end = htmlEndOf(lower);
        if (!end.empty() && lower.find(end, 2) == npos) m_htmlEnd = end;
    }
    if (itemOf(text)) return passItem(text, indent);
    if (m_afterBlank || text[0] == '#' || text[0] == '>' || isRule(text)) m_itemOffset = 0;
}

void LineState::passItem(std::string_view text, std::size_t indent) {
    const Item item = *itemOf(text);
    const bool goesOn = m_itemOffset > 0 && item.mark == m_itemMark;
    const bool mayBegin = m_itemOffset > 0 || m_afterBlank || !isNumbered(item.mark) || item.number == 1;
    if (!mayBegin) return;
    m_nextNumber = (goesOn ? m_nextNumber : item.number) + 1;
    m_itemMark = item.mark;
    m_itemOffset = indent + item.width;
}

LineState::Boundary LineState::before(std::string_view line) const {
    if (!m_fenceLine.empty() || !m_htmlEnd.empty() || line.empty() || indentOf(line) > 0) return Boundary::No;
    const auto item = itemOf(line);
    const Boundary apart = m_afterEmpty ? Boundary::Yes : Boundary::No;
    if (m_itemOffset == 0 || !item || item->mark != m_itemMark) return apart;
    if (isNumbered(item->mark) && item->number != m_nextNumber) return Boundary::No;
    return m_afterEmpty ? Boundary::Yes : Boundary::Maybe;
}

bool definesLink(std::string_view line) {
    const std::string_view text = withoutIndent(line);
    if (indentOf(line) >= codeIndent || text.empty() || text[0] != '[') return false;
    const std::size_t end = text.find("]:");
    return end != npos && end > 1 && !isBlank(text.substr(end + 2));
}

} // namespace orrery::card
