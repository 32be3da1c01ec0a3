// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <memory>

namespace orrery::test {

/// What a call of orrery-cli came to.
struct CliOutcome {
    int exitCode = -1; ///< -1 also when it did not start, crashed, or had to be ended.
    QString out;
    QString err;

    [[nodiscard]] QJsonObject json() const;    ///< Of `out`; empty when that is no JSON object.
    [[nodiscard]] QJsonArray jsonList() const; ///< Of `out`; empty when that is no JSON array.
};

/// Calls the orrery-cli that was built, as a shell would.
class CliRunner {
public:
    /// @param command what each call begins with, as "hub"; may be empty.
    explicit CliRunner(QStringList command = {});

    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment(); ///< Of the calls to come.

    /// Has the program keep its settings, data, cache and state below that folder, and secrets in a file there.
    void keepBelow(const QString& folder);

    /// Waits until it has ended, and ends it when that takes beyond two minutes.
    [[nodiscard]] CliOutcome run(const QStringList& arguments, const QByteArray& input = {}) const;

    /// One that is running, its standard input open.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList& arguments) const;

    /// Ctrl+C. Returns its exit status; -1 when it goes on all the same, or crashes.
    static int interrupt(QProcess& process);

private:
    QStringList m_command;
};

} // namespace orrery::test
