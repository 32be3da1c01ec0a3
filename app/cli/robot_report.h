// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/robot/description/description.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

/// What is in a robot description and what is wrong with it.
struct CheckReport {
    orrery::robot::Description description;
    std::vector<orrery::robot::Finding> findings;
    std::size_t visuals = 0;
    std::size_t collisions = 0;
    std::size_t meshFiles = 0;
    std::size_t triangles = 0; // as drawn: a mesh used twice counts twice

    [[nodiscard]] bool isGood() const {
        return std::none_of(findings.begin(), findings.end(), [](const orrery::robot::Finding& finding) {
            return finding.severity == orrery::robot::Severity::Error;
        });
    }
};

const char* jointTypeName(orrery::robot::JointType type);

nlohmann::json reportJson(const CheckReport& report);

/// Links as a tree with the joints that carry them, then the findings, each with its file and line.
void printReport(const CheckReport& report);
