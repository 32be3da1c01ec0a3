// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "cli_runner.h"

#include <QJsonDocument>

#include <csignal>
#include <utility>

namespace orrery::test {

namespace {

constexpr int longestMs = 120'000;

int exitCodeOf(const QProcess& process) {
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

} // namespace

QJsonObject CliOutcome::json() const {
    return QJsonDocument::fromJson(out.toUtf8()).object();
}

QJsonArray CliOutcome::jsonList() const {
    return QJsonDocument::fromJson(out.toUtf8()).array();
}

CliRunner::CliRunner(QStringList command) : m_command(std::move(command)) {}

void CliRunner::keepBelow(const QString& folder) {
    for (const char* name : {"CONFIG", "DATA", "CACHE", "STATE"})
        environment.insert(QStringLiteral("XDG_%1_HOME").arg(QLatin1String(name)),
                           folder + QLatin1Char('/') + QString::fromLatin1(name).toLower());
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nowhere/at/all"));
}

std::unique_ptr<QProcess> CliRunner::start(const QStringList& arguments) const {
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    process->start(QStringLiteral(ORRERY_CLI), m_command + arguments);
    process->waitForStarted();
    return process;
}

CliOutcome CliRunner::run(const QStringList& arguments, const QByteArray& input) const {
    const auto process = start(arguments);
    process->write(input);
    process->closeWriteChannel();
    CliOutcome outcome;
    if (process->state() == QProcess::NotRunning || process->waitForFinished(longestMs)) {
        outcome.exitCode = process->error() == QProcess::FailedToStart ? -1 : exitCodeOf(*process);
    } else {
        process->kill();
        process->waitForFinished();
    }
    outcome.out = QString::fromUtf8(process->readAllStandardOutput());
    outcome.err = QString::fromUtf8(process->readAllStandardError());
    return outcome;
}

int CliRunner::interrupt(QProcess& process) {
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(20'000)) return -1;
    return exitCodeOf(process);
}

} // namespace orrery::test
