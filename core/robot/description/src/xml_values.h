// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"

#include <orrery/robot/description/description.h>

#include <tinyxml2.h>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot {

/// What is being read: gives findings their element and their opening words ("Joint 'elbow': ...").
struct ReadContext {
    FindingList& findings;
    std::string kind; ///< "Link", "Joint", "Material"
    std::string name;
    bool quaternions = false; ///< The file's version knows quat_xyzw (1.1 and later).
    int lineOffset = 0;       ///< Added to the lines of findings: for the second file and further ones.

    void inform(const tinyxml2::XMLElement& at, std::string_view message) const;
    void warn(const tinyxml2::XMLElement& at, std::string_view message) const;
};

/// A finite number in the C locale, the whole of the text; nothing otherwise. "inf" and "nan" only where allowed.
std::optional<double> parseNumber(std::string_view text, bool allowNonFinite = false);

/// The attribute as text without surrounding blanks; empty when missing.
std::string_view textAttribute(const tinyxml2::XMLElement& element, const char* attribute);

/// The same from a text; `label` says what it is ("rpy of <origin>").
void parseNumbers(const tinyxml2::XMLElement& element, std::string_view text, std::string_view label,
                  std::span<double> values, double missing, const ReadContext& context);

/// Reads numbers separated by any white space into values, which hold the defaults. A bad number keeps its default;
/// missing ones take `missing`; both with a finding. Without the attribute nothing changes.
void readNumbers(const tinyxml2::XMLElement& element, const char* attribute, std::span<double> values, double missing,
                 const ReadContext& context);
double readNumber(const tinyxml2::XMLElement& element, const char* attribute, double fallback,
                  const ReadContext& context);
Vec3 readVector(const tinyxml2::XMLElement& element, const char* attribute, Vec3 fallback, double missing,
                const ReadContext& context);

/// The pose in the child element <origin>; identity without one.
Pose readOrigin(const tinyxml2::XMLElement& parent, const ReadContext& context);

} // namespace orrery::robot
