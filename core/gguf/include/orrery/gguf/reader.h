// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/gguf/errors.h>
#include <orrery/gguf/header.h>

#include <cstdint>
#include <string_view>

namespace orrery::gguf {

/// Which files are read.
enum class Accept {
    Runnable, ///< Those engines read: version 2 or 3, little-endian.
    Any,      ///< Also version 1 and big-endian ones, whose facts can be shown though nothing can run them.
};

/// Why engines do not read that kind of GGUF file, for a person; empty when they do.
std::string_view engineObstacle(std::uint32_t version, bool bigEndian);

/// Reads the header of a GGUF file from the beginning of the file. Pure; safe on
/// hostile bytes: memory stays within a small multiple of `beginning`, and everything the header promises is checked
/// against `fileSize`.
///
/// @param beginning the first bytes of the file; a few MB suffice, vocabularies can need 20.
/// @param fileSize of the whole file, in bytes.
/// @return the header, or an Error of gguf::Errc. NeedMoreBytes asks for a longer beginning; all others are final.
Result<Header> readGgufHeader(std::string_view beginning, std::uint64_t fileSize, Accept accept = Accept::Runnable);

} // namespace orrery::gguf
