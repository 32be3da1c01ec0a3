// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <tinyxml2.h>

#include <string>
#include <string_view>

namespace orrery::robot {

/// Parses the bytes of a description in any encoding. Refuses, with a DescriptionErrc, what is too large or too deep,
/// no XML, or declares a document type. After success there is a root element.
Status parseDescriptionXml(tinyxml2::XMLDocument& document, std::string_view bytes, const std::string& sourceName);

/// The next element of a walk through all below top, in document order, without recursion; null at the end.
const tinyxml2::XMLElement* nextElement(const tinyxml2::XMLElement& at, const tinyxml2::XMLElement& top);

} // namespace orrery::robot
