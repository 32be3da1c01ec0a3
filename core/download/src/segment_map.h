// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "byte_ranges.h"

#include <orrery/base/result.h>
#include <orrery/platform/file_descriptor.h>

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace orrery::download {

/// Which bytes of a partial file are on the disk, kept in a small file of our own that only grows while it is in use:
/// a head with the whole size, then one checked record a piece. A piece is recorded after it was written, so that a
/// kill at any instant leaves at most a piece that is there and not recorded. Opening it joins touching pieces.
class SegmentMap {
public:
    /// @param size of the whole file: a map of another size is begun anew.
    /// @param onDisk length of the partial file: what a map claims beyond it does not count.
    static Result<SegmentMap> open(const std::filesystem::path& file, std::uint64_t size, std::uint64_t onDisk);
    /// What open() would find, without changing anything.
    static ByteRanges read(const std::filesystem::path& file, std::uint64_t size, std::uint64_t onDisk);

    [[nodiscard]] const ByteRanges& ranges() const { return m_ranges; }
    orrery::Status add(Span span);

private:
    orrery::Status append(std::string_view bytes);
    SegmentMap(std::filesystem::path path, platform::FileDescriptor file, ByteRanges ranges);

    std::filesystem::path m_path;
    platform::FileDescriptor m_file;
    ByteRanges m_ranges;
};

} // namespace orrery::download
