// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/library/scan.h>

#include <functional>
#include <stop_token>

namespace orrery::library {

/// What an offline pack says of itself: manifest.json at its top. Below it stand the files, as
/// "models--org--name/<commit>/<path>"; of equal ones only the first.
struct PackManifest {
    struct File {
        std::string path; ///< In the repository.
        std::uint64_t size = 0;
        std::string sha256;
        std::string etag; ///< As the Hub cache names the blob.
    };
    struct Entry {
        hub::RepoId repo;
        std::string commit;
        std::vector<std::string> refs;
        std::string endpoint;
        std::string licence;
        std::vector<File> files;
    };
    std::string created; ///< UTC
    std::vector<Entry> entries;
    [[nodiscard]] std::uint64_t size() const;
};

using PackProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Writes the revisions of items of the Hub cache, cards and licences among them, to a folder or (name ends in .tar or
/// .tar.zst) one archive, where nothing may be yet. Hashes while copying: a damaged file is cache::Errc::Mismatch. The
/// result appears whole or not at all. Blocks.
Result<PackManifest> pack(const std::vector<Item>& items, const std::filesystem::path& target,
                          std::stop_token stop = {}, const PackProgress& onProgress = {});

/// Only reads and checks the manifest.
Result<PackManifest> readPack(const std::filesystem::path& source);

/// Brings a pack into a Hub cache, verifying each file before it appears. Files that are there stay. The pack is
/// untrusted: names are checked, links and devices refused, sizes bounded by the manifest. All of it is verified before
/// any of it appears; whatever fails or is cancelled before that leaves nothing behind. Refs move to the pack's
/// commits, as a download would move them. Blocks.
Result<PackManifest> unpack(const std::filesystem::path& source, const std::filesystem::path& hubCache,
                            std::stop_token stop = {}, const PackProgress& onProgress = {});

} // namespace orrery::library
