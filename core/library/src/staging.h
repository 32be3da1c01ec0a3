// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pack_manifest.h"

#include <orrery/cache/layout.h>
#include <orrery/platform/file_descriptor.h>
#include <orrery/platform/hashing.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::library {

/// Brings the contents of a pack into a Hub cache: first all of them, verified, under names of downloads on their way,
/// then all at once into their snapshots. What is not committed when the object goes leaves no trace.
class Staging {
public:
    Staging(const PackManifest& manifest, std::filesystem::path cache);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    /// Bytes that are not in the cache yet.
    [[nodiscard]] std::uint64_t missingBytes(const PackContent& content) const;

    /// One content: begin, all its bytes, end, which compares them with every hash the manifest promises.
    Status begin(const PackContent& content);
    Status write(std::string_view bytes);
    Status end();

    /// Links everything into the snapshots, then writes the refs.
    Status commit(const std::vector<PackContent>& contents);

private:
    struct Output {
        std::filesystem::path path;
        platform::FileDescriptor file;
    };

    [[nodiscard]] cache::RepoPaths pathsOf(const PackContent::Use& use) const;
    [[nodiscard]] const PackManifest::File& fileOf(const PackContent::Use& use) const;
    [[nodiscard]] std::filesystem::path blobOf(const PackContent::Use& use) const;
    [[nodiscard]] bool isThere(const PackContent::Use& use) const;
    [[nodiscard]] bool hasBlob(const PackContent::Use& use) const;
    Status openOutput(const PackContent::Use& use);
    Status prepareRepo(const cache::RepoPaths& paths);
    Status publish(const PackContent::Use& use);
    Status copyBlob(const PackContent::Use& use, const std::filesystem::path& published);
    Status writeRefs();
    void rollBack();

    const PackManifest& m_manifest;
    std::filesystem::path m_cache;
    const PackContent* m_content = nullptr;
    std::vector<Output> m_outputs;
    std::optional<platform::Hasher> m_sha256;
    std::optional<platform::Hasher> m_git;
    std::map<std::filesystem::path, std::filesystem::path>
        m_staged; ///< By the blob to be: whole and verified, not yet a blob.
    std::map<std::filesystem::path, std::filesystem::path>
        m_published;                           ///< By the blob: a file in a snapshot with those bytes.
    std::vector<std::filesystem::path> m_made; ///< In the order made: for rolling back.
    bool m_committed = false;
};

} // namespace orrery::library
