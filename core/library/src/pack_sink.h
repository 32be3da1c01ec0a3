// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace orrery::library {

/// Where a pack is written: a folder, or one archive. It stands under a temporary name beside its place until finish(),
/// and is gone when the object goes before that.
class PackSink {
public:
    /// @param target ending in .tar or .tar.zst: an archive; else a folder. Nothing may be there.
    static Result<std::unique_ptr<PackSink>> create(const std::filesystem::path& target);

    PackSink() = default;
    virtual ~PackSink() = default;
    PackSink(const PackSink&) = delete;
    PackSink& operator=(const PackSink&) = delete;

    /// The next file; exactly `size` bytes follow by write().
    virtual Status begin(const std::string& name, std::uint64_t size) = 0;
    virtual Status write(std::string_view bytes) = 0;
    /// Puts everything on the disk and in its place.
    virtual Status finish() = 0;
};

} // namespace orrery::library
