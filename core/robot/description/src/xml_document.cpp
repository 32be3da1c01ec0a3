// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xml_document.h"

#include "text_decoding.h"

#include <orrery/robot/description/errors.h>
#include <orrery/robot/description/urdf_reader.h>

#include <fmt/format.h>

namespace orrery::robot {
namespace {

using tinyxml2::XMLDocument;
using tinyxml2::XMLElement;
using tinyxml2::XMLNode;

/// Whether a document type is declared before the first element. It is looked for before parsing: a parser must not see
/// entities.
bool declaresDocumentType(std::string_view text) {
    while (true) {
        const auto open = text.find('<');
        if (open == std::string_view::npos) return false;
        text.remove_prefix(open);
        std::string_view end;
        if (text.substr(0, 4) == "<!--") {
            end = "-->";
        } else if (text.substr(0, 2) == "<?") {
            end = "?>";
        } else {
            return text.substr(0, 2) == "<!";
        }
        const auto close = text.find(end, 2);
        if (close == std::string_view::npos) return false;
        text.remove_prefix(close + end.size());
    }
}

bool isTooDeep(const XMLDocument& document) {
    int depth = 0;
    const XMLNode* at = document.FirstChild();
    while (at) {
        if (const XMLNode* child = at->FirstChild()) {
            if (++depth > maxXmlDepth) return true;
            at = child;
            continue;
        }
        while (at && !at->NextSibling()) {
            at = at->Parent();
            --depth;
        }
        if (at) at = at->NextSibling();
    }
    return false;
}

Status parseXml(XMLDocument& document, const std::string& text, const std::string& sourceName) {
    if (const std::string kind = foreignTextKind(text); !kind.empty()) {
        return fail(DescriptionErrc::NotXml, fmt::format("This file is {}.", kind), {}, sourceName);
    }
    if (declaresDocumentType(text)) {
        return fail(DescriptionErrc::Forbidden,
                    "This file declares a document type (<!DOCTYPE), which a robot description does not need and a "
                    "hostile file could "
                    "abuse. Remove the declaration to open it.",
                    {}, sourceName);
    }
    const auto error = document.Parse(text.data(), text.size());
    if (error == tinyxml2::XML_ELEMENT_DEPTH_EXCEEDED || (error == tinyxml2::XML_SUCCESS && isTooDeep(document))) {
        return fail(DescriptionErrc::TooLarge, "The XML is nested far deeper than any robot description needs.", {},
                    sourceName);
    }
    if (error != tinyxml2::XML_SUCCESS) {
        const int line = document.ErrorLineNum();
        const std::string message =
            error == tinyxml2::XML_ERROR_MISMATCHED_ELEMENT
                ? fmt::format("The XML breaks at line {}: an element is not closed, or the file is cut off.", line)
                : fmt::format("The XML breaks at line {}; the file is damaged or cut off.", line);
        return fail(DescriptionErrc::NotXml, message, document.ErrorStr(), fmt::format("{}:{}", sourceName, line));
    }
    return {};
}

} // namespace

Status parseDescriptionXml(XMLDocument& document, std::string_view bytes, const std::string& sourceName) {
    if (bytes.size() > maxDescriptionBytes) {
        return fail(DescriptionErrc::TooLarge,
                    fmt::format("This file has {:.0f} MB; Orrery opens robot descriptions of up to {} MB.",
                                static_cast<double>(bytes.size()) / 1e6, maxDescriptionBytes / (1024 * 1024)),
                    {}, sourceName);
    }
    const auto decoded = decodeXmlText(bytes, sourceName);
    if (!decoded) return fail(decoded.error());
    if (auto parsed = parseXml(document, *decoded, sourceName); !parsed) return parsed;
    if (!document.RootElement())
        return fail(DescriptionErrc::NotXml, "This file holds no XML element.", {}, sourceName);
    return {};
}

const XMLElement* nextElement(const XMLElement& at, const XMLElement& top) {
    if (const XMLElement* child = at.FirstChildElement()) return child;
    const XMLNode* node = &at;
    while (node && node != &top) {
        if (const XMLElement* next = node->NextSiblingElement()) return next;
        node = node->Parent();
    }
    return nullptr;
}

} // namespace orrery::robot
