// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace orrery::library {

std::string lowerCase(std::string_view text);

/// "gguf" of "a/b.GGUF"; empty: none.
std::string endingOf(std::string_view name);

/// What stands after the last '/'.
std::string_view lastPart(std::string_view path);

/// What stands before the last '/'; empty: nothing.
std::string_view folderPart(std::string_view path);

/// Exactly so many lower-case hex digits.
bool isHex(std::string_view text, std::size_t digits);

/// A sha256 in hex.
inline bool isSha256(std::string_view text) {
    return isHex(text, 64);
}

/// A SHA-1 in hex, as git names a file.
inline bool isSha1(std::string_view text) {
    return isHex(text, 40);
}

/// "1.2 GB"; for messages.
std::string sizeText(unsigned long long bytes);

} // namespace orrery::library
