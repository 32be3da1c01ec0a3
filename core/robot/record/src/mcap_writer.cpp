// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/mcap_writer.h>

#include "compression.h"
#include "crc32.h"
#include "mcap_wire.h"
#include "output_file.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace orrery::robot::mcap {
namespace {

struct IndexEntry {
    Time time;
    std::uint64_t offset;
};

/// What the summary says of one chunk.
struct WrittenChunk {
    ChunkPlace place;
    std::map<std::uint16_t, std::uint64_t> indexOffsets;
    std::uint64_t indexLength;
    std::string compression;
    std::uint64_t packedSize;
    std::uint64_t size;
};

struct MetadataPlace {
    std::uint64_t offset;
    std::uint64_t length;
    std::string name;
};

std::string chunkIndexContent(const WrittenChunk& chunk) {
    Bytes out;
    out.u64(chunk.place.begin);
    out.u64(chunk.place.end);
    out.u64(chunk.place.offset);
    out.u64(chunk.place.length);
    out.u32(static_cast<std::uint32_t>(chunk.indexOffsets.size() * 10));
    for (const auto& [channel, offset] : chunk.indexOffsets) {
        out.u16(channel);
        out.u64(offset);
    }
    out.u64(chunk.indexLength);
    out.text(chunk.compression);
    out.u64(chunk.packedSize);
    out.u64(chunk.size);
    return std::string(out.view());
}

std::string messageIndexContent(std::uint16_t channel, const std::vector<IndexEntry>& entries) {
    Bytes out;
    out.u16(channel);
    out.u32(static_cast<std::uint32_t>(entries.size() * 16));
    for (const IndexEntry& entry : entries) {
        out.u64(entry.time);
        out.u64(entry.offset);
    }
    return std::string(out.view());
}

} // namespace

struct Writer::State {
    State(WriterOptions given, OutputFile output) : options(std::move(given)), file(std::move(output)) {}

    WriterOptions options;
    OutputFile file;
    std::uint32_t crc = 0; // of the file so far
    std::optional<Error> failure;
    Contents written;
    std::vector<WrittenChunk> chunks;
    std::vector<MetadataPlace> metadata;
    std::map<std::uint16_t, std::uint32_t> sequences;
    Bytes chunk; // the one being filled
    std::map<std::uint16_t, std::vector<IndexEntry>> index;
    Time chunkBegin = 0;
    Time chunkEnd = 0;
    bool finished = false;

    Status append(std::string_view bytes) {
        if (failure) return fail(*failure);
        if (Status status = file.append(bytes); !status) {
            failure = status.error();
            return status;
        }
        crc = crc32(bytes, crc);
        return {};
    }

    Status appendRecord(Op op, std::string_view content) {
        Bytes out;
        out.record(op, content);
        return append(out.view());
    }

    void count(std::uint16_t channel, Time time) {
        chunkBegin = index.empty() ? time : std::min(chunkBegin, time);
        chunkEnd = index.empty() ? time : std::max(chunkEnd, time);
        written.begin = written.messageCount == 0 ? time : std::min(written.begin, time);
        written.end = std::max(written.end, time);
        ++written.messageCount;
        ++written.messageCounts[channel];
        index[channel].push_back({time, chunk.size()});
    }

    Status writeChunk() {
        if (failure) return fail(*failure);
        if (chunk.size() == 0) return {};
        std::string packed = options.compression == Compression::Zstd ? compressZstd(chunk.view()) : std::string();
        const std::string_view records = packed.empty() ? chunk.view() : packed;
        WrittenChunk entry{
            {chunkBegin, chunkEnd, file.size(), 0}, {}, 0, packed.empty() ? "" : "zstd", records.size(), chunk.size()};
        Bytes head;
        head.u64(chunkBegin);
        head.u64(chunkEnd);
        head.u64(chunk.size());
        head.u32(crc32(chunk.view()));
        head.text(entry.compression);
        head.u64(records.size());
        Bytes out;
        out.u8(static_cast<std::uint8_t>(Op::Chunk));
        out.u64(head.size() + records.size());
        out.raw(head.view());
        out.raw(records);
        entry.place.length = out.size();
        for (const auto& [channel, entries] : index) {
            entry.indexOffsets[channel] = file.size() + out.size();
            out.record(Op::MessageIndex, messageIndexContent(channel, entries));
        }
        entry.indexLength = out.size() - entry.place.length;
        chunk.clear();
        index.clear();
        if (Status status = append(out.view()); !status) return status;
        chunks.push_back(std::move(entry));
        return {};
    }

    [[nodiscard]] std::string statistics() const {
        Bytes out;
        out.u64(written.messageCount);
        out.u16(static_cast<std::uint16_t>(written.schemas.size()));
        out.u32(static_cast<std::uint32_t>(written.channels.size()));
        out.u32(0);
        out.u32(static_cast<std::uint32_t>(metadata.size()));
        out.u32(static_cast<std::uint32_t>(chunks.size()));
        out.u64(written.begin);
        out.u64(written.end);
        out.u32(static_cast<std::uint32_t>(written.messageCounts.size() * 10));
        for (const auto& [channel, messages] : written.messageCounts) {
            out.u16(channel);
            out.u64(messages);
        }
        return std::string(out.view());
    }

