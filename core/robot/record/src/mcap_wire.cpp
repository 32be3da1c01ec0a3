// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mcap_wire.h"

#include <utility>

namespace orrery::robot::mcap {
namespace {

template <class T>
std::optional<T> whole(T value, const Parser& parser) {
    if (!parser.ok()) return std::nullopt;
    return value;
}

} // namespace

void Bytes::number(std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) m_bytes.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
}

void Bytes::text(std::string_view value) {
    u32(static_cast<std::uint32_t>(value.size()));
    raw(value);
}

void Bytes::map(const TextMap& values) {
    Bytes inner;
    for (const auto& [key, value] : values) {
        inner.text(key);
        inner.text(value);
    }
    text(inner.view());
}

void Bytes::record(Op op, std::string_view content) {
    u8(static_cast<std::uint8_t>(op));
    u64(content.size());
    raw(content);
}

std::string_view Parser::take(std::uint64_t count) {
    if (!m_ok || count > m_rest.size()) {
        m_ok = false;
        m_rest = {};
        return {};
    }
    const std::string_view taken = m_rest.substr(0, count);
    m_rest.remove_prefix(count);
    return taken;
}

std::uint64_t Parser::number(int size) {
    const std::string_view bytes = take(static_cast<std::uint64_t>(size));
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return value;
}

TextMap Parser::map() {
    Parser inner(text());
    TextMap values;
    while (inner.ok() && !inner.atEnd()) {
        const std::string key(inner.text());
        values[key] = inner.text();
    }
    m_ok = m_ok && inner.ok();
    return values;
}

std::optional<Schema> parseSchema(std::string_view content) {
    Parser in(content);
    Schema schema;
    schema.id = in.u16();
    schema.name = in.text();
    schema.encoding = in.text();
    schema.data = in.text();
    return whole(std::move(schema), in);
}

std::optional<Channel> parseChannel(std::string_view content) {
    Parser in(content);
    Channel channel;
    channel.id = in.u16();
    channel.schema = in.u16();
    channel.topic = in.text();
    channel.encoding = in.text();
    channel.metadata = in.map();
    return whole(std::move(channel), in);
}

std::optional<Metadata> parseMetadata(std::string_view content) {
    Parser in(content);
    Metadata metadata;
    metadata.name = in.text();
    metadata.values = in.map();
    return whole(std::move(metadata), in);
}

std::optional<Message> parseMessage(std::string_view content) {
    Parser in(content);
    Message message;
    message.channel = in.u16();
    message.sequence = in.u32();
    message.logTime = in.u64();
    message.publishTime = in.u64();
    if (!in.ok()) return std::nullopt;
    message.data = in.rest();
    return message;
}

std::optional<ChunkHead> parseChunk(std::string_view content) {
    Parser in(content);
    ChunkHead chunk;
    chunk.begin = in.u64();
    chunk.end = in.u64();
    chunk.size = in.u64();
    chunk.crc = in.u32();
    chunk.compression = in.text();
    chunk.records = in.take(in.u64());
    return whole(chunk, in);
}

std::optional<ChunkPlace> parseChunkIndex(std::string_view content) {
    Parser in(content);
    ChunkPlace place;
    place.begin = in.u64();
    place.end = in.u64();
    place.offset = in.u64();
    place.length = in.u64();
    return whole(place, in);
}

std::string schemaContent(const Schema& schema) {
    Bytes out;
    out.u16(schema.id);
    out.text(schema.name);
    out.text(schema.encoding);
    out.text(schema.data);
    return std::string(out.view());
}

std::string channelContent(const Channel& channel) {
    Bytes out;
    out.u16(channel.id);
    out.u16(channel.schema);
    out.text(channel.topic);
    out.text(channel.encoding);
    out.map(channel.metadata);
    return std::string(out.view());
}

std::string metadataContent(const Metadata& metadata) {
    Bytes out;
    out.text(metadata.name);
    out.map(metadata.values);
    return std::string(out.view());
}

} // namespace orrery::robot::mcap
