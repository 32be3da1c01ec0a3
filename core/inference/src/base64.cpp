// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "base64.h"

#include <cstdint>

namespace orrery::inference {

std::string base64(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    result.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t k) -> std::uint32_t {
            return i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0;
        };
        const std::uint32_t bits = byte(0) << 16U | byte(1) << 8U | byte(2);
        result += digits[bits >> 18U];
        result += digits[bits >> 12U & 63U];
        result += i + 1 < bytes.size() ? digits[bits >> 6U & 63U] : '=';
        result += i + 2 < bytes.size() ? digits[bits & 63U] : '=';
    }
    return result;
}

} // namespace orrery::inference