    /// Groups of records, and for each group where it lies.
    [[nodiscard]] std::string summary(std::uint64_t begin) const;
};

std::string Writer::State::summary(std::uint64_t begin) const {
    Bytes out;
    Bytes offsets;
    const auto group = [&](Op op, const std::vector<std::string>& contents) {
        if (contents.empty()) return;
        const std::uint64_t from = out.size();
        for (const std::string& content : contents) out.record(op, content);
        Bytes offset;
        offset.u8(static_cast<std::uint8_t>(op));
        offset.u64(begin + from);
        offset.u64(out.size() - from);
        offsets.record(Op::SummaryOffset, offset.view());
    };
    std::vector<std::string> schemas, channels, chunkIndexes, metadataIndexes;
    for (const auto& [id, schema] : written.schemas) schemas.push_back(schemaContent(schema));
    for (const auto& [id, channel] : written.channels) channels.push_back(channelContent(channel));
    for (const WrittenChunk& entry : chunks) chunkIndexes.push_back(chunkIndexContent(entry));
    for (const MetadataPlace& place : metadata) {
        Bytes content;
        content.u64(place.offset);
        content.u64(place.length);
        content.text(place.name);
        metadataIndexes.emplace_back(content.view());
    }
    group(Op::Schema, schemas);
    group(Op::Channel, channels);
    group(Op::Statistics, {statistics()});
    group(Op::ChunkIndex, chunkIndexes);
    group(Op::MetadataIndex, metadataIndexes);
    const std::uint64_t offsetsBegin = begin + out.size();
    out.raw(offsets.view());
    out.u8(static_cast<std::uint8_t>(Op::Footer));
    out.u64(kFooterSize);
    out.u64(begin);
    out.u64(offsetsBegin);
    out.u32(crc32(out.view()));
    out.raw(kMagic);
    return std::string(out.view());
}

Writer::Writer(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

Writer::~Writer() {
    if (m_state && !m_state->finished) (void)m_state->writeChunk();
}

Result<Writer> Writer::create(const std::filesystem::path& path, WriterOptions options) {
    auto file = OutputFile::create(path);
    if (!file) return fail(file.error());
    Bytes header;
    header.text(options.profile);
    header.text(options.library);
    Writer writer(std::make_unique<State>(std::move(options), *std::move(file)));
    Bytes out;
    out.raw(kMagic);
    out.record(Op::Header, header.view());
    if (Status status = writer.m_state->append(out.view()); !status) return fail(status.error());
    return writer;
}

Status Writer::add(const Metadata& metadata) {
    if (Status status = flush(); !status) return status;
    const std::string content = metadataContent(metadata);
    const std::uint64_t offset = m_state->file.size();
    if (Status status = m_state->appendRecord(Op::Metadata, content); !status) return status;
    m_state->metadata.push_back({offset, content.size() + kHeadSize, metadata.name});
    return {};
}

Result<std::uint16_t> Writer::addSchema(std::string name, std::string encoding, std::string data) {
    const auto id = static_cast<std::uint16_t>(m_state->written.schemas.size() + 1);
    Schema schema{id, std::move(name), std::move(encoding), std::move(data)};
    if (Status status = m_state->appendRecord(Op::Schema, schemaContent(schema)); !status) return fail(status.error());
    m_state->written.schemas[id] = std::move(schema);
    return id;
}

Result<std::uint16_t> Writer::addChannel(std::uint16_t schema, std::string topic, std::string encoding,
                                         TextMap metadata) {
    const auto id = static_cast<std::uint16_t>(m_state->written.channels.size() + 1);
    Channel channel{id, schema, std::move(topic), std::move(encoding), std::move(metadata)};
    if (Status status = m_state->appendRecord(Op::Channel, channelContent(channel)); !status)
        return fail(status.error());
    m_state->written.channels[id] = std::move(channel);
    return id;
}

Status Writer::write(std::uint16_t channel, Time time, std::string_view data) {
    if (m_state->failure) return fail(*m_state->failure);
    m_state->count(channel, time);
    Bytes& out = m_state->chunk;
    out.u8(static_cast<std::uint8_t>(Op::Message));
    out.u64(22 + data.size());
    out.u16(channel);
    out.u32(m_state->sequences[channel]++);
    out.u64(time);
    out.u64(time);
    out.raw(data);
    if (out.size() < m_state->options.chunkSize) return {};
    return m_state->writeChunk();
}

Status Writer::flush() {
    return m_state->writeChunk();
}

Status Writer::finish() {
    State& state = *m_state;
    if (Status status = state.writeChunk(); !status) return status;
    Bytes end;
    end.u32(state.crc);
    if (Status status = state.appendRecord(Op::DataEnd, end.view()); !status) return status;
    if (Status status = state.append(state.summary(state.file.size())); !status) return status;
    state.finished = true;
    return state.file.close();
}

std::uint64_t Writer::messageCount() const {
    return m_state->written.messageCount;
}

std::uint64_t Writer::fileSize() const {
    return m_state->file.size();
}

} // namespace orrery::robot::mcap
