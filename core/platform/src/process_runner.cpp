// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "process_runner.h"

#include "child_setup.h"

#include <orrery/platform/errc.h>
#include <orrery/platform/paths.h>

#include <QProcessEnvironment>
#include <QThread>

#include <fmt/format.h>

#include <csignal>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace orrery::platform {
namespace {

using namespace std::chrono_literals;

QString text(const std::string& utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// Whether it reaches the program byte for byte: QProcess takes text, execve takes no NUL.
bool passesUnchanged(const std::string& value) {
    return value.find('\0') == std::string::npos && text(value).toUtf8().toStdString() == value;
}

Status checkTexts(const ProcessSpec& spec) {
    const auto refuse = [&](const std::string& value) {
        return fail(
            orrery::Errc::InvalidArgument,
            fmt::format("{} cannot be started: a text given to it is not valid UTF-8. Rename the file in question.",
                        spec.program),
            text(value).toStdString());
    };
    for (const std::string& argument : spec.arguments) {
        if (!passesUnchanged(argument)) return refuse(argument);
    }
    for (const auto& [name, value] : spec.environment) {
        if (!passesUnchanged(name) || !passesUnchanged(value)) return refuse(name);
    }
    if (!passesUnchanged(spec.workingDirectory)) return refuse(spec.workingDirectory);
    return {};
}

Result<std::filesystem::path> resolveProgram(const std::string& program) {
    const std::filesystem::path path = program;
    if (!path.is_absolute() && path.has_parent_path()) {
        return fail(orrery::Errc::InvalidArgument,
                    fmt::format("{} cannot be started: give its full path, or only its name.", program), {}, program);
    }
    if (!path.is_absolute()) {
        if (auto found = findOnPath(program)) return *found;
        return fail(Errc::NotFound,
                    fmt::format("The program \"{}\" was not found. Install it, or give its full path.", program),
                    "not on PATH", program);
    }
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        return fail(Errc::NotFound, fmt::format("There is no program {}.", program), {}, program);
    }
    if (std::filesystem::is_directory(path, ignored)) {
        return fail(Errc::WrongKind, fmt::format("{} is a folder, not a program.", program), {}, program);
    }
    if (::access(path.c_str(), X_OK) != 0) {
        return fail(Errc::PermissionDenied,
                    fmt::format("{} is not marked as a program, so it cannot be started.", program), {}, program);
    }
    return path;
}

Status checkWorkingDirectory(const std::string& folder) {
    std::error_code ignored;
    if (folder.empty() || std::filesystem::is_directory(folder, ignored)) return {};
    return fail(Errc::NotFound, fmt::format("The program cannot be started in {}: there is no such folder.", folder),
                {}, folder);
}

QProcessEnvironment environmentFor(const ProcessSpec& spec) {
    QProcessEnvironment environment;
    if (spec.inheritEnvironment) environment = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : spec.environment) environment.insert(text(name), text(value));
    return environment;
}

