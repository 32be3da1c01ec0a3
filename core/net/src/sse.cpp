// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/net/http_client.h>
#include <orrery/net/sse.h>

#include <charconv>
#include <cstdint>
#include <utility>

namespace orrery::net {

SseParser::SseParser(Sink sink) : m_sink(std::move(sink)) {}

Status SseParser::feed(std::string_view bytes) {
    while (!bytes.empty() && !m_tooLarge) {
        if (std::exchange(m_afterCarriageReturn, false) && bytes.front() == '\n') {
            bytes.remove_prefix(1);
            continue;
        }
        const std::size_t end = bytes.find_first_of("\r\n");
        if (!append(bytes.substr(0, end)) || end == std::string_view::npos) break;
        m_afterCarriageReturn = bytes[end] == '\r';
        bytes.remove_prefix(end + 1);
        takeLine();
    }
    if (m_tooLarge) {
        return fail(Errc::TooLarge,
                    "The server sent a single event of more than 16 MiB, so reading from it was stopped.");
    }
    return {};
}

bool SseParser::append(std::string_view part) {
    m_tooLarge = m_line.size() + m_data.size() + m_type.size() + part.size() > longestEvent;
    if (!m_tooLarge) m_line += part;
    return !m_tooLarge;
}

void SseParser::takeLine() {
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    std::string_view line = m_line;
    if (std::exchange(m_firstLine, false) && line.starts_with(byteOrderMark)) line.remove_prefix(byteOrderMark.size());
    if (line.empty()) {
        dispatch();
    } else {
        const std::size_t colon = line.find(':');
        std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
        if (value.starts_with(' ')) value.remove_prefix(1);
        takeField(line.substr(0, colon), value);
    }
    m_line.clear();
}

void SseParser::takeField(std::string_view name, std::string_view value) {
    if (name == "data") {
        m_data += value;
        m_data += '\n';
    } else if (name == "event") {
        m_type = value;
    } else if (name == "id" && value.find('\0') == std::string_view::npos) {
        m_lastId = value;
    } else if (name == "retry" && value.find_first_not_of("0123456789") == std::string_view::npos) {
        std::int64_t count = 0;
        if (std::from_chars(value.data(), value.data() + value.size(), count).ec == std::errc()) {
            m_retry = std::chrono::milliseconds(count);
        }
    }
}

void SseParser::dispatch() {
    SseEvent event{std::exchange(m_type, {}), std::exchange(m_data, {}), m_lastId};
    if (event.data.empty()) return;
    event.data.pop_back();
    if (event.type.empty()) event.type = "message";
    m_sink(event);
}

} // namespace orrery::net
