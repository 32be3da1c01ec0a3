// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buffer_pool.h"
#include "context.h"
#include "segment_map.h"

#include <orrery/cache/store.h>
#include <orrery/platform/file_descriptor.h>
#include <orrery/platform/hashing.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace orrery::download {

/// Takes the pieces of one file in any order: writes them, records them, and hashes the file from its beginning close
/// behind, while the bytes are still in memory. Works on the workers, in short tasks. Any thread.
class FileSink : public std::enable_shared_from_this<FileSink> {
public:
    struct Parts {
        cache::BlobLock lock; ///< Held as long as anything may still be written.
        platform::FileDescriptor partial;
        SegmentMap map;
        std::uint64_t size = 0;
        std::string etag;
    };

    /// @param changed called, on a worker, when something failed, when the hash is known and when the last piece that
    /// was on its way is written.
    FileSink(std::shared_ptr<Context> context, Parts parts, std::function<void()> changed);

    /// Begins to hash what is there already.
    void start();
    /// @param written called on a worker, also when it failed.
    void write(std::uint64_t offset, Buffer buffer, std::function<void()> written);
    /// Hashes no further.
    void abandon();

    [[nodiscard]] std::uint64_t done() const; ///< Bytes written and recorded.
    [[nodiscard]] ByteRanges missing() const;
    [[nodiscard]] bool busy() const; ///< Pieces are on their way.
    [[nodiscard]] std::optional<Error> failure() const;
    /// Whether the whole file is here and is what its name promises; nothing until that is known.
    [[nodiscard]] std::optional<bool> verified() const;

private:
    void writeNow(std::uint64_t offset, const Buffer& buffer);
    [[nodiscard]] std::optional<Error> put(std::uint64_t offset, std::string_view bytes) const;
    bool claimHash(std::uint64_t offset);
    void hashOn(std::uint64_t most);
    [[nodiscard]] std::uint64_t claimNext(std::uint64_t most);
    bool hashFromFile(std::uint64_t offset, std::uint64_t count, std::string& scratch);
    void setFailure(Error error);

    const std::shared_ptr<Context> m_context;
    const std::function<void()> m_changed;
    const std::uint64_t m_size;
    const std::string m_etag;
    const cache::BlobLock m_lock;
    const platform::FileDescriptor m_partial;

    mutable std::mutex m_mutex;
    SegmentMap m_map;
    int m_unwritten = 0;
    bool m_abandoned = false;
    bool m_hashing = false; ///< One task feeds the digest; it alone touches m_hasher and m_hashed's value.
    std::uint64_t m_hashed = 0;
    std::optional<Error> m_failure;
    std::optional<bool> m_verified;

    platform::Hasher m_hasher;
};

} // namespace orrery::download
