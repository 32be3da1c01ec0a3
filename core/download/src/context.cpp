// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "context.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace orrery::download {

namespace fs = std::filesystem;

namespace {

/// Small enough to stay in a core's cache between receiving, writing and hashing.
std::size_t bufferSizeFor(const Options& options) {
    constexpr std::uint64_t smallest = 4U << 10;
    constexpr std::uint64_t largest = 64U << 10;
    return static_cast<std::size_t>(std::clamp(options.chunkSize / 16, smallest, largest));
}

/// Together with the buffer being filled they are less than a chunk.
int mostUnwrittenFor(const Options& options) {
    const std::uint64_t buffers = options.chunkSize / bufferSizeFor(options);
    return static_cast<int>(std::clamp<std::uint64_t>(buffers, 3, 34)) - 2;
}

std::string inUnits(std::uint64_t bytes) {
    constexpr double thousand = 1000;
    double value = static_cast<double>(bytes);
    std::string_view unit = "bytes";
    for (const std::string_view next : {"kB", "MB", "GB", "TB"}) {
        if (value < thousand) break;
        value /= thousand;
        unit = next;
    }
    return fmt::format("{:.3g} {}", value, unit);
}

} // namespace

Context::Context(Queue::Services queueServices, Options queueOptions)
    : services(std::move(queueServices)),
      options(std::move(queueOptions)),
      mostUnwritten(mostUnwrittenFor(options)),
      buffers(bufferSizeFor(options)) {
    limiter.setRate(options.bytesPerSecond);
}

orrery::Status checkSpace(const Options& options, std::uint64_t needed) {
    std::error_code error;
    const fs::space_info space = fs::space(options.cache, error);
    if (error || needed == 0) return {};
    const std::uint64_t wanted = needed + options.spareSpace;
    if (space.available >= wanted) return {};
    return fail(
        Errc::NoSpace,
        fmt::format("The disk is too full: the download needs {} more, with {} to be left free, and {} is free. "
                    "Make room, then resume it.",
                    inUnits(needed), inUnits(options.spareSpace), inUnits(space.available)),
        {}, options.cache.string());
}

fs::path mapPath(const Options& options, const fs::path& partial) {
    return options.journal / (partial.stem().string() + ".map");
}

} // namespace orrery::download
