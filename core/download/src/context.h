// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "buffer_pool.h"
#include "loop.h"
#include "rate_limiter.h"

#include <orrery/download/queue.h>

namespace orrery::download {

/// What all parts of one queue share. Outlives the queue as long as something is on its way.
struct Context {
    Context(Queue::Services queueServices, Options queueOptions);

    Queue::Services services;
    const Options options;
    const int mostUnwritten; ///< Buffers of one connection on their way to the disk; then it is held back.
    Loop loop;
    RateLimiter limiter;
    BufferPool buffers;
};

/// Whether the disk has room for so many bytes more and for what must stay free.
orrery::Status checkSpace(const Options& options, std::uint64_t needed);

/// The map of a partial file, in the journal's folder.
std::filesystem::path mapPath(const Options& options, const std::filesystem::path& partial);

} // namespace orrery::download
