// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_output.h"

namespace orrery::robot::xacro {

void Output::open(std::string_view name, SourcePlace place) {
    finishTag();
    if (!m_lines.empty()) m_text += '\n';
    m_lines.push_back(place);
    m_text += '<';
    m_text += name;
    m_tagOpen = true;
    ++m_depth;
}

void Output::attribute(std::string_view name, std::string_view value) {
    m_text += ' ';
    m_text += name;
    m_text += "=\"";
    escape(value);
    m_text += '"';
}

void Output::text(std::string_view text) {
    finishTag();
    escape(text);
}

void Output::close(std::string_view name) {
    --m_depth;
    if (m_tagOpen) {
        m_text += "/>";
        m_tagOpen = false;
        return;
    }
    m_text += "</";
    m_text += name;
    m_text += '>';
}

void Output::finishTag() {
    if (m_tagOpen) m_text += '>';
    m_tagOpen = false;
}

void Output::escape(std::string_view text) {
    for (const char c : text) {
        switch (c) {
        case '&': m_text += "&amp;"; break;
        case '<': m_text += "&lt;"; break;
        case '>': m_text += "&gt;"; break;
        case '"': m_text += "&quot;"; break;
        case '\n': m_text += "&#10;"; break;
        case '\r': m_text += "&#13;"; break;
        default: m_text += c;
        }
    }
}

} // namespace orrery::robot::xacro
