// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace orrery::compare {

/// Main memory that a process and all it started take now (resident set), in bytes: what the kernel says in
/// /proc/<pid>/stat and statm. 0 when the process is gone or this system does not tell. Takes a few milliseconds.
/// @param proc the kernel's folder.
std::uint64_t processTreeMemory(std::int64_t root, const std::filesystem::path& proc = "/proc");

} // namespace orrery::compare
