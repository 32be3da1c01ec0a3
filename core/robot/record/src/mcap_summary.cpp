// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mcap_summary.h"

#include "crc32.h"
#include "mcap_wire.h"

#include <orrery/robot/record/mcap_reader.h>

#include <algorithm>
#include <utility>

namespace orrery::robot::mcap {
namespace {

constexpr std::size_t mostMetadata = 1000;

struct SummaryPlace {
    std::uint64_t begin;
    std::string bytes; // up to the footer
};

/// The summary section, when a sound footer points to one.
Result<std::optional<SummaryPlace>> findSummary(Source& source) {
    constexpr std::uint64_t tail = kHeadSize + kFooterSize + kMagic.size();
    if (source.size() < kMagic.size() + tail) return std::nullopt;
    const std::uint64_t footerAt = source.size() - tail;
    const auto bytes = source.read(footerAt, tail);
    if (!bytes) return fail(bytes.error());
    Parser in(*bytes);
    const auto op = static_cast<Op>(in.u8());
    const std::uint64_t length = in.u64();
    const std::uint64_t begin = in.u64();
    in.u64();
    const std::uint32_t crc = in.u32();
    if (op != Op::Footer || length != kFooterSize || in.rest() != kMagic) return std::nullopt;
    if (begin < kMagic.size() || begin > footerAt || footerAt - begin > kMaxChunkSize) return std::nullopt;
    auto summary = source.read(begin, footerAt - begin);
    if (!summary) return fail(summary.error());
    const std::string_view signedFooter = std::string_view(*bytes).substr(0, kHeadSize + 16);
    if (crc != 0 && crc32(signedFooter, crc32(*summary)) != crc) return std::nullopt;
    return SummaryPlace{begin, *std::move(summary)};
}

struct Statistics {
    std::uint64_t messages = 0;
    std::uint32_t channels = 0;
    std::uint32_t chunks = 0;
};

Statistics parseStatistics(std::string_view content, Contents& contents) {
    Parser in(content);
    Statistics statistics;
    statistics.messages = in.u64();
    in.u16();
    statistics.channels = in.u32();
    in.u64(); // attachments, metadata
    statistics.chunks = in.u32();
    contents.begin = in.u64();
    contents.end = in.u64();
    Parser counts(in.text());
    while (counts.ok() && !counts.atEnd()) {
        const std::uint16_t channel = counts.u16();
        contents.messageCounts[channel] = counts.u64();
    }
    contents.messageCount = statistics.messages;
    return statistics;
}

Status readMetadata(Source& source, std::string_view index, Contents& contents) {
    Parser in(index);
    const std::uint64_t offset = in.u64();
    const std::uint64_t length = in.u64();
    if (!in.ok() || length > kMaxRecordSize || offset > source.size() || length > source.size() - offset) return {};
    if (contents.metadata.size() >= mostMetadata) return {};
    const auto record = source.read(offset, length);
    if (!record) return fail(record.error());
    Parser head(*record);
    if (static_cast<Op>(head.u8()) != Op::Metadata) return {};
    if (auto metadata = parseMetadata(head.take(head.u64()))) contents.metadata.push_back(*std::move(metadata));
    return {};
}

bool isInside(const ChunkPlace& chunk, std::uint64_t end) {
    return chunk.offset >= kMagic.size() && chunk.offset <= end && chunk.length >= kHeadSize &&
           chunk.length <= end - chunk.offset;
}

} // namespace

void learn(Contents& contents, std::uint8_t op, std::string_view content) {
    switch (static_cast<Op>(op)) {
    case Op::Header: {
        Parser in(content);
        contents.profile = in.text();
        contents.library = in.text();
        break;
    }
    case Op::Schema:
        if (auto schema = parseSchema(content); schema && schema->id != 0)
            contents.schemas.try_emplace(schema->id, *schema);
        break;
    case Op::Channel:
        if (auto channel = parseChannel(content)) contents.channels.try_emplace(channel->id, *channel);
        break;
    case Op::Metadata:
        if (contents.metadata.size() >= mostMetadata) break;
        if (auto metadata = parseMetadata(content)) contents.metadata.push_back(*std::move(metadata));
        break;
    default: break;
    }
}

Result<std::optional<Contents>> readSummary(Source& source) {
    auto place = findSummary(source);
    if (!place) return fail(place.error());
    if (!*place) return std::nullopt;
    Contents contents;
    std::optional<Statistics> statistics;
    Parser in((*place)->bytes);
    while (!in.atEnd()) {
        const auto op = static_cast<Op>(in.u8());
        const std::string_view content = in.take(in.u64());
        if (!in.ok()) return std::nullopt;
        if (op == Op::Statistics) {
            statistics = parseStatistics(content, contents);
        } else if (op == Op::ChunkIndex) {
            const auto chunk = parseChunkIndex(content);
            if (!chunk || !isInside(*chunk, (*place)->begin)) return std::nullopt;
            contents.chunks.push_back(*chunk);
        } else if (op == Op::MetadataIndex) {
            if (Status status = readMetadata(source, content, contents); !status) return fail(status.error());
        } else {
            learn(contents, static_cast<std::uint8_t>(op), content);
        }
    }
    if (!statistics || statistics->chunks != contents.chunks.size() || statistics->channels != contents.channels.size())
        return std::nullopt;
    std::ranges::sort(contents.chunks, {}, &ChunkPlace::offset);
    return contents;
}

} // namespace orrery::robot::mcap
