// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/record/mcap_values.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::robot::mcap {

inline constexpr std::string_view kMagic("\x89MCAP0\r\n", 8);
inline constexpr std::size_t kHeadSize = 9;    ///< Opcode and length before each record.
inline constexpr std::size_t kFooterSize = 20; ///< Content of the footer.

enum class Op : std::uint8_t {
    Header = 1,
    Footer = 2,
    Schema = 3,
    Channel = 4,
    Message = 5,
    Chunk = 6,
    MessageIndex = 7,
    ChunkIndex = 8,
    Attachment = 9,
    AttachmentIndex = 10,
    Statistics = 11,
    Metadata = 12,
    MetadataIndex = 13,
    SummaryOffset = 14,
    DataEnd = 15,
};

/// Puts little-endian values one after the other.
class Bytes {
public:
    void u8(std::uint8_t value) { number(value, 1); }
    void u16(std::uint16_t value) { number(value, 2); }
    void u32(std::uint32_t value) { number(value, 4); }
    void u64(std::uint64_t value) { number(value, 8); }
    void text(std::string_view value);
    void map(const TextMap& values);
    void raw(std::string_view value) { m_bytes.append(value); }
    /// A record around a content that is known already.
    void record(Op op, std::string_view content);
    void clear() { m_bytes.clear(); }

    [[nodiscard]] std::string_view view() const { return m_bytes; }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }

private:
    void number(std::uint64_t value, int size);
    std::string m_bytes;
};

/// Takes them off again. Once something was missing, everything is 0 or empty and ok() is false.
class Parser {
public:
    explicit Parser(std::string_view bytes) : m_rest(bytes) {}

    std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() { return number(8); }
    std::string_view text() { return take(u32()); }
    std::string_view take(std::uint64_t count);
    TextMap map();
    std::string_view rest() { return take(m_rest.size()); }

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

private:
    std::uint64_t number(int size);
    std::string_view m_rest;
    bool m_ok = true;
};

struct ChunkHead {
    Time begin = 0;
    Time end = 0;
    std::uint64_t size = 0; ///< Of its records, uncompressed.
    std::uint32_t crc = 0;  ///< 0 = not given.
    std::string_view compression;
    std::string_view records;
};

// Contents of records; nothing when they are too short.
std::optional<Schema> parseSchema(std::string_view content);
std::optional<Channel> parseChannel(std::string_view content);
std::optional<Metadata> parseMetadata(std::string_view content);
std::optional<Message> parseMessage(std::string_view content);
std::optional<ChunkHead> parseChunk(std::string_view content);
std::optional<ChunkPlace> parseChunkIndex(std::string_view content);

std::string schemaContent(const Schema& schema);
std::string channelContent(const Channel& channel);
std::string metadataContent(const Metadata& metadata);

} // namespace orrery::robot::mcap
