// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "file_sink.h"

#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace orrery::download {

namespace {

constexpr std::uint64_t pieceSize = 256U << 10;
constexpr std::uint64_t hashedAtATime = 8U << 20; // some 5 ms: then other tasks have their turn

bool isSha256(std::string_view etag) {
    return etag.size() == 64;
}

Error diskError(int number) {
    const platform::Errc code = platform::errcFromErrno(number);
    if (code == platform::Errc::NoSpace)
        return {Errc::NoSpace,
                "The disk is full. What is here so far is kept; make room, then resume the download.",
                platform::errnoText(number),
                {}};
    return {code,
            "The downloaded bytes could not be written to the disk, or not be read again.",
            platform::errnoText(number),
            {}};
}

} // namespace

FileSink::FileSink(std::shared_ptr<Context> context, Parts parts, std::function<void()> changed)
    : m_context(std::move(context)),
      m_changed(std::move(changed)),
      m_size(parts.size),
      m_etag(std::move(parts.etag)),
      m_lock(std::move(parts.lock)),
      m_partial(std::move(parts.partial)),
      m_map(std::move(parts.map)),
      m_hasher(isSha256(m_etag) ? platform::HashKind::Sha256 : platform::HashKind::Sha1) {
    if (!isSha256(m_etag)) m_hasher.add(fmt::format("blob {}", m_size) + '\0'); // as git names a file
}

// ---- What others ask

std::uint64_t FileSink::done() const {
    const std::lock_guard lock(m_mutex);
    return m_map.ranges().count();
}

ByteRanges FileSink::missing() const {
    const std::lock_guard lock(m_mutex);
    return m_map.ranges().gaps(m_size);
}

bool FileSink::busy() const {
    const std::lock_guard lock(m_mutex);
    return m_unwritten > 0;
}

std::optional<Error> FileSink::failure() const {
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

std::optional<bool> FileSink::verified() const {
    const std::lock_guard lock(m_mutex);
    return m_verified;
}

void FileSink::abandon() {
    const std::lock_guard lock(m_mutex);
    m_abandoned = true;
}

void FileSink::setFailure(Error error) {
    {
        const std::lock_guard lock(m_mutex);
        if (!m_failure) m_failure = std::move(error);
        m_abandoned = true;
    }
    m_changed();
}

// ---- Writing

void FileSink::write(std::uint64_t offset, Buffer buffer, std::function<void()> written) {
    {
        const std::lock_guard lock(m_mutex);
        ++m_unwritten;
    }
    // Executor tasks can be copied, buffers cannot.
    auto shared = std::make_shared<Buffer>(std::move(buffer));
    m_context->services.workers.post(
        [self = shared_from_this(), offset, shared = std::move(shared), written = std::move(written)] {
            self->writeNow(offset, *shared);
            self->m_context->buffers.giveBack(std::move(*shared));
            written();
        });
}

void FileSink::writeNow(std::uint64_t offset, const Buffer& buffer) {
    const std::string_view bytes = buffer.bytes();
    std::optional<Error> failed = put(offset, bytes);
    bool last = false;
    {
        const std::lock_guard lock(m_mutex);
        if (!failed) {
            if (orrery::Status added = m_map.add({offset, offset + bytes.size()}); !added) failed = added.error();
        }
        last = --m_unwritten == 0;
    }
    if (failed) return setFailure(std::move(*failed));
    if (claimHash(offset)) {
        m_hasher.add(bytes);
        const std::lock_guard lock(m_mutex);
        m_hashed += bytes.size();
        m_hashing = false;
    }
    hashOn(pieceSize);
    if (last) m_changed();
}

std::optional<Error> FileSink::put(std::uint64_t offset, std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t count = ::pwrite(m_partial.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return diskError(errno);
        bytes.remove_prefix(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return std::nullopt;
}

// ---- Hashing

void FileSink::start() {
    m_context->services.workers.post([self = shared_from_this()] { self->hashOn(hashedAtATime); });
}

/// Whether the digest waits for just these bytes, and nobody feeds it.
bool FileSink::claimHash(std::uint64_t offset) {
    const std::lock_guard lock(m_mutex);
    if (m_hashing || m_abandoned || m_hashed != offset) return false;
    m_hashing = true;
    return true;
}

/// Bytes to hash next; 0: none, or somebody else is at it. Otherwise the caller feeds the digest until it is 0.
std::uint64_t FileSink::claimNext(std::uint64_t most) {
    const std::lock_guard lock(m_mutex);
    const std::uint64_t ready = m_map.ranges().reach(m_hashed) - m_hashed;
    m_hashing = ready > 0 && !m_abandoned;
    return m_hashing ? std::min(ready, most) : 0;
}

void FileSink::hashOn(std::uint64_t most) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_hashing || m_verified || m_abandoned) return;
        m_hashing = true;
    }
    thread_local std::string scratch;
    scratch.resize(pieceSize);
    for (std::uint64_t hashed = 0;;) {
        const std::uint64_t count = claimNext(pieceSize);
        if (count == 0) break;
        if (hashed >= most) { // more is there: in a task of its own, so that this one's connection goes on
            {
                const std::lock_guard lock(m_mutex);
                m_hashing = false;
            }
            return start();
        }
        if (!hashFromFile(m_hashed, count, scratch)) return;
        hashed += count;
    }
    {
        const std::lock_guard lock(m_mutex);
        if (m_hashed != m_size || m_verified || m_abandoned || m_hashing) return;
        m_verified = m_hasher.finish() == m_etag;
    }
    m_changed();
}

bool FileSink::hashFromFile(std::uint64_t offset, std::uint64_t count, std::string& scratch) {
    const ssize_t got = ::pread(m_partial.get(), scratch.data(), count, static_cast<off_t>(offset));
    if (got <= 0) {
        setFailure(diskError(got < 0 ? errno : EIO));
        return false;
    }
    m_hasher.add(std::string_view(scratch).substr(0, static_cast<std::size_t>(got)));
    const std::lock_guard lock(m_mutex);
    m_hashed += static_cast<std::uint64_t>(got);
    return true;
}

} // namespace orrery::download
