// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/link_header.h>

#include "text.h"

#include <algorithm>

namespace orrery::hub {

namespace {

/// Reads `<address>; name=value; name="value", <address> ...` from left to right.
class LinkReader {
public:
    explicit LinkReader(std::string_view header) : m_rest(header) {}

    std::optional<std::string> next() {
        while (takeAddress()) {
            if (isNext()) return std::string(m_address);
        }
        return std::nullopt;
    }

private:
    bool takeAddress() {
        const auto open = m_rest.find('<');
        if (open == std::string_view::npos) return false;
        const auto close = m_rest.find('>', open);
        if (close == std::string_view::npos) return false;
        m_address = trimmed(m_rest.substr(open + 1, close - open - 1));
        m_rest.remove_prefix(close + 1);
        return true;
    }

    /// Takes this link's parameters; only its first rel counts.
    bool isNext() {
        bool known = false;
        bool isNext = false;
        while (takeSeparator()) {
            const std::string name = takeName();
            const std::string value = takeValue();
            if (name != "rel" || known) continue;
            known = true;
            const auto relations = split(value, ' ');
            isNext = std::find(relations.begin(), relations.end(), "next") != relations.end();
        }
        return isNext && !m_address.empty() && !hasControlCharacters(m_address);
    }

    bool takeSeparator() {
        m_rest = trimmed(m_rest);
        if (!m_rest.starts_with(';')) return false;
        m_rest = trimmed(m_rest.substr(1));
        return true;
    }

    std::string takeName() {
        const auto end = std::min(m_rest.find_first_of("=;,"), m_rest.size());
        std::string name = lowered(trimmed(m_rest.substr(0, end)));
        m_rest.remove_prefix(end);
        return name;
    }

    std::string takeValue() {
        if (!m_rest.starts_with('=')) return {};
        m_rest = trimmed(m_rest.substr(1));
        if (m_rest.starts_with('"')) return takeQuoted();
        const auto end = std::min(m_rest.find_first_of(";,"), m_rest.size());
        std::string value = lowered(trimmed(m_rest.substr(0, end)));
        m_rest.remove_prefix(end);
        return value;
    }

    std::string takeQuoted() {
        std::string value;
        std::size_t at = 1;
        for (; at < m_rest.size() && m_rest[at] != '"'; ++at) {
            if (m_rest[at] == '\\' && at + 1 < m_rest.size()) ++at;
            value += m_rest[at];
        }
        m_rest.remove_prefix(std::min(at + 1, m_rest.size()));
        return lowered(value);
    }

    std::string_view m_rest;
    std::string_view m_address;
};

} // namespace

std::optional<std::string> nextLink(std::string_view header) {
    return LinkReader(header).next();
}

} // namespace orrery::hub
