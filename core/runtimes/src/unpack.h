// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>

namespace orrery::runtimes {

/// What an archive may hold at most.
struct UnpackLimits {
    std::uint64_t bytes = 8ULL << 30U; ///< In all.
    std::uint64_t entries = 60000;
    std::uint64_t freeBytes = 512ULL << 20U; ///< Up to here no ratio counts.
    std::uint64_t ratio = 60;                ///< Unpacked bytes for each of the archive's.
};

/// Unpacks a tar (gzip, xz, zstd, bzip2 or plain) or zip archive into an empty folder. Fails with Errc::BadArchive for
/// what is damaged or not safe: absolute paths, "..", links that lead out, devices, one name twice, more than the
/// limits allow; with platform::Errc::NoSpace on a full disk. Ends with Cancelled within 100 ms of a stop. What is
/// there then is for the caller to remove. Blocks.
/// @param onProgress bytes of the archive read.
Status unpack(const std::filesystem::path& archive, const std::filesystem::path& folder, const UnpackLimits& limits,
              const std::stop_token& stop, const std::function<void(std::uint64_t done)>& onProgress);

} // namespace orrery::runtimes
