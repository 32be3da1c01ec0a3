// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "json_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace orrery::catalog {

namespace {

bool isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

void appendUtf8(std::string& out, std::uint32_t code) {
    const auto byte = [&](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) {
        byte(0xC0U | (code >> 6U));
    } else if (code < 0x10000) {
        byte(0xE0U | (code >> 12U));
        byte(0x80U | ((code >> 6U) & 0x3FU));
    } else {
        byte(0xF0U | (code >> 18U));
        byte(0x80U | ((code >> 12U) & 0x3FU));
        byte(0x80U | ((code >> 6U) & 0x3FU));
    }
    byte(0x80U | (code & 0x3FU));
}

/// The four hexadecimal digits of a \u escape, taken off `rest`.
std::optional<std::uint32_t> takeUnit(std::string_view& rest) {
    if (rest.size() < 4) return std::nullopt;
    std::uint32_t value = 0;
    const auto [end, problem] = std::from_chars(rest.data(), rest.data() + 4, value, 16);
    if (problem != std::errc() || end != rest.data() + 4) return std::nullopt;
    rest.remove_prefix(4);
    return value;
}

/// What follows "\u". A half of a pair without the other becomes U+FFFD.
std::optional<std::uint32_t> takeCode(std::string_view& rest) {
    const auto unit = takeUnit(rest);
    if (!unit || *unit < 0xD800 || *unit > 0xDFFF) return unit;
    if (*unit > 0xDBFF || !rest.starts_with("\\u")) return 0xFFFD;
    std::string_view after = rest.substr(2);
    const auto low = takeUnit(after);
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return 0xFFFD;
    rest = after;
    return 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00);
}

char plainEscape(char c) {
    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case '"':
    case '\\':
    case '/': return c;
    default: return 0;
    }
}

} // namespace

bool isUtf8(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    for (std::size_t at = 0; at < text.size();) {
        const unsigned char lead = byte(at);
        const std::size_t more = lead < 0x80   ? 0
                                 : lead < 0xC2 ? 9
                                 : lead < 0xE0 ? 1
                                 : lead < 0xF0 ? 2
                                 : lead < 0xF5 ? 3
                                               : 9;
        if (more == 9 || at + more >= text.size()) return false;
        for (std::size_t i = 1; i <= more; ++i) {
            if ((byte(at + i) & 0xC0U) != 0x80U) return false;
        }
        const unsigned char second = more > 0 ? byte(at + 1) : 0;
        const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
        if (overlong || (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F)) return false;
        at += more + 1;
    }
    return true;
}

char JsonReader::next() {
    while (m_at < m_text.size() && isSpace(m_text[m_at])) ++m_at;
    return m_at < m_text.size() && !failed() ? m_text[m_at] : '\0';
}

bool JsonReader::take(char wanted) {
    if (failed()) return false;
    if (next() == wanted && m_at < m_text.size()) {
        ++m_at;
        return true;
    }
    failWith(m_at >= m_text.size() ? Problem::Incomplete : Problem::Malformed);
    return false;
}

bool JsonReader::enter(char open) {
    if (++m_depth > deepest) failWith(Problem::TooDeep);
    return take(open);
}

bool JsonReader::more(char close, bool first) {
    if (next() == close) {
        ++m_at;
        --m_depth;
        return false;
    }
    if (!first) return take(',');
    if (m_at >= m_text.size()) failWith(Problem::Incomplete);
    return !failed();
}

std::optional<std::string_view> JsonReader::rawText(bool& escaped) {
    escaped = false;
    if (!take('"')) return std::nullopt;
    const std::size_t begin = m_at;
    for (; m_at < m_text.size(); ++m_at) {
        const char c = m_text[m_at];
        if (c == '"') return m_text.substr(begin, m_at++ - begin);
        if (static_cast<unsigned char>(c) < 0x20) {
            failWith(Problem::Malformed);
            return std::nullopt;
        }
        if (c != '\\') continue;
        escaped = true;
        if (++m_at < m_text.size() && static_cast<unsigned char>(m_text[m_at]) < 0x20) --m_at;
    }
    failWith(Problem::Incomplete);
    return std::nullopt;
}

