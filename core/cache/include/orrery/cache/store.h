// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/cache/layout.h>
#include <orrery/hub/types.h>
#include <orrery/platform/file_descriptor.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orrery::cache {

/// The advisory lock the Python tools take while they write one blob. Released on destruction. Where a file system
/// knows no locks it is only a file: what keeps blobs whole are partial names of one's own and the atomic rename.
class BlobLock {
public:
    /// Tries once; Errc::Locked when another program holds it.
    static Result<BlobLock> tryAcquire(const RepoPaths& paths, std::string_view etag);

private:
    explicit BlobLock(platform::FileDescriptor file) : m_file(std::move(file)) {}
    platform::FileDescriptor m_file;
};

/// What an offline look finds for one file.
struct Lookup {
    std::optional<std::filesystem::path> file;
    bool knownAbsent = false; ///< The server once said it does not exist at that commit.
    std::string commit;
};

// All block on the disk: for workers. Each leaves the cache as the Python tools would, at every instant. Names (etag,
// commit, revision, path) are checked first. The repository's folder may be a link, somebody's choice of a disk; below
// it no link is followed when writing: one in the place of a folder is Errc::Damaged.

/// The commit a revision means here: itself when it is one, else what refs/ says; nothing when not known.
std::optional<std::string> resolveRevision(const RepoPaths& paths, std::string_view revision);
Lookup findFile(const RepoPaths& paths, std::string_view revision, std::string_view path);

/// Writes the ref, its snapshot folder first.
Status writeRef(const RepoPaths& paths, std::string_view revision, std::string_view commit);
/// Remembers that the server has no such file at that commit.
Status writeNoExist(const RepoPaths& paths, std::string_view commit, std::string_view path);
/// The listing cache trees/<commit>.json.
Status writeTree(const RepoPaths& paths, std::string_view commit, const std::vector<hub::TreeEntry>& entries);
Result<std::vector<hub::TreeEntry>> readTree(const RepoPaths& paths, std::string_view commit);

/// A name in blobs/ for bytes on their way, stable for this etag on this machine: "<etag>.<8 hex>.incomplete".
std::filesystem::path partialPath(const RepoPaths& paths, std::string_view etag);
/// That file, opened for reading and writing, made when missing.
Result<platform::FileDescriptor> openPartial(const RepoPaths& paths, std::string_view etag);
/// Makes a whole, verified partial file the blob (atomically), and the snapshot's pointer to it. Either may be there
/// already. Where links cannot be made the bytes move into the snapshot instead.
/// @return the file in the snapshot.
Result<std::filesystem::path> publish(const RepoPaths& paths, std::string_view etag,
                                      const std::filesystem::path& partial, std::string_view commit,
                                      std::string_view path);
/// The pointer alone, for a blob that is already here.
Result<std::filesystem::path> link(const RepoPaths& paths, std::string_view etag, std::string_view commit,
                                   std::string_view path);
/// Makes folders and CACHEDIR.TAG.
Status prepare(const RepoPaths& paths);

} // namespace orrery::cache
