// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "maths_shield.h"

#include "utf8.h"

#include <algorithm>
#include <charconv>

namespace orrery::card {

namespace {

constexpr std::size_t longestMaths = 4000;
constexpr std::size_t none = std::string_view::npos;

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

bool isWord(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// "10, or US" between dollars: an amount and words.
bool isMoney(std::string_view text) {
    return text[0] >= '0' && text[0] <= '9' && text.find(' ') != none && text.find_first_of("\\^_=+*<>{") == none;
}

struct Delimiter {
    std::string_view open, close;
    bool display = false;
};

constexpr Delimiter delimiters[] = {{"$$", "$$", true}, {"$", "$"}, {R"(\()", R"(\))"}, {R"(\[)", R"(\])", true}};

/// Finds maths and passes over code.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    bool atEnd() const { return m_at >= m_text.size(); }

    /// The length of the maths that begins here, or 0; then skip() says how much to pass on.
    std::size_t maths() {
        for (const Delimiter& delimiter : delimiters) {
            if (m_text.substr(m_at, 2).starts_with(delimiter.open)) return mathsWithin(delimiter);
        }
        return 0;
    }

    /// The length of what is no maths here: a code span or block, an escaped character or one character.
    std::size_t skip() const {
        if (m_text[m_at] == '\\') return std::min<std::size_t>(2, m_text.size() - m_at);
        const bool tilde = m_text.substr(m_at).starts_with("~~~") && atLineStart();
        if (m_text[m_at] == '`' || tilde) return codeLength();
        if (m_text[m_at] == '$') return runLength();
        return 1;
    }

    std::string_view take(std::size_t length) {
        const std::string_view taken = m_text.substr(m_at, length);
        m_at += taken.size();
        return taken;
    }

private:
    std::size_t runLength() const {
        const std::size_t end = m_text.find_first_not_of(m_text[m_at], m_at);
        return std::min(end, m_text.size()) - m_at;
    }

    bool atLineStart() const {
        const std::size_t before = m_at == 0 ? none : m_text.find_last_not_of(" >\t", m_at - 1);
        return before == none || m_text[before] == '\n';
    }

    std::size_t codeLength() const {
        const std::size_t fence = runLength();
        const std::string_view mark = m_text.substr(m_at, fence);
        if (fence >= 3 && atLineStart()) return blockLength(mark);
        const std::string_view near = m_text.substr(m_at + fence, longestMaths);
        const std::size_t end = near.substr(0, near.find("\n\n")).find(mark);
        return end == none ? fence : fence + end + fence;
    }

    /// Of a code block, up to the line that ends it.
    std::size_t blockLength(std::string_view fence) const {
        std::size_t line = m_text.find('\n', m_at);
        while (line != none) {
            const std::size_t begin = m_text.find_first_not_of(" >\t", line + 1);
            if (begin != none && m_text.substr(begin).starts_with(fence)) return begin + fence.size() - m_at;
            line = m_text.find('\n', line + 1);
        }
        return m_text.size() - m_at;
    }

    std::size_t mathsWithin(const Delimiter& delimiter) {
        if (delimiter.open == "$" && m_at > 0 && isWord(m_text[m_at - 1])) return 0;
        if (delimiter.open == R"(\[)" && !atLineStart()) return 0;
        const std::size_t begin = m_at + delimiter.open.size();
        std::size_t& hopeless = m_hopeless[&delimiter - delimiters];
        if (begin < hopeless) return 0;
        const std::size_t limit = std::min(m_text.size(), begin + longestMaths);
        for (std::size_t at = begin; at < limit; ++at) {
            const bool found = m_text.substr(at).starts_with(delimiter.close);
            if (found && closes(delimiter, begin, at)) return at + delimiter.close.size() - m_at;
            if (found || endsParagraph(at) || m_text[at] == '`') {
                hopeless = at;
                return 0;
            }
            if (m_text[at] == '\\') ++at;
        }
        hopeless = limit;
        return 0;
    }

    bool endsParagraph(std::size_t at) const { return m_text.substr(at, 2) == "\n\n"; }

    /// A single dollar is often money: "$5 to $10" is not maths.
    bool closes(const Delimiter& delimiter, std::size_t begin, std::size_t at) const {
        if (at == begin) return false;
        if (delimiter.open != "$") return true;
        const bool wordAfter = at + 1 < m_text.size() && isWord(m_text[at + 1]);
        return !isSpace(m_text[begin]) && !isSpace(m_text[at - 1]) && !wordAfter &&
               !isMoney(m_text.substr(begin, at - begin));
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_hopeless[std::size(delimiters)] = {}; ///< Before this none of its kind ends.
};

MathsShield::Piece pieceOf(std::string_view source) {
    for (const Delimiter& delimiter : delimiters) {
        if (!source.starts_with(delimiter.open)) continue;
        const std::size_t marks = delimiter.open.size();
        return {source, source.substr(marks, source.size() - marks - delimiter.close.size()), delimiter.display};
    }
    return {source, source};
}

} // namespace

std::string MathsShield::cover(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    Scanner scanner(text);
    while (!scanner.atEnd()) {
        if (const std::size_t length = scanner.maths(); length > 0) {
            m_sources.emplace_back(scanner.take(length));
            out += markOpen;
            out += std::to_string(m_sources.size() - 1);
            out += markClose;
        } else {
            out += scanner.take(scanner.skip());
        }
    }
    return out;
}

std::string MathsShield::uncover(std::string_view text) const {
    std::string out;
    split(
        text, [&out](std::string_view plain) { out += plain; }, [&out](const Piece& piece) { out += piece.source; });
    return out;
}

void MathsShield::split(std::string_view text, const std::function<void(std::string_view)>& onText,
                        const std::function<void(const Piece&)>& onMaths) const {
    while (!text.empty()) {
        const std::size_t mark = text.find(markOpen);
        if (mark != 0) onText(text.substr(0, mark));
        if (mark == none) return;
        const std::string_view number = text.substr(mark + markOpen.size());
        std::size_t index = m_sources.size();
        std::from_chars(number.data(), number.data() + number.size(), index);
        if (index < m_sources.size()) onMaths(pieceOf(m_sources[index]));
        const std::size_t end = number.find(markClose);
        text = end == none ? std::string_view() : number.substr(end + markClose.size());
    }
}

} // namespace orrery::card
