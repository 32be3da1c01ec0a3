// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace orrery::robot::mcap {

/// @param kind as in the file: "", "lz4" (frames) or "zstd".
/// @param size what must come out; memory grows with what does, not with what is claimed.
/// @return RecordErrc::UnknownCompression, or Damaged, when it does not work out.
Result<std::string> decompress(std::string_view kind, std::string_view bytes, std::uint64_t size);

/// One zstd frame; empty where this build has no zstd or it failed.
std::string compressZstd(std::string_view bytes);

} // namespace orrery::robot::mcap
