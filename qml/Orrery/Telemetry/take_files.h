// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/result.h>

#include <QDateTime>
#include <QString>

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <vector>

/// What is known of a recording without reading its states.
struct TakeInfo {
    std::filesystem::path file;
    QString robot; ///< As the recording says; may be empty.
    QDateTime date;
    double seconds = 0;
    std::uint64_t bytes = 0;
    std::int64_t changed = 0; ///< The file's stamp: with `bytes` it tells whether it has to be looked at again.
    QString warning;          ///< Cut off, damaged, unreadable; empty when all is well.
    bool readable = true;
};

/// The folder's files; all of these block, for worker threads.
namespace takes {

/// The recordings of a folder, newest first; a folder that is not there is empty.
/// @param known from the call before: files that have not changed are not opened again.
/// @param leaveOut one that is being written.
std::vector<TakeInfo> list(const std::filesystem::path& folder, const std::vector<TakeInfo>& known,
                           const std::filesystem::path& leaveOut, const std::stop_token& stop);

/// Makes the folder where it is missing, and a name in it that nothing has yet: "Lyra 2026-11-27 09.31.58.mcap".
orrery::Result<std::filesystem::path> newFile(const std::filesystem::path& folder, const QString& robot,
                                              const QDateTime& now);

/// Gives a recording another name in the same folder, without ".mcap"; never over another file.
orrery::Result<std::filesystem::path> rename(const std::filesystem::path& file, const QString& name);

/// Puts a recording aside so that it can be put back, and the other way round.
orrery::Result<std::filesystem::path> setAside(const std::filesystem::path& file);
orrery::Status putBack(const std::filesystem::path& aside, const std::filesystem::path& file);
/// Deletes for good what was put aside.
void emptyAside(const std::filesystem::path& folder);

/// Writes a recording's states as CSV; an older file of that name is replaced once the new one is whole.
orrery::Status exportCsv(const std::filesystem::path& file, const std::filesystem::path& csv,
                         const std::stop_token& stop);

} // namespace takes
