// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "run_builder.h"

#include <utility>

namespace orrery::card {

namespace {

constexpr std::string_view blanks = " \t\n\r\f";

bool isBlank(char c) {
    return blanks.find(c) != blanks.npos;
}

} // namespace

void RunBuilder::add(std::string_view text, const Look& look) {
    std::string collapsed;
    collapsed.reserve(text.size());
    bool blank = endsBlank();
    for (const char c : text) {
        const bool space = isBlank(c);
        if (!space) collapsed += c;
        if (space && !blank) collapsed += ' ';
        blank = space;
    }
    if (collapsed.empty()) return;
    addVerbatim(collapsed, look);
}

void RunBuilder::addVerbatim(std::string_view text, const Look& look) {
    if (text.empty()) return;
    runFor(look) += text;
    m_bytes += text.size();
    m_empty = m_empty && text.find_first_not_of(blanks) == text.npos;
}

void RunBuilder::breakLine() {
    if (m_empty) return;
    std::string& last = m_runs.back().text;
    while (last.size() > 1 && last.back() == ' ') last.pop_back();
    addVerbatim("\n", {});
}

void RunBuilder::endLine() {
    if (!m_empty && m_runs.back().text.back() != '\n') breakLine();
}

Runs RunBuilder::take() {
    while (!m_runs.empty()) {
        std::string& last = m_runs.back().text;
        last.erase(last.find_last_not_of(blanks) + 1);
        if (!last.empty()) break;
        m_runs.pop_back();
    }
    m_bytes = 0;
    m_empty = true;
    return std::exchange(m_runs, {});
}

bool RunBuilder::endsBlank() const {
    return m_empty || isBlank(m_runs.back().text.back());
}

std::string& RunBuilder::runFor(const Look& look) {
    const std::string_view link = look.link ? std::string_view(*look.link) : std::string_view();
    if (m_runs.empty() || m_runs.back().style != look.style || m_runs.back().link != link) {
        m_runs.push_back({{}, look.style, std::string(link)});
        m_bytes += sizeof(Run) + link.size();
    }
    return m_runs.back().text;
}

} // namespace orrery::card
