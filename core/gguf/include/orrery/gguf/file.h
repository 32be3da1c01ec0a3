// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/gguf/header.h>

#include <filesystem>

namespace orrery::gguf {

/// Reads a file's header, taking in no more of the file than it needs. Blocks on the disk: call it from a worker.
/// @return the header, or why not, with the path in `where`: gguf::Errc, or base Errc::NotFound or Io when it cannot be
/// read at all.
Result<Header> readGgufFile(const std::filesystem::path& path);

} // namespace orrery::gguf
