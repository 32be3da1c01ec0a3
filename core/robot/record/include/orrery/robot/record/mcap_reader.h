// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/record/mcap_values.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace orrery::robot::mcap {

/// More than this in one chunk is refused.
inline constexpr std::uint64_t kMaxChunkSize = 256ULL << 20U;
/// Longer records outside of chunks (attachments apart, which are skipped) are refused.
inline constexpr std::uint64_t kMaxRecordSize = 64ULL << 20U;

/// Which messages to visit.
struct Query {
    Time from = 0;         ///< First time wanted.
    Time until = ~Time{0}; ///< Last time wanted.
};

/// Reads MCAP files of any origin: with the index where there is a sound one, else by looking at every record, up to
/// where a file was cut off. Chunks may be plain, lz4 or zstd. Bounded against hostile bytes: never takes more memory
/// than the limits above and a small multiple of the file. Blocks on the disk: not for the GUI thread. One thread at a
/// time.
class Reader {
public:
    static Result<Reader> open(const std::filesystem::path& path, const std::stop_token& stop = {});
    /// The same for a file's bytes. @param name what messages call it.
    static Result<Reader> fromBytes(std::string bytes, std::string name);

    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();

    [[nodiscard]] const Contents& contents() const;

    /// Visits messages in the order of the file, only those of channels that are known; false from the visitor ends
    /// it. Damaged chunks are left out. With a narrowed query, chunks outside of it are not read.
    Status visit(const Query& query, const std::function<bool(const Channel&, const Message&)>& visitor,
                 const std::stop_token& stop = {});

private:
    struct State;
    explicit Reader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace orrery::robot::mcap