bool JsonReader::unescape(std::string_view raw, std::string& out) {
    out.clear();
    while (!raw.empty()) {
        const std::size_t slash = raw.find('\\');
        out.append(raw.substr(0, slash));
        if (slash == std::string_view::npos) break;
        const char kind = slash + 1 < raw.size() ? raw[slash + 1] : '\0';
        raw.remove_prefix(std::min(slash + 2, raw.size()));
        if (kind == 'u') {
            const auto code = takeCode(raw);
            if (!code || *code == 0) return false;
            appendUtf8(out, *code);
        } else if (const char plain = plainEscape(kind)) {
            out.push_back(plain);
        } else {
            return false;
        }
    }
    return true;
}

std::string_view JsonReader::key() {
    bool escaped = false;
    const auto raw = rawText(escaped);
    if (raw && escaped && !unescape(*raw, m_key)) failWith(Problem::Malformed);
    take(':');
    if (failed()) return {};
    return escaped ? std::string_view(m_key) : *raw;
}

std::optional<std::string> JsonReader::text() {
    if (next() != '"') return skip(), std::nullopt;
    bool escaped = false;
    const auto raw = rawText(escaped);
    if (!raw) return std::nullopt;
    std::string value;
    if (!escaped) value = *raw;
    if ((escaped && !unescape(*raw, value)) || !isUtf8(value)) {
        failWith(Problem::Malformed);
        return std::nullopt;
    }
    return value;
}

/// A number, true, false or null: whatever stands up to the next sign of JSON's grammar.
std::string_view JsonReader::scalar() {
    const std::size_t begin = m_at;
    while (m_at < m_text.size() && !isSpace(m_text[m_at]) &&
           std::string_view(",]}\"[{:").find(m_text[m_at]) == std::string_view::npos) {
        ++m_at;
    }
    if (m_at == m_text.size()) failWith(Problem::Incomplete);
    return failed() ? std::string_view() : m_text.substr(begin, m_at - begin);
}

std::optional<double> JsonReader::number() {
    const char first = next();
    if (first != '-' && (first < '0' || first > '9')) return skip(), std::nullopt;
    const std::string_view digits = scalar();
    double value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (problem == std::errc::result_out_of_range) return std::nullopt;
    if (failed() || problem != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value)) {
        failWith(Problem::Malformed);
        return std::nullopt;
    }
    return value;
}

std::optional<std::uint64_t> JsonReader::count() {
    constexpr double limit = 9e18;
    const auto value = number();
    if (!value || *value < 0 || *value > limit) return std::nullopt;
    return static_cast<std::uint64_t>(*value);
}

std::optional<bool> JsonReader::boolean() {
    const char first = next();
    if (first != 't' && first != 'f') return skip(), std::nullopt;
    const std::string_view word = scalar();
    if (word != "true" && word != "false") failWith(Problem::Malformed);
    return failed() ? std::nullopt : std::optional(word == "true");
}

void JsonReader::skip() {
    switch (next()) {
    case '\0': failWith(m_at >= m_text.size() ? Problem::Incomplete : Problem::Malformed); return;
    case '{': return object([&](std::string_view) { skip(); });
    case '[': return array([&] { skip(); });
    case '"': {
        bool escaped = false;
        rawText(escaped);
        return;
    }
    case 't':
    case 'f': boolean(); return;
    case 'n':
        if (scalar() != "null") failWith(Problem::Malformed);
        return;
    case '-': number(); return;
    default:
        if (m_text[m_at] < '0' || m_text[m_at] > '9') return failWith(Problem::Malformed);
        number();
    }
}

} // namespace orrery::catalog
