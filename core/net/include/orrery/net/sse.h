// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::net {

struct SseEvent {
    std::string type = "message"; ///< The `event` field.
    std::string data;             ///< The `data` lines, joined by '\n'. Bytes as sent; not checked to be UTF-8.
    std::string id;               ///< The last `id` seen so far, this event's or an earlier one's.
};

/// Reads a text/event-stream in pieces of any size, as https://html.spec.whatwg.org/multipage/server-sent-events.html
/// says. An event without its closing blank line is never handed on. Pure; one thread at a time.
class SseParser {
public:
    static constexpr std::size_t longestEvent = 16U << 20; ///< Bytes held for one event.

    using Sink = std::function<void(const SseEvent& event)>;
    explicit SseParser(Sink sink);

    /// Takes the next bytes; calls the sink, inside the call, for each event they complete.
    /// Fails with Errc::TooLarge when an event grows beyond longestEvent; so does every later call.
    Status feed(std::string_view bytes);

    /// The server's wish for how long to wait before connecting again.
    [[nodiscard]] std::optional<std::chrono::milliseconds> retry() const { return m_retry; }
    [[nodiscard]] const std::string& lastEventId() const { return m_lastId; }

private:
    bool append(std::string_view part);
    void takeLine();
    void takeField(std::string_view name, std::string_view value);
    void dispatch();

    Sink m_sink;
    std::string m_line;
    std::string m_type;
    std::string m_data;
    std::string m_lastId;
    std::optional<std::chrono::milliseconds> m_retry;
    bool m_firstLine = true;
    bool m_afterCarriageReturn = false;
    bool m_tooLarge = false;
};

} // namespace orrery::net
