// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/record/mcap_values.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace orrery::robot::mcap {

enum class Compression { None, Zstd };

/// Zstd where this build has it.
[[nodiscard]] Compression bestCompression();

struct WriterOptions {
    std::string profile;
    std::string library = "orrery";
    Compression compression = bestCompression();
    std::size_t chunkSize = 768U << 10U; ///< Bytes of messages after which a chunk is written by itself.
};

/// Writes one MCAP file, chunked and indexed. Blocks on the disk; one thread at a time.
///
/// What flush() returned for is with the operating system: the death of this process does not lose it. After a failed
/// write (disk full, ...) the file is cut back to the last whole chunk, so that it can be read, and every later call
/// fails with the same error.
class Writer {
public:
    /// Makes a new file; one that exists is never overwritten.
    static Result<Writer> create(const std::filesystem::path& path, WriterOptions options = {});

    Writer(Writer&&) noexcept;
    Writer& operator=(Writer&&) noexcept;
    /// Flushes, but writes no index: readers take such a file for one that was cut off. Call finish().
    ~Writer();

    Status add(const Metadata& metadata);
    /// @return its id.
    Result<std::uint16_t> addSchema(std::string name, std::string encoding, std::string data);
    /// @param schema an id addSchema returned, or 0.
    Result<std::uint16_t> addChannel(std::uint16_t schema, std::string topic, std::string encoding,
                                     TextMap metadata = {});

    /// @param channel an id addChannel returned.
    Status write(std::uint16_t channel, Time time, std::string_view data);

    /// Hands everything written so far to the operating system.
    Status flush();

    /// Writes the index and closes the file, with everything on the disk. Write nothing more.
    Status finish();

    [[nodiscard]] std::uint64_t messageCount() const;
    [[nodiscard]] std::uint64_t fileSize() const; ///< Bytes handed over.

private:
    struct State;
    explicit Writer(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace orrery::robot::mcap
