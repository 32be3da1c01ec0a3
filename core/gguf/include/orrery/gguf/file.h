// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/gguf/header.h>
#include <orrery/gguf/reader.h>

#include <filesystem>

namespace orrery::gguf {

/// Reads a file's header, taking in no more of the file than it needs. Blocks on the disk: call it from a worker.
/// @return the header, or why not, with the path in `where`: gguf::Errc, or base Errc::NotFound or Io when it cannot be
/// read at all.
Result<Header> readGgufFile(const std::filesystem::path& path, Accept accept = Accept::Runnable);

/// The same of a model in one or several files; of several, any may be named, and all must be there.
Result<Header> readGgufModel(const std::filesystem::path& path, Accept accept = Accept::Runnable);

} // namespace orrery::gguf
