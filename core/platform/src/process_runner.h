// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/platform/child_process.h>

#include <QObject>
#include <QProcess>
#include <QTimer>

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace orrery::platform {

class ProcessRunner;

/// What the owner of a child, the event thread and the executor share about one run.
class ProcessSession : public std::enable_shared_from_this<ProcessSession> {
public:
    ProcessSession(Executor& executor, ProcessCallbacks callbacks);

    /// Posts a call of callbacks; dropped when the owner has gone. From any thread.
    void deliver(std::function<void(ProcessCallbacks&)> call);

    /// Posts the last call. From any thread; once.
    void finish(Result<ProcessExit> result);

    /// The owner goes: no callback from now on, and the executor is not touched again.
    void abandon();

    [[nodiscard]] bool isFinished() const { return m_finished; }
    [[nodiscard]] bool isAbandoned() const { return m_abandoned; }

    ProcessRunner* runner = nullptr; ///< Event thread only; null before the start and after the end.

private:
    void post(Task task);

    std::mutex m_mutex;
    Executor* m_executor; ///< Null once abandoned; guarded by m_mutex.
    ProcessCallbacks m_callbacks;
    std::atomic<bool> m_abandoned = false;
    std::atomic<bool> m_finished = false;
};

/// One QProcess on the event thread. Deletes itself at its end, or at the thread's.
class ProcessRunner final : public QObject {
public:
    /// Starts the program, or finishes the session with the reason why not. Event thread only.
    static void launch(const std::shared_ptr<ProcessSession>& session, const ProcessSpec& spec,
                       std::optional<std::chrono::milliseconds> timeout);

    ~ProcessRunner() override;

    void end(std::chrono::milliseconds grace);

private:
    explicit ProcessRunner(std::shared_ptr<ProcessSession> session);
    void connectSignals();
    Status configure(const ProcessSpec& spec);
    void start(std::optional<std::chrono::milliseconds> timeout);
    void onFinished(int code, QProcess::ExitStatus status);
    void onError(QProcess::ProcessError error);
    void finish(Result<ProcessExit> result);
    void signalGroup(int number) const;

    std::shared_ptr<ProcessSession> m_session;
    QProcess m_process;
    QTimer m_timeout;
    QTimer m_kill;
    pid_t m_group = 0;
    bool m_timedOut = false;
    bool m_killed = false;
};

} // namespace orrery::platform
