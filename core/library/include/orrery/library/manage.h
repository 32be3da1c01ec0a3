// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/library/scan.h>

#include <functional>
#include <stop_token>

namespace orrery::library {

/// What a deletion would do. Shown before it is done.
struct Removal {
    std::vector<std::filesystem::path> paths; ///< Files and folders that go, in order.
    std::uint64_t freed = 0;                  ///< Bytes given back.
    std::vector<std::string> revisions;       ///< Commits that go.
};

/// Whole item, or only some of its revisions. Blobs that a remaining revision uses stay. Refuses what is not writable.
/// Looks at the disk again, so that the plan is of now. Each path is one file, link or then empty folder: nothing goes
/// that is not listed. Blocks.
Result<Removal> planRemoval(const Item& item, const std::vector<std::string>& commits = {});
/// Only unfinished downloads (ours and others') of the item, and blobs that no revision uses. Blocks.
Removal planPartialRemoval(const Item& item);
/// Does it. A kill in the midst leaves a cache the Python tools can still read. Refuses with cache::Errc::Locked,
/// before anything went, while a program downloads one of these files. Blocks.
Status remove(const Removal& removal, std::stop_token stop = {});

/// Reads every file of the item and compares it with the hash its name or tree listing promises. Blocks.
struct Verification {
    std::uint64_t files = 0;
    std::uint64_t unverifiable = 0; ///< No hash is known.
    std::vector<Finding> findings;
};
Result<Verification> verify(const Item& item, std::stop_token stop = {},
                            const std::function<void(std::uint64_t done, std::uint64_t total)>& onProgress = {});

/// Mends what can be mended without a network: snapshot folders of dangling refs, newlines in refs, dangling links,
/// blobs with wrong content (removed with their links, so that a download brings them back).
/// @return how many findings were mended.
Result<int> repair(const Item& item, const std::vector<Finding>& findings);

} // namespace orrery::library
