// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace orrery::robot::mcap {

/// The CRC-32 of ISO 3309 (zlib's, polynomial 0xEDB88320 reflected).
/// @param before the CRC of the bytes in front of these.
std::uint32_t crc32(std::string_view bytes, std::uint32_t before = 0);

} // namespace orrery::robot::mcap
