// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/platform/file_descriptor.h>
#include <orrery/platform/hashing.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>
#include <openssl/evp.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <new>
#include <utility>
#include <vector>

namespace orrery::platform {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t pieceSize = 1U << 20U; // some 2 ms of hashing: a stop is heard soon enough

struct DeleteContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

std::string hex(const unsigned char* bytes, unsigned count) {
    std::string text;
    text.reserve(std::size_t{count} * 2);
    for (unsigned i = 0; i < count; ++i) fmt::format_to(std::back_inserter(text), "{:02x}", bytes[i]);
    return text;
}

std::string blobPrefix(std::uint64_t size) {
    std::string prefix = fmt::format("blob {}", size);
    prefix.push_back('\0');
    return prefix;
}

tl::unexpected<Error> readFailure(const fs::path& file, int number) {
    return fail(errcFromErrno(number), fmt::format("{} could not be read to check its content.", file.string()),
                errnoText(number), file.string());
}

/// Opens a regular file and asks the system to read ahead.
Result<std::pair<FileDescriptor, std::uint64_t>> openForHashing(const fs::path& file) {
    // Without O_NONBLOCK, opening a pipe would wait for its writer.
    FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info {};
    if (!fd.isOpen() || ::fstat(fd.get(), &info) != 0) return readFailure(file, errno);
    if (!S_ISREG(info.st_mode))
        return fail(Errc::WrongKind, fmt::format("{} is not an ordinary file.", file.string()), {}, file.string());
    (void)::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    return std::pair(std::move(fd), static_cast<std::uint64_t>(info.st_size));
}

/// Starts fetching what comes after the piece being hashed.
void readAhead(int fd, std::uint64_t from) {
    (void)::posix_fadvise(fd, static_cast<off_t>(from), 4 * pieceSize, POSIX_FADV_WILLNEED);
}

} // namespace

struct Hasher::State {
    std::unique_ptr<EVP_MD_CTX, DeleteContext> context;
};

Hasher::Hasher(HashKind kind) : m_state(std::make_unique<State>()) {
    m_state->context.reset(EVP_MD_CTX_new());
    const EVP_MD* digest = kind == HashKind::Sha1 ? EVP_sha1() : EVP_sha256();
    if (!m_state->context || EVP_DigestInit_ex(m_state->context.get(), digest, nullptr) != 1) throw std::bad_alloc();
}

Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::add(std::string_view bytes) {
    (void)EVP_DigestUpdate(m_state->context.get(), bytes.data(), bytes.size());
}

std::string Hasher::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    (void)EVP_DigestFinal_ex(m_state->context.get(), digest.data(), &size);
    return hex(digest.data(), size);
}

std::string sha256(std::string_view bytes) {
    Hasher hasher(HashKind::Sha256);
    hasher.add(bytes);
    return hasher.finish();
}

std::string gitBlobHash(std::string_view bytes) {
    Hasher hasher(HashKind::Sha1);
    hasher.add(blobPrefix(bytes.size()));
    hasher.add(bytes);
    return hasher.finish();
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): as the header has it
Result<std::string> hashFile(const fs::path& file, HashKind kind, bool asGitBlob, std::stop_token stop,
                             const std::function<void(std::uint64_t done)>& onProgress) {
    auto opened = openForHashing(file);
    if (!opened) return fail(opened.error());
    const auto& [fd, size] = *opened;
    Hasher hasher(kind);
    if (asGitBlob) hasher.add(blobPrefix(size));
    std::vector<char> piece(pieceSize);
    std::uint64_t done = 0;
    while (!stop.stop_requested()) {
        readAhead(fd.get(), done + pieceSize);
        const ssize_t count = ::read(fd.get(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return readFailure(file, errno);
        if (count == 0 && done != size)
            return fail(Errc::Io, fmt::format("{} changed while it was being read.", file.string()), {}, file.string());
        if (count == 0) return hasher.finish();
        hasher.add({piece.data(), static_cast<std::size_t>(count)});
        done += static_cast<std::uint64_t>(count);
        if (onProgress) onProgress(done);
    }
    return fail(cancelledError());
}

} // namespace orrery::platform
