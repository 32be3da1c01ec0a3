// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connection.h"
#include "opened_file.h"

#include <orrery/hub/endpoint.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace orrery::download {

/// Brings one file into the cache: opens what is there, fetches what is missing over several connections, waits and
/// tries again when the network or the server asks for it, verifies, publishes. Lives on the loop; every callback and
/// method there.
class FileTransfer : public std::enable_shared_from_this<FileTransfer> {
public:
    struct Callbacks {
        std::function<void()> changed; ///< State or problem.
        /// Once, at the end: the file is in the snapshot, or why not. Nothing is on its way to the disk any more.
        std::function<void(orrery::Status)> ended;
    };

    FileTransfer(std::shared_ptr<Context> context, hub::Endpoint endpoint, FileTarget target, Callbacks callbacks);

    void start();
    /// Ends with Cancelled; with `discard` what is here of the file goes, too.
    void stop(bool discard = false);
    /// Stops waiting.
    void wake();

    /// Waiting from a failure on until bytes come again.
    [[nodiscard]] State state() const { return m_problem ? State::Waiting : m_state; }
    [[nodiscard]] std::uint64_t done() const;
    /// Bytes that came over the network since the last call.
    std::uint64_t takeReceived();
    [[nodiscard]] const std::optional<Error>& problem() const { return m_problem; } ///< Why it waits.

private:
    using Outcome = Connection::Outcome;

    void open();
    void opened(Result<std::optional<FileSink::Parts>> parts);
    void fill();
    [[nodiscard]] bool mayConnect() const;
    [[nodiscard]] std::optional<Connection::Plan> nextPlan();
    void connect(Connection::Plan plan);
    void connectionEnded(const Connection& connection, const Outcome& outcome);
    void judge(const Connection& connection, const Outcome& outcome);
    void judgeRefusal(const Connection& connection, const net::HttpResponse& answer);
    void goOnWithoutRanges();
    void takeAccepted(std::string url);
    void stopConnections();
    [[nodiscard]] std::optional<std::string> tokenFor(const std::string& url) const;
    void waitFor(Error error, std::optional<std::chrono::milliseconds> pause = std::nullopt);
    [[nodiscard]] bool hasMoved() const;
    void sinkChanged();
    void takeVerdict(bool right);
    void publish();
    void fail(Error error);
    void conclude();
    void setState(State state);
    void setProblem(std::optional<Error> problem);
    void onWorker(std::function<orrery::Status()> work, std::function<void(orrery::Status)> then);
    [[nodiscard]] Error wrongLength(const Outcome& outcome) const;
    [[nodiscard]] Error wrongContent() const;
    [[nodiscard]] Error notWhatWasAsked() const;
    [[nodiscard]] Error refused(const net::HttpResponse& answer) const;

    const std::shared_ptr<Context> m_context;
    const hub::Endpoint m_endpoint;
    const FileTarget m_target;
    const std::string m_url; ///< On the endpoint: answers with the bytes or a redirect to them.
    Callbacks m_callbacks;

    State m_state = State::Running;
    std::optional<Error> m_problem;
    bool m_waiting = false;              ///< Until a timer or wake().
    std::optional<orrery::Status> m_end; ///< How it ends, once nothing is on its way any more.
    std::shared_ptr<FileSink> m_sink;
    bool m_working = false; ///< A worker opens, publishes or discards.
    ByteRanges m_wanted;    ///< Nobody fetches these yet.
    std::vector<std::shared_ptr<Connection>> m_connections;
    std::optional<std::string> m_directUrl; ///< Where the bytes were last served from; may expire.
    bool m_ranges = true;                   ///< The server understands them.
    bool m_resumed = false;                 ///< Some bytes are from before.
    bool m_discard = false;                 ///< Once nothing is on its way any more.
    bool m_anonymous = false;               ///< The endpoint refused the token, but may serve anyone.
    int m_mostConnections;
    int m_fruitless = 0; ///< Failures in a row, without a byte between them.
    std::uint64_t m_doneAtFailure = 0;
    int m_waits = 0;                ///< Tells the end of one wait from that of an earlier one.
    std::uint64_t m_doneBefore = 0; ///< While there is no sink.
    std::uint64_t m_counted = 0;    ///< Told by takeReceived(), or here before.
};

} // namespace orrery::download
