// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "html_tokens.h"

#include "entities.h"

#include <algorithm>

namespace orrery::card {

namespace {

constexpr std::string_view blanks = " \t\n\r\f";
constexpr std::size_t mostAttributes = 32;

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return out;
}

} // namespace

std::string_view HtmlToken::attribute(std::string_view wanted) const {
    const auto found = std::ranges::find(attributes, wanted, &std::pair<std::string, std::string>::first);
    return found == attributes.end() ? std::string_view() : std::string_view(found->second);
}

bool HtmlTokens::next(HtmlToken& token) {
    while (!m_rest.empty()) {
        token = {};
        if (!atMarkup()) {
            readText(token);
            return true;
        }
        if (m_rest[1] == '!' || m_rest[1] == '?') {
            skipDeclaration();
            continue;
        }
        readTag(token);
        return true;
    }
    return false;
}

bool HtmlTokens::atMarkup() const {
    if (m_rest.size() < 2 || m_rest[0] != '<') return false;
    const char c = m_rest[1];
    return isLetter(c) || c == '!' || c == '?' || (c == '/' && m_rest.size() > 2 && isLetter(m_rest[2]));
}

void HtmlTokens::readText(HtmlToken& token) {
    token.text = take(std::min(m_rest.find('<', 1), m_rest.size()));
}

void HtmlTokens::skipDeclaration() {
    const std::string_view end = m_rest.starts_with("<!--") ? "-->" : m_rest.starts_with("<![CDATA[") ? "]]>" : ">";
    const std::size_t at = m_rest.find(end, 2);
    take(at == m_rest.npos ? m_rest.size() : at + end.size());
}

void HtmlTokens::readTag(HtmlToken& token) {
    const bool close = m_rest[1] == '/';
    token.kind = close ? HtmlToken::Kind::Close : HtmlToken::Kind::Open;
    take(close ? 2 : 1);
    token.name = lower(take(std::min(m_rest.find_first_of(" \t\n\r\f/>"), m_rest.size())));
    readAttributes(token);
}

void HtmlTokens::readAttributes(HtmlToken& token) {
    while (!m_rest.empty()) {
        take(std::min(m_rest.find_first_not_of(blanks), m_rest.size()));
        if (m_rest.empty()) return;
        const char c = m_rest[0];
        if (c == '>' || c == '/') {
            take(1);
            token.empty = c == '/' && m_rest.starts_with('>');
            if (c == '>') return;
            continue;
        }
        std::string name = lower(take(std::min(m_rest.find_first_of(" \t\n\r\f/>=", 1), m_rest.size())));
        std::string value = readValue();
        if (token.attributes.size() < mostAttributes) token.attributes.emplace_back(std::move(name), std::move(value));
    }
}

std::string HtmlTokens::readValue() {
    const std::size_t mark = m_rest.find_first_not_of(blanks);
    if (mark == m_rest.npos || m_rest[mark] != '=') return {};
    take(mark + 1);
    take(std::min(m_rest.find_first_not_of(blanks), m_rest.size()));
    if (m_rest.empty()) return {};
    const char quote = m_rest[0];
    if (quote != '"' && quote != '\'')
        return decodeEntities(take(std::min(m_rest.find_first_of(" \t\n\r\f>"), m_rest.size())));
    take(1);
    const std::string_view value = take(std::min(m_rest.find(quote), m_rest.size()));
    take(std::min<std::size_t>(1, m_rest.size()));
    return decodeEntities(value);
}

std::string_view HtmlTokens::take(std::size_t length) {
    const std::string_view taken = m_rest.substr(0, length);
    m_rest.remove_prefix(taken.size());
    return taken;
}

} // namespace orrery::card
