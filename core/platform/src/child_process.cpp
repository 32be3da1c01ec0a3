// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/platform/child_process.h>

#include "process_runner.h"

#include <orrery/platform/event_thread.h>

#include <algorithm>
#include <utility>

namespace orrery::platform {
namespace {

constexpr std::chrono::milliseconds graceOfDestruction{200};
constexpr std::size_t maxCollected = 16U << 20U;

void appendCapped(std::string& to, std::string_view bytes) {
    to.append(bytes.substr(0, maxCollected - std::min(maxCollected, to.size())));
}

void launchOn(EventThread& thread, std::shared_ptr<ProcessSession> session, ProcessSpec spec,
              std::optional<std::chrono::milliseconds> timeout) {
    thread.post([session = std::move(session), spec = std::move(spec), timeout] {
        ProcessRunner::launch(session, spec, timeout);
    });
}

} // namespace

struct ChildProcess::State {
    EventThread& thread;
    Executor& executor;
    std::shared_ptr<ProcessSession> session; ///< Null before start().
    std::mutex mutex;                        ///< Guards `session`.

    std::shared_ptr<ProcessSession> current() {
        const std::lock_guard lock(mutex);
        return session;
    }
};

ChildProcess::ChildProcess(EventThread& thread, Executor& executor) : m_state(new State{thread, executor, {}, {}}) {}

ChildProcess::~ChildProcess() {
    const auto session = m_state->current();
    if (!session) return;
    end(graceOfDestruction);
    session->abandon();
}

void ChildProcess::start(ProcessSpec spec, ProcessCallbacks callbacks,
                         std::optional<std::chrono::milliseconds> timeout) {
    const auto session = std::make_shared<ProcessSession>(m_state->executor, std::move(callbacks));
    {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->session) {
            session->finish(
                fail(orrery::Errc::InvalidArgument, "This process object was already started.", {}, spec.program));
            return;
        }
        m_state->session = session;
    }
    launchOn(m_state->thread, session, std::move(spec), timeout);
}

void ChildProcess::end(std::chrono::milliseconds grace) {
    const auto session = m_state->current();
    if (!session || session->isFinished()) return; // once finished, the event thread may be gone
    m_state->thread.post([session, grace] {
        if (session->runner) session->runner->end(grace);
    });
}

void runProcess(EventThread& thread, Executor& executor, ProcessSpec spec, std::chrono::milliseconds timeout,
                std::function<void(Result<ProcessOutput>)> completion) {
    const auto output = std::make_shared<ProcessOutput>();
    ProcessCallbacks callbacks;
    callbacks.onStdout = [output](std::string_view bytes) { appendCapped(output->standardOutput, bytes); };
    callbacks.onStderr = [output](std::string_view bytes) { appendCapped(output->standardError, bytes); };
    callbacks.onFinished = [output, completion = std::move(completion)](Result<ProcessExit> exit) {
        if (!exit) return completion(fail(exit.error()));
        output->exit = *exit;
        completion(std::move(*output));
    };
    launchOn(thread, std::make_shared<ProcessSession>(executor, std::move(callbacks)), std::move(spec), timeout);
}

} // namespace orrery::platform
