// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include "mcap_source.h"
#include "mcap_wire.h"

#include <functional>
#include <stop_token>

namespace orrery::robot::mcap {

/// Hears what is in a file's data section, in its order.
struct RecordVisitor {
    std::function<void(Op op, std::string_view content)> definition; ///< Header, schemas, channels, metadata.
    std::function<bool(const Message& message)> message;             ///< false ends the walk.
    std::function<bool(const ChunkPlace& chunk)> wantsChunk;         ///< false leaves it unread.
};

struct WalkEnd {
    std::uint64_t at = 0;   ///< Where it ended.
    bool complete = false;  ///< At the mark of the data section's end.
    bool byVisitor = false; ///< Because the visitor had enough.
    std::uint64_t damagedChunks = 0;
};

/// Goes through the records from `offset` until the data ends, the file breaks off, or the visitor has enough.
Result<WalkEnd> walkRecords(Source& source, std::uint64_t offset, const RecordVisitor& visitor,
                            const std::stop_token& stop);

/// The one chunk at this place; false when the visitor has enough.
Result<bool> walkChunk(Source& source, const ChunkPlace& place, const RecordVisitor& visitor);

} // namespace orrery::robot::mcap
