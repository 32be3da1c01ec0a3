// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "source_lines.h"

#include <orrery/robot/description/description.h>

#include <string>
#include <vector>

namespace orrery::robot {

/// Collects findings about one source. A hostile file cannot make it grow without bound: beyond maxFindings they are
/// only counted.
class FindingList {
public:
    static constexpr std::size_t maxFindings = 1000;

    /// @param source where the lines of an expanded text came from, kept by the caller; null when lines are the file's.
    explicit FindingList(std::string file, const SourceLines* source = nullptr);

    void add(Severity severity, int line, std::string element, std::string message);
    void inform(int line, std::string element, std::string message);
    void warn(int line, std::string element, std::string message);

    /// "file:line", for Error::where.
    [[nodiscard]] std::string where(int line) const;

    /// Ordered by line.
    std::vector<Finding> take();

private:
    std::string m_file;
    const SourceLines* m_source;
    std::vector<Finding> m_findings;
    std::size_t m_suppressed = 0;
};

} // namespace orrery::robot
