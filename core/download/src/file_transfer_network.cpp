// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0

// How a file's bytes are asked for, and what the answers mean: the half of FileTransfer that looks to the network.

#include "file_transfer.h"

#include <orrery/hub/answer.h>
#include <orrery/hub/errors.h>
#include <orrery/net/retry.h>
#include <orrery/net/url.h>

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

namespace orrery::download {

namespace {

using namespace std::chrono_literals;

constexpr int mostFruitless = 10;
constexpr std::uint64_t requestsForAFile = 64; ///< Of a large one: fewer would leave the hash far behind.
constexpr std::uint64_t largestSegments = 16;  ///< In units of the smallest.

bool sameOrigin(std::string_view a, std::string_view b) {
    const auto first = net::parseUrl(a);
    const auto second = net::parseUrl(b);
    return first && second && net::origin(*first) == net::origin(*second);
}

double chance() {
    static thread_local std::minstd_rand random{std::random_device{}()};
    return std::uniform_real_distribution<double>(0.5, 1)(random);
}

bool meansBusy(int status) {
    return net::isPassing(status) || status == 500;
}

} // namespace

// ---- Asking

/// Opens as many connections as are useful now.
void FileTransfer::fill() {
    while (mayConnect()) {
        auto plan = nextPlan();
        if (!plan) break;
        connect(std::move(*plan));
    }
    if (m_end || m_waiting || !m_connections.empty()) return;
    setState(m_wanted.count() == 0 ? State::Verifying : State::Running);
}

bool FileTransfer::mayConnect() const {
    if (m_end || m_waiting) return false;
    // The first one finds out where the bytes are and whether parts can be had.
    const bool known = m_directUrl.has_value() && m_ranges;
    return m_connections.size() < static_cast<std::size_t>(known ? m_mostConnections : 1);
}

std::optional<Connection::Plan> FileTransfer::nextPlan() {
    const std::uint64_t size = m_target.file.size;
    const std::uint64_t smallest = std::max<std::uint64_t>(1, m_context->options.segmentSize);
    const std::uint64_t most = std::clamp(size / requestsForAFile, smallest, smallest * largestSegments);
    Connection::Plan plan;
    plan.size = size;
    if (m_ranges) {
        const auto span = m_wanted.takeFirst(most);
        if (!span) return std::nullopt;
        plan.span = *span;
        plan.whole = *span == Span{0, size};
    } else {
        if (m_wanted.count() == 0) return std::nullopt;
        m_wanted = {};
        plan.span = {0, size};
        plan.whole = true;
    }
    plan.url = m_directUrl.value_or(m_url);
    plan.token = tokenFor(plan.url);
    return plan;
}

std::optional<std::string> FileTransfer::tokenFor(const std::string& url) const {
    if (m_anonymous || !m_context->services.token || !sameOrigin(url, m_endpoint.url)) return std::nullopt;
    return m_context->services.token(m_endpoint);
}

void FileTransfer::connect(Connection::Plan plan) {
    const auto connection = std::make_shared<Connection>(m_context, m_sink, std::move(plan));
    m_connections.push_back(connection);
    connection->start(
        [weak = weak_from_this()](std::string url) {
            if (const auto self = weak.lock()) self->takeAccepted(std::move(url));
        },
        [weak = weak_from_this(), ended = connection.get()](const Outcome& outcome) {
            if (const auto self = weak.lock()) self->connectionEnded(*ended, outcome);
        });
}

void FileTransfer::takeAccepted(std::string url) {
    m_directUrl = std::move(url);
    setProblem(std::nullopt);
    fill();
}

void FileTransfer::connectionEnded(const Connection& connection, const Outcome& outcome) {
    std::erase_if(m_connections, [&](const auto& each) { return each.get() == &connection; });
    if (m_ranges) {
        m_wanted.add(outcome.left);
    } else if (!outcome.left.empty()) {
        m_wanted.add({0, m_target.file.size});
    }
    if (m_end) return conclude();
    if (m_sink->verified()) return sinkChanged();
    judge(connection, outcome);
    fill();
}

void FileTransfer::judge(const Connection& connection, const Outcome& outcome) {
    switch (outcome.verdict) {
    case Connection::Verdict::Refused:
        if (outcome.answer) return judgeRefusal(connection, *outcome.answer);
        return waitFor(outcome.answer.error());
    case Connection::Verdict::NoRanges:
        if (connection.plan().whole) return fail(notWhatWasAsked());
        return goOnWithoutRanges();
    case Connection::Verdict::WrongLength: return fail(wrongLength(outcome));
    case Connection::Verdict::None:
    case Connection::Verdict::Accepted: break;
    }
    if (outcome.left.empty() && outcome.verdict == Connection::Verdict::Accepted) {
        m_mostConnections = std::min(m_mostConnections + 1, std::max(1, m_context->options.segmentsPerFile));
        return;
    }
    if (!outcome.answer && outcome.answer.error().is(orrery::Errc::Cancelled)) return;
    if (!outcome.answer && !net::isPassing(outcome.answer.error())) return fail(outcome.answer.error());
    if (!outcome.answer) return waitFor(outcome.answer.error());
    waitFor(Error{net::Errc::BrokenOff, "The server ended before everything was here.", {}, connection.plan().url});
}

void FileTransfer::judgeRefusal(const Connection& connection, const net::HttpResponse& answer) {
    const auto pause = hub::requestedPause(answer, std::chrono::system_clock::now());
    const bool elsewhere = connection.plan().url != m_url || !sameOrigin(answer.url, m_endpoint.url);
    if (meansBusy(answer.status)) return waitFor(refused(answer), pause);
    if (elsewhere) { // the address has expired: the endpoint gives another, at once the first time
        m_directUrl.reset();
        return waitFor(refused(answer), m_fruitless == 0 || hasMoved() ? std::optional(0ms) : std::nullopt);
    }
    if (connection.plan().token && hub::refusesToken(answer)) {
        m_anonymous = true;
        return;
    }
    if (answer.status == 416 && !connection.plan().whole) return goOnWithoutRanges();
    const Error error = refused(answer);
    if (error.is(hub::Errc::EntryNotFound)) {
        m_context->services.workers.post(
            [target = m_target] { (void)cache::writeNoExist(target.paths, target.commit, target.file.path); });
    }
    fail(error);
}

void FileTransfer::goOnWithoutRanges() {
    m_ranges = false;
    m_wanted.add({0, m_target.file.size});
    stopConnections();
}

// ---- Waiting

/// Whether bytes have come since the last failure.
bool FileTransfer::hasMoved() const {
    return done() > m_doneAtFailure;
}

void FileTransfer::waitFor(Error error, std::optional<std::chrono::milliseconds> pause) {
    if (!m_connections.empty()) { // they take over the rest; one connection less bothers the server
        m_mostConnections = static_cast<int>(m_connections.size());
        return;
    }
    m_fruitless = hasMoved() ? 1 : m_fruitless + 1;
    m_doneAtFailure = done();
    const bool patient = error.is(net::Errc::Offline) || error.is(Errc::Busy) || error.is(hub::Errc::RateLimited);
    if (m_fruitless > mostFruitless && !patient) return fail(std::move(error));
    if (pause == 0ms) return;
    const net::RetryPolicy policy{.firstDelay = m_context->options.firstRetryDelay};
    m_waiting = true;
    setProblem(std::move(error));
    m_context->loop.postAfter(pause.value_or(net::backoffDelay(policy, std::min(m_fruitless, mostFruitless), chance())),
                              [weak = weak_from_this(), wait = ++m_waits] {
                                  const auto self = weak.lock();
                                  if (self && self->m_waits == wait) self->wake();
                              });
}

void FileTransfer::wake() {
    if (!m_waiting || m_end) return;
    m_waiting = false;
    ++m_waits;
    if (m_sink) {
        fill();
    } else {
        open();
    }
}

// ---- In words

Error FileTransfer::wrongLength(const Outcome& outcome) const {
    std::string what = "more bytes";
    if (outcome.serverSize) what = fmt::format("{} bytes", *outcome.serverSize);
    return {
        Errc::WrongLength,
        fmt::format("The server has {} for {}, where its list of files says {}. Try again later; if it stays so, the "
                    "server is at fault.",
                    what, m_target.file.path, m_target.file.size),
        {},
        m_url};
}

Error FileTransfer::notWhatWasAsked() const {
    return {net::Errc::Protocol,
            fmt::format("The server sends a part of {} when asked for all of it. Try again later.", m_target.file.path),
            {},
            m_url};
}

Error FileTransfer::wrongContent() const {
    return {
        Errc::WrongContent,
        fmt::format("What came for {} is not what its hash promises, so it was thrown away. Try again; if it happens "
                    "again, the server or something on the way changes files.",
                    m_target.file.path),
        m_target.file.etag, m_url};
}

Error FileTransfer::refused(const net::HttpResponse& answer) const {
    const hub::AnswerContext context{.subject = m_target.file.path, .withToken = tokenFor(m_url).has_value()};
    if (auto error = hub::answerError(context, answer)) return *error;
    return {net::Errc::Protocol, "The server's answer could not be understood.",
            fmt::format("status {}", answer.status), m_url};
}

} // namespace orrery::download
