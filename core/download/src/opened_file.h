// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "file_sink.h"

#include <orrery/cache/store.h>

#include <optional>
#include <string>

namespace orrery::download {

/// One file of one commit and where it goes.
struct FileTarget {
    cache::RepoPaths paths;
    std::string commit;
    PlannedFile file;

    [[nodiscard]] std::filesystem::path partial() const { return cache::partialPath(paths, file.etag); }
};

// All block on the disk: for workers.

/// Locks the blob and opens its partial file with what is there already.
/// @return nothing when the blob is in the cache; it is shown in the snapshot then. Errc::Busy while another program
/// has the lock, Errc::NoSpace when the disk is too full.
Result<std::optional<FileSink::Parts>> openFile(const Options& options, const FileTarget& target);

/// Makes the verified partial file the blob, shows it in the snapshot and forgets its map.
orrery::Status publishFile(const Options& options, const FileTarget& target);

/// Removes the partial file and its map. The caller holds the lock.
void discardFile(const Options& options, const FileTarget& target);
/// The same, unless another program has the lock.
void discardUnlockedFile(const Options& options, const FileTarget& target);

/// Bytes of it that need no fetching: all, when it is in the snapshot.
struct Presence {
    bool whole = false;
    std::uint64_t bytes = 0;
};
Presence presenceOf(const Options& options, const FileTarget& target);

} // namespace orrery::download
