// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace orrery::platform {

enum class HashKind { Sha1, Sha256 };

/// A digest fed piece by piece.
class Hasher {
public:
    explicit Hasher(HashKind kind);
    ~Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;

    void add(std::string_view bytes);
    /// Lower-case hex. Ends the digest; add nothing more.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

std::string sha256(std::string_view bytes);

/// SHA-1 of "blob <size>\0" and the content: git's name for a file.
std::string gitBlobHash(std::string_view bytes);

/// How a file's content is named: sha256 (64 hex digits) or git blob SHA-1 (40).
/// Reads in pieces; ends with Cancelled within 100 ms of a stop. `onProgress` hears bytes done. Blocks.
Result<std::string> hashFile(const std::filesystem::path& file, HashKind kind, bool asGitBlob,
                             std::stop_token stop = {}, const std::function<void(std::uint64_t done)>& onProgress = {});

} // namespace orrery::platform
