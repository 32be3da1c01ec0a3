// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/mcap_reader.h>

#include "mcap_scan.h"
#include "mcap_summary.h"
#include "mcap_wire.h"

#include <orrery/robot/record/record_error.h>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace orrery::robot::mcap {
namespace {

Status checkMagic(Source& source) {
    if (source.size() >= kMagic.size()) {
        const auto bytes = source.read(0, kMagic.size());
        if (!bytes) return fail(bytes.error());
        if (*bytes == kMagic) return {};
    }
    return fail(RecordErrc::NotARecording,
                source.size() == 0
                    ? fmt::format("{} is empty: nothing was recorded.", source.name())
                    : fmt::format("{} is not an MCAP recording. Choose a file that ends in .mcap.", source.name()),
                {}, source.name());
}

void count(Contents& contents, const Message& message) {
    if (!contents.channels.contains(message.channel)) return;
    contents.begin = contents.messageCount == 0 ? message.logTime : std::min(contents.begin, message.logTime);
    contents.end = std::max(contents.end, message.logTime);
    ++contents.messageCount;
    ++contents.messageCounts[message.channel];
}

/// Looks at every record.
Result<Contents> scan(Source& source, const std::stop_token& stop) {
    Contents contents;
    const RecordVisitor visitor{
        [&](Op op, std::string_view content) { learn(contents, static_cast<std::uint8_t>(op), content); },
        [&](const Message& message) {
            count(contents, message);
            return true;
        },
        [&](const ChunkPlace& chunk) {
            contents.chunks.push_back(chunk);
            return true;
        }};
    const auto end = walkRecords(source, kMagic.size(), visitor, stop);
    if (!end) return fail(end.error());
    if (!end->complete) contents.cutAt = end->at;
    contents.damagedChunks = end->damagedChunks;
    return contents;
}

/// The first record says what wrote the file; the index does not.
Status readHeader(Source& source, Contents& contents) {
    constexpr std::uint64_t most = 4096;
    const auto bytes = source.read(kMagic.size(), std::min(most, source.size() - kMagic.size()));
    if (!bytes) return fail(bytes.error());
    Parser in(*bytes);
    const auto op = static_cast<Op>(in.u8());
    const std::string_view content = in.take(in.u64());
    if (in.ok() && op == Op::Header) learn(contents, static_cast<std::uint8_t>(op), content);
    return {};
}

Result<Contents> look(Source& source, const std::stop_token& stop) {
    if (Status status = checkMagic(source); !status) return fail(status.error());
    auto summary = readSummary(source);
    if (!summary) return fail(summary.error());
    auto contents = *summary ? Result<Contents>(**std::move(summary)) : scan(source, stop);
    if (!contents) return contents;
    if (Status status = readHeader(source, *contents); !status) return fail(status.error());
    contents->fileSize = source.size();
    return contents;
}

} // namespace

struct Reader::State {
    std::unique_ptr<Source> source;
    Contents contents;
};

Reader::Reader(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::open(const std::filesystem::path& path, const std::stop_token& stop) {
    auto source = openFile(path);
    if (!source) return fail(source.error());
    auto contents = look(**source, stop);
    if (!contents) return fail(contents.error());
    return Reader(std::make_unique<State>(State{*std::move(source), *std::move(contents)}));
}

Result<Reader> Reader::fromBytes(std::string bytes, std::string name) {
    auto source = sourceOf(std::move(bytes), std::move(name));
    auto contents = look(*source, {});
    if (!contents) return fail(contents.error());
    return Reader(std::make_unique<State>(State{std::move(source), *std::move(contents)}));
}

const Contents& Reader::contents() const {
    return m_state->contents;
}

Status Reader::visit(const Query& query, const std::function<bool(const Channel&, const Message&)>& visitor,
                     const std::stop_token& stop) {
    const Contents& contents = m_state->contents;
    const auto overlaps = [&](const ChunkPlace& chunk) {
        return chunk.begin <= query.until && chunk.end >= query.from;
    };
    const auto pass = [&](const Message& message) {
        const auto channel = contents.channels.find(message.channel);
        if (channel == contents.channels.end()) return true;
        if (message.logTime < query.from || message.logTime > query.until) return true;
        return visitor(channel->second, message);
    };
    const RecordVisitor records{[](Op, std::string_view) {}, pass, overlaps};
    const bool narrowed = query.from > contents.begin || query.until < contents.end;
    if (!narrowed || contents.chunks.empty()) {
        const auto end = walkRecords(*m_state->source, kMagic.size(), records, stop);
        if (!end) return fail(end.error());
        if (end->complete || end->byVisitor || contents.cutAt) return {};
        return fail(RecordErrc::Damaged,
                    fmt::format("{} is damaged: its index says more than can be read.", m_state->source->name()), {},
                    m_state->source->name());
    }
    for (const ChunkPlace& chunk : contents.chunks) {
        if (stop.stop_requested()) return fail(cancelledError());
        if (!overlaps(chunk)) continue;
        const auto more = walkChunk(*m_state->source, chunk, records);
        if (!more) return fail(more.error());
        if (!*more) break;
    }
    return {};
}

} // namespace orrery::robot::mcap
