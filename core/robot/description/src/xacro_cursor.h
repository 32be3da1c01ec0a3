// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::robot::xacro {

/// A place in an expression, and the words that may stand there.
struct Cursor {
    std::string_view text;
    std::size_t at = 0;

    static bool isNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
    static bool isDigit(char c) { return c >= '0' && c <= '9'; }

    [[nodiscard]] bool atEnd() const { return at >= text.size(); }
    [[nodiscard]] std::string_view next(std::size_t count) const { return text.substr(at, count); }

    void skipBlanks() {
        while (!atEnd() && std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos) ++at;
    }

    bool take(std::string_view symbol) {
        skipBlanks();
        if (next(symbol.size()) != symbol) return false;
        at += symbol.size();
        return true;
    }

    bool takeWord(std::string_view word) {
        skipBlanks();
        const std::string_view rest = text.substr(at);
        if (!rest.starts_with(word)) return false;
        if (rest.size() > word.size() && (isNameStart(rest[word.size()]) || isDigit(rest[word.size()]))) return false;
        at += word.size();
        return true;
    }

    std::string_view name() {
        const std::size_t begin = at;
        while (!atEnd() && (isNameStart(text[at]) || isDigit(text[at]))) ++at;
        return text.substr(begin, at - begin);
    }

    /// Before ".name"
    [[nodiscard]] bool beforeMember() const {
        return at + 1 < text.size() && text[at] == '.' && isNameStart(text[at + 1]);
    }

    /// Behind the opening quotation mark at the present place; nothing when none closes it.
    std::optional<std::string> quotedText() {
        const char quote = text[at++];
        std::string out;
        for (; !atEnd() && text[at] != quote; ++at) {
            if (text[at] == '\\' && at + 1 < text.size()) ++at;
            out += text[at];
        }
        if (atEnd()) return std::nullopt;
        ++at;
        return out;
    }

    /// What looks like a number.
    std::string_view digits() {
        const std::size_t begin = at;
        const auto isExponent = [](char c) { return c == 'e' || c == 'E'; };
        for (; !atEnd(); ++at) {
            const char c = text[at];
            const bool sign = (c == '+' || c == '-') && at > begin && isExponent(text[at - 1]);
            if (!isDigit(c) && c != '.' && !isExponent(c) && !sign) break;
        }
        return text.substr(begin, at - begin);
    }
};

} // namespace orrery::robot::xacro
