// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "file_transfer.h"

#include <orrery/hub/endpoint.h>

#include <algorithm>
#include <utility>

namespace orrery::download {

namespace {

constexpr std::chrono::milliseconds lockPause(300);

} // namespace

FileTransfer::FileTransfer(std::shared_ptr<Context> context, hub::Endpoint endpoint, FileTarget target,
                           Callbacks callbacks)
    : m_context(std::move(context)),
      m_endpoint(std::move(endpoint)),
      m_target(std::move(target)),
      m_url(hub::resolveUrl(m_endpoint, m_target.paths.repo, m_target.commit, m_target.file.path)),
      m_callbacks(std::move(callbacks)),
      m_mostConnections(std::max(1, m_context->options.segmentsPerFile)) {}

std::uint64_t FileTransfer::done() const {
    return m_sink ? m_sink->done() : m_doneBefore;
}

std::uint64_t FileTransfer::takeReceived() {
    const std::uint64_t now = done();
    const std::uint64_t before = std::exchange(m_counted, now);
    return now > before ? now - before : 0;
}

void FileTransfer::setState(State state) {
    if (std::exchange(m_state, state) != state) m_callbacks.changed();
}

void FileTransfer::setProblem(std::optional<Error> problem) {
    if (!problem && !m_problem) return;
    m_problem = std::move(problem);
    m_callbacks.changed();
}

void FileTransfer::stopConnections() {
    for (const auto& connection : m_connections) connection->stop();
}

void FileTransfer::onWorker(std::function<orrery::Status()> work, std::function<void(orrery::Status)> then) {
    m_working = true;
    m_context->services.workers.post(
        [self = shared_from_this(), work = std::move(work), then = std::move(then)]() mutable {
            self->m_context->loop.post([self, result = work(), then = std::move(then)]() mutable {
                self->m_working = false;
                then(std::move(result));
            });
        });
}

// ---- Beginning

void FileTransfer::start() {
    open();
}

void FileTransfer::open() {
    auto parts = std::make_shared<Result<std::optional<FileSink::Parts>>>();
    onWorker(
        [this, parts]() -> orrery::Status {
            *parts = openFile(m_context->options, m_target);
            return {};
        },
        [this, parts](const orrery::Status&) { opened(std::move(*parts)); });
}

void FileTransfer::opened(Result<std::optional<FileSink::Parts>> parts) {
    if (m_end) {
        parts = std::optional<FileSink::Parts>(); // lets go of the lock
        return conclude();
    }
    if (!parts) return parts.error().is(Errc::Busy) ? waitFor(parts.error(), lockPause) : fail(parts.error());
    if (!*parts) {
        m_end = orrery::Status();
        return conclude();
    }
    m_counted = (*parts)->map.ranges().count();
    m_resumed = m_resumed || m_counted > 0;
    m_sink = std::make_shared<FileSink>(m_context, std::move(**parts), [weak = weak_from_this(), context = m_context] {
        context->loop.post([weak] {
            if (const auto self = weak.lock()) self->sinkChanged();
        });
    });
    m_wanted = m_sink->missing();
    m_sink->start();
    setProblem(std::nullopt);
    fill();
}

// ---- The end

void FileTransfer::sinkChanged() {
    if (!m_sink) return;
    if (m_end) return conclude();
    if (auto failure = m_sink->failure()) return fail(std::move(*failure));
    const auto verified = m_sink->verified();
    if (!verified || m_working) return;
    stopConnections(); // of a server that sends all of it once more
    if (m_connections.empty()) takeVerdict(*verified);
}

void FileTransfer::takeVerdict(bool right) {
    setState(State::Verifying);
    if (right) return publish();
    onWorker(
        [this]() -> orrery::Status {
            discardFile(m_context->options, m_target);
            return {};
        },
        [this](const orrery::Status&) {
            m_sink.reset();
            m_doneBefore = 0;
            m_doneAtFailure = 0;
            if (m_end) return conclude();
            if (!std::exchange(m_resumed, false)) return fail(wrongContent());
            setState(State::Running); // a part from before may be to blame: once more, from the beginning
            open();
        });
}

void FileTransfer::publish() {
    onWorker([this] { return publishFile(m_context->options, m_target); },
             [this](orrery::Status published) {
                 if (published) m_doneBefore = m_target.file.size;
                 m_end = std::move(published);
                 conclude();
             });
}

void FileTransfer::stop(bool discard) {
    m_discard = m_discard || discard;
    fail(cancelledError());
}

void FileTransfer::fail(Error error) {
    if (!m_end) m_end = orrery::fail(std::move(error));
    if (m_sink) m_sink->abandon();
    stopConnections();
    conclude();
}

/// Tells the end as soon as nothing is on its way any more.
void FileTransfer::conclude() {
    if (m_working || !m_connections.empty() || (m_sink && m_sink->busy()) || !m_callbacks.ended) return;
    if (std::exchange(m_discard, false)) {
        return onWorker(
            [this, locked = m_sink != nullptr]() -> orrery::Status {
                (locked ? discardFile : discardUnlockedFile)(m_context->options, m_target);
                return {};
            },
            [this](const orrery::Status&) {
                m_sink.reset();
                conclude();
            });
    }
    m_doneBefore = done();
    m_sink.reset();
    m_problem.reset();
    m_state = *m_end ? State::Done : State::Failed;
    m_callbacks.changed = [] {};
    const auto ended = std::exchange(m_callbacks.ended, {});
    ended(*m_end);
}

} // namespace orrery::download
