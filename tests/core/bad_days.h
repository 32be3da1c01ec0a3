// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <orrery/sqlite/statements.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace orrery::test {

/// A program that works on a file until it is killed, and says on its standard output what it has kept. Killed at the
/// latest when this goes.
class DoomedProgram {
public:
    DoomedProgram(const char* program, const QStringList& arguments) {
        m_process.start(QString::fromLocal8Bit(program), arguments);
    }
    ~DoomedProgram() { (void)kill(); }
    DoomedProgram(const DoomedProgram&) = delete;
    DoomedProgram& operator=(const DoomedProgram&) = delete;

    /// Waits until it has said something more; false when it ends or is silent for a minute.
    bool speaks() { return m_process.waitForReadyRead(patienceMs); }

    /// Waits until it has said so many lines, or has ended by itself; false when it is silent for a minute.
    bool says(int lines) {
        while (m_said.count('\n') < lines) {
            const bool more = speaks();
            m_said += m_process.readAllStandardOutput();
            if (!more) return m_process.state() == QProcess::NotRunning;
        }
        return true;
    }

    [[nodiscard]] bool isRunning() {
        m_process.waitForStarted();
        return m_process.state() == QProcess::Running;
    }

    /// Kills it as nothing can be refused, waits until it is gone, and tells all it ever said.
    QByteArray kill() {
        m_process.kill();
        if (m_process.state() != QProcess::NotRunning) m_process.waitForFinished(patienceMs);
        return m_said += m_process.readAllStandardOutput();
    }

    /// Whether it is gone, killed or by itself.
    [[nodiscard]] bool isGone() const { return m_process.state() == QProcess::NotRunning; }

private:
    static constexpr int patienceMs = 60'000;

    QProcess m_process;
    QByteArray m_said;
};

/// No file of this process may grow beyond that, as on a full disk; for the life of the object.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

private:
    rlimit m_before{};
};

/// SQLite's own verdict on a database that nobody has open: "ok", or what is wrong.
/// @param words full text tables, which are held against what they index.
inline std::string integrity(const std::filesystem::path& file, const std::vector<std::string>& words = {}) {
    auto database = sqlite::Database::open(file, sqlite::Database::Mode::Write);
    if (!database) return describe(database.error());
    sqlite::Statements sql(std::move(*database));
    std::string verdict = "broken";
    const Status checked =
        sql.each("PRAGMA integrity_check", [&](const sqlite::Statement& row) { verdict = std::string(row.bytes(0)); });
    if (!checked) return describe(checked.error());
    for (const std::string& name : words) {
        const Status same = sql.run("INSERT INTO " + name + "(" + name + ", rank) VALUES('integrity-check', 1)");
        if (!same) return describe(same.error());
    }
    return verdict;
}

} // namespace orrery::test
