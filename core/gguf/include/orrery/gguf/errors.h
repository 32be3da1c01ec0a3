// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace orrery::gguf {

enum class Errc {
    NotGguf,       ///< Something else: a web page, another format, an empty file.
    NeedMoreBytes, ///< The bytes given end inside the header, the file does not: read a longer beginning.
    Unsupported,   ///< GGUF, but a version, byte order or layout that neither we nor the engine can use.
    Corrupt,       ///< It contradicts itself.
    Truncated,     ///< The file ends too early.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

} // namespace orrery::gguf
