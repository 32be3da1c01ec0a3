// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "finding_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace orrery::robot {

FindingList::FindingList(std::string file, const SourceLines* source) : m_file(std::move(file)), m_source(source) {}

void FindingList::add(Severity severity, int line, std::string element, std::string message) {
    if (m_findings.size() >= maxFindings) {
        ++m_suppressed;
        return;
    }
    m_findings.push_back({severity, std::move(message), std::move(element), m_file, line});
}

void FindingList::inform(int line, std::string element, std::string message) {
    add(Severity::Information, line, std::move(element), std::move(message));
}

void FindingList::warn(int line, std::string element, std::string message) {
    add(Severity::Warning, line, std::move(element), std::move(message));
}

std::string FindingList::where(int line) const {
    if (m_source && line > 0) {
        const SourcePlace place = m_source->at(line);
        return fmt::format("{}:{}", m_source->files.at(static_cast<std::size_t>(place.file)), place.line);
    }
    return line > 0 ? fmt::format("{}:{}", m_file, line) : m_file;
}

std::vector<Finding> FindingList::take() {
    std::stable_sort(m_findings.begin(), m_findings.end(),
                     [](const Finding& a, const Finding& b) { return a.line < b.line; });
    for (Finding& finding : m_findings) {
        if (!m_source || finding.line <= 0) continue;
        const SourcePlace place = m_source->at(finding.line);
        finding.file = m_source->files.at(static_cast<std::size_t>(place.file));
        finding.line = place.line;
    }
    if (m_suppressed > 0) {
        m_findings.push_back(
            {Severity::Warning, fmt::format("{} more findings are not listed.", m_suppressed), {}, m_file, 0});
    }
    return std::exchange(m_findings, {});
}

} // namespace orrery::robot
