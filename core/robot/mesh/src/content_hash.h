// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace orrery::robot {

/// A fast 128-bit hash of bytes, the same on every machine. It tells files apart; it does not resist an attacker.
std::array<std::uint64_t, 2> contentHash(std::string_view bytes, std::uint64_t seed = 0);

} // namespace orrery::robot
