// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "byte_ranges.h"
#include "context.h"
#include "file_sink.h"

#include <orrery/net/http_client.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace orrery::download {

/// One request for a part of a file, or for all of it, into its sink.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    struct Plan {
        std::string url;
        std::optional<std::string> token; ///< Sent along; the HTTP client keeps it from other hosts.
        Span span;                        ///< What is wanted.
        std::uint64_t size = 0;           ///< Of the whole file.
        bool whole = false;               ///< Asks for all of it, without a Range header.
    };

    /// How the server's head was understood.
    enum class Verdict {
        None,        ///< There was none.
        Accepted,    ///< The bytes are those wanted.
        Refused,     ///< A status other than 2xx.
        NoRanges,    ///< All of it instead of a part, or another part.
        WrongLength, ///< The file has another length than was said.
    };

    /// What is known at the end.
    struct Outcome {
        Verdict verdict = Verdict::None;
        Result<net::HttpResponse> answer; ///< Its body holds the text of a refusal.
        Span left;                        ///< What is still wanted.
        std::uint64_t received = 0;
        std::optional<std::uint64_t> serverSize; ///< With WrongLength: what the server says.
    };

    Connection(std::shared_ptr<Context> context, std::shared_ptr<FileSink> sink, Plan plan);

    /// @param accepted on the loop, once the wanted bytes begin to come: the address they come from.
    /// @param ended on the loop, once, when all that came has been handed to the sink.
    void start(std::function<void(std::string url)> accepted, std::function<void(const Outcome&)> ended);
    void stop() { m_stop.request_stop(); }
    [[nodiscard]] const Plan& plan() const { return m_plan; }

private:
    [[nodiscard]] net::HttpRequest request() const;
    // On the network thread.
    void takeHead(const net::HttpResponse& head);
    [[nodiscard]] Verdict judge(const net::HttpResponse& head);
    [[nodiscard]] Verdict judgePart(const net::HttpResponse& head);
    bool takeBody(std::string_view bytes);
    void obeyLimit(std::uint64_t bytes);
    void handOver();
    // On the loop.
    void finish(Result<net::HttpResponse> answer);

    const std::shared_ptr<Context> m_context;
    const std::shared_ptr<FileSink> m_sink;
    const Plan m_plan;
    std::function<void(std::string)> m_accepted;
    std::function<void(const Outcome&)> m_ended;
    std::stop_source m_stop;
    std::shared_ptr<net::BodyGate> m_gate = std::make_shared<net::BodyGate>();
    std::atomic<int> m_unwritten = 0;

    // Of the network thread until the completion.
    Verdict m_verdict = Verdict::None;
    std::uint64_t m_position; ///< Where the next byte belongs.
    std::optional<std::uint64_t> m_serverSize;
    std::string m_refusal;
    std::optional<Buffer> m_filling;
};

} // namespace orrery::download
