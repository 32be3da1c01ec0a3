// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mcap_scan.h"

#include "compression.h"
#include "crc32.h"

#include <orrery/robot/record/mcap_reader.h>
#include <orrery/robot/record/record_error.h>

#include <fmt/format.h>

namespace orrery::robot::mcap {
namespace {

struct RecordHead {
    Op op;
    std::uint64_t length; // of the content
};

bool isDefinition(Op op) {
    return op == Op::Header || op == Op::Schema || op == Op::Channel || op == Op::Metadata;
}

tl::unexpected<Error> tooLarge(const Source& source, std::uint64_t size) {
    return fail(
        RecordErrc::TooLarge,
        fmt::format("{} has a part of {} MB, more than a recording reasonably has.", source.name(), size >> 20U), {},
        source.name());
}

/// The records inside a chunk; false when the visitor has enough.
bool walkInside(std::string_view records, const RecordVisitor& visitor) {
    Parser in(records);
    while (!in.atEnd()) {
        const auto op = static_cast<Op>(in.u8());
        const std::string_view content = in.take(in.u64());
        if (!in.ok()) return true;
        if (op == Op::Schema || op == Op::Channel) visitor.definition(op, content);
        if (op != Op::Message) continue;
        const auto message = parseMessage(content);
        if (message && !visitor.message(*message)) return false;
    }
    return true;
}

enum class ChunkEnd { Read, Damaged, Enough };

Result<ChunkEnd> walkChunkContent(const Source& source, std::string_view content, const RecordVisitor& visitor) {
    const auto head = parseChunk(content);
    if (!head) return ChunkEnd::Damaged;
    if (head->size > kMaxChunkSize) return tooLarge(source, head->size);
    const auto records = decompress(head->compression, head->records, head->size);
    if (!records && records.error().is(RecordErrc::UnknownCompression)) return fail(records.error());
    if (!records || (head->crc != 0 && crc32(*records) != head->crc)) return ChunkEnd::Damaged;
    return walkInside(*records, visitor) ? ChunkEnd::Read : ChunkEnd::Enough;
}

class Walk {
public:
    Walk(Source& source, const RecordVisitor& visitor) : m_source(source), m_visitor(visitor) {}

    Result<WalkEnd> from(std::uint64_t offset, const std::stop_token& stop) {
        m_end.at = offset;
        while (!m_end.complete && !m_end.byVisitor) {
            if (stop.stop_requested()) return fail(cancelledError());
            const auto head = nextHead();
            if (!head) return fail(head.error());
            if (!*head) break;
            if (Status status = take(**head); !status) return fail(status.error());
            m_end.at += kHeadSize + (*head)->length;
        }
        return m_end;
    }

private:
    /// Nothing where the file breaks off.
    Result<std::optional<RecordHead>> nextHead() {
        const std::uint64_t left = m_source.size() - m_end.at;
        if (left < kHeadSize) return std::nullopt;
        const auto bytes = m_source.read(m_end.at, kHeadSize);
        if (!bytes) return fail(bytes.error());
        Parser in(*bytes);
        const RecordHead head{static_cast<Op>(in.u8()), in.u64()};
        if (head.op == Op{0} || head.length > left - kHeadSize) return std::nullopt;
        return head;
    }

    Status take(const RecordHead& head) {
        if (head.op == Op::DataEnd || head.op == Op::Footer) {
            m_end.complete = true;
        } else if (head.op == Op::Chunk) {
            return takeChunk(head);
        } else if (isDefinition(head.op) || head.op == Op::Message) {
            return takeRecord(head);
        }
        return {};
    }

    Status takeRecord(const RecordHead& head) {
        if (head.length > kMaxRecordSize) return tooLarge(m_source, head.length);
        const auto content = m_source.read(m_end.at + kHeadSize, head.length);
        if (!content) return fail(content.error());
        if (isDefinition(head.op)) {
            m_visitor.definition(head.op, *content);
        } else if (const auto message = parseMessage(*content)) {
            m_end.byVisitor = !m_visitor.message(*message);
        }
        return {};
    }

    Status takeChunk(const RecordHead& head) {
        if (head.length > 2 * kMaxChunkSize) return tooLarge(m_source, head.length);
        if (head.length < 16) return ++m_end.damagedChunks, Status{};
        const auto times = m_source.read(m_end.at + kHeadSize, 16);
        if (!times) return fail(times.error());
        Parser in(*times);
        ChunkPlace place{in.u64(), 0, m_end.at, kHeadSize + head.length};
        place.end = in.u64();
        if (!m_visitor.wantsChunk(place)) return {};
        const auto content = m_source.read(m_end.at + kHeadSize, head.length);
        if (!content) return fail(content.error());
        const auto end = walkChunkContent(m_source, *content, m_visitor);
        if (!end) return fail(end.error());
        m_end.damagedChunks += *end == ChunkEnd::Damaged ? 1 : 0;
        m_end.byVisitor = *end == ChunkEnd::Enough;
        return {};
    }

    Source& m_source;
    const RecordVisitor& m_visitor;
    WalkEnd m_end;
};

} // namespace

Result<WalkEnd> walkRecords(Source& source, std::uint64_t offset, const RecordVisitor& visitor,
                            const std::stop_token& stop) {
    return Walk(source, visitor).from(offset, stop);
}

Result<bool> walkChunk(Source& source, const ChunkPlace& place, const RecordVisitor& visitor) {
    if (place.length > 2 * kMaxChunkSize) return tooLarge(source, place.length);
    const auto record = source.read(place.offset, place.length);
    if (!record) return fail(record.error());
    Parser in(*record);
    const auto op = static_cast<Op>(in.u8());
    const std::string_view content = in.take(in.u64());
    if (!in.ok() || op != Op::Chunk) return true;
    const auto end = walkChunkContent(source, content, visitor);
    if (!end) return fail(end.error());
    return *end != ChunkEnd::Enough;
}

} // namespace orrery::robot::mcap