std::string_view view(const QByteArray& bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

ProcessSession::ProcessSession(Executor& executor, ProcessCallbacks callbacks)
    : m_executor(&executor), m_callbacks(std::move(callbacks)) {}

void ProcessSession::post(Task task) {
    const std::lock_guard lock(m_mutex);
    if (m_executor) m_executor->post(std::move(task));
}

void ProcessSession::deliver(std::function<void(ProcessCallbacks&)> call) {
    post([self = shared_from_this(), call = std::move(call)] {
        if (!self->m_abandoned) call(self->m_callbacks);
    });
}

void ProcessSession::finish(Result<ProcessExit> result) {
    m_finished = true;
    post([self = shared_from_this(), result = std::move(result)]() mutable {
        if (self->m_abandoned) return;
        const ProcessCallbacks callbacks = std::exchange(self->m_callbacks, {});
        if (callbacks.onFinished) callbacks.onFinished(std::move(result));
    });
}

void ProcessSession::abandon() {
    m_abandoned = true;
    const std::lock_guard lock(m_mutex);
    m_executor = nullptr;
}

void ProcessRunner::launch(const std::shared_ptr<ProcessSession>& session, const ProcessSpec& spec,
                           std::optional<std::chrono::milliseconds> timeout) {
    if (session->isAbandoned()) return;
    auto* runner = new ProcessRunner(session); // owned by the event thread: see its constructor and finish()
    if (const Status configured = runner->configure(spec); !configured) {
        runner->finish(fail(configured.error()));
        return;
    }
    runner->start(timeout);
}

ProcessRunner::ProcessRunner(std::shared_ptr<ProcessSession> session) : m_session(std::move(session)) {
    m_session->runner = this;
    m_timeout.setSingleShot(true);
    m_kill.setSingleShot(true);
    connectSignals();
    connect(QThread::currentThread(), &QThread::finished, this, &QObject::deleteLater);
}

ProcessRunner::~ProcessRunner() {
    m_process.disconnect();
    if (m_process.state() != QProcess::NotRunning) {
        signalGroup(SIGKILL);
        m_process.waitForFinished(2000);
    }
    if (!m_session->isFinished()) m_session->finish(fail(cancelledError()));
    m_session->runner = nullptr;
}

void ProcessRunner::connectSignals() {
    connect(&m_process, &QProcess::started, this, [this] {
        m_session->deliver([pid = static_cast<std::int64_t>(m_group)](ProcessCallbacks& callbacks) {
            if (callbacks.onStarted) callbacks.onStarted(pid);
        });
    });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] {
        m_session->deliver([bytes = m_process.readAllStandardOutput()](ProcessCallbacks& callbacks) {
            if (callbacks.onStdout) callbacks.onStdout(view(bytes));
        });
    });
    connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
        m_session->deliver([bytes = m_process.readAllStandardError()](ProcessCallbacks& callbacks) {
            if (callbacks.onStderr) callbacks.onStderr(view(bytes));
        });
    });
    connect(&m_process, &QProcess::finished, this, &ProcessRunner::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, &ProcessRunner::onError);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        m_timedOut = true;
        end(1000ms);
    });
    connect(&m_kill, &QTimer::timeout, this, [this] {
        m_killed = true;
        signalGroup(SIGKILL);
    });
}

Status ProcessRunner::configure(const ProcessSpec& spec) {
    if (auto checked = checkTexts(spec); !checked) return checked;
    if (auto checked = checkWorkingDirectory(spec.workingDirectory); !checked) return checked;
    const auto program = resolveProgram(spec.program);
    if (!program) return fail(program.error());

    QStringList arguments;
    for (const std::string& argument : spec.arguments) arguments << text(argument);
    m_process.setProgram(text(program->string()));
    m_process.setArguments(arguments);
    m_process.setWorkingDirectory(spec.workingDirectory.empty() ? QStringLiteral("/") : text(spec.workingDirectory));
    m_process.setProcessEnvironment(environmentFor(spec));
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier(ChildSetup{::getpid(), spec.addressSpaceLimit});
    return {};
}

void ProcessRunner::start(std::optional<std::chrono::milliseconds> timeout) {
    m_process.start(QIODevice::ReadOnly);
    m_group = static_cast<pid_t>(m_process.processId());
    // Both sides do this, so that the group exists whichever of them runs first.
    if (m_group > 0) ::setpgid(m_group, m_group);
    if (timeout) m_timeout.start(*timeout);
}

void ProcessRunner::end(std::chrono::milliseconds grace) {
    if (m_process.state() == QProcess::NotRunning) return;
    signalGroup(SIGTERM);
    if (!m_kill.isActive() || grace < m_kill.remainingTimeAsDuration()) m_kill.start(grace);
}

void ProcessRunner::onFinished(int code, QProcess::ExitStatus status) {
    signalGroup(SIGKILL); // what the program started and left behind
    finish(ProcessExit{
        .signalled = status == QProcess::CrashExit, .code = code, .timedOut = m_timedOut, .killed = m_killed});
}

void ProcessRunner::onError(QProcess::ProcessError error) {
    if (error != QProcess::FailedToStart) return;
    const std::string program = m_process.program().toStdString();
    finish(fail(Errc::StartFailed,
                fmt::format("{} could not be started. It may be made for another kind of computer.", program),
                m_process.errorString().toStdString(), program));
}

void ProcessRunner::finish(Result<ProcessExit> result) {
    if (m_session->isFinished()) return;
    m_timeout.stop();
    m_kill.stop();
    m_session->finish(std::move(result));
    deleteLater();
}

void ProcessRunner::signalGroup(int number) const {
    if (m_group > 0) ::kill(-m_group, number);
}

} // namespace orrery::platform
