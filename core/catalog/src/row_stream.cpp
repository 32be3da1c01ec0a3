// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "row_stream.h"

#include <algorithm>
#include <utility>

namespace orrery::catalog {

namespace {

constexpr std::size_t pieceSize = 1U << 20U;
constexpr std::string_view separators = " \t\r\n,[]";
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

std::string reasonOf(JsonReader::Problem problem) {
    switch (problem) {
    case JsonReader::Problem::Incomplete: return "It ends in the middle, or is longer than 4 MB.";
    case JsonReader::Problem::TooDeep: return "It is nested too deeply.";
    default: return "It is not JSON.";
    }
}

} // namespace

bool RowStream::readMore() {
    if (m_ended) return false;
    m_buffer.erase(0, std::exchange(m_at, 0));
    const std::size_t had = m_buffer.size();
    m_buffer.resize(had + pieceSize);
    m_input.read(m_buffer.data() + had, pieceSize);
    m_buffer.resize(had + static_cast<std::size_t>(m_input.gcount()));
    m_ended = m_buffer.size() == had;
    return !m_ended;
}

void RowStream::moveTo(std::size_t at) {
    m_line += static_cast<std::uint64_t>(std::count(m_buffer.begin() + static_cast<std::ptrdiff_t>(m_at),
                                                    m_buffer.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    m_at = at;
}

void RowStream::moveToNextLine() {
    for (;;) {
        const std::size_t end = m_buffer.find('\n', m_at);
        if (end != std::string::npos) return moveTo(end + 1);
        m_at = m_buffer.size();
        if (!readMore()) return;
    }
}

/// To the next value. False: there is none.
bool RowStream::skipSeparators() {
    for (;;) {
        const std::size_t at = m_buffer.find_first_not_of(separators, m_at);
        if (at != std::string::npos) {
            moveTo(at);
            return true;
        }
        moveTo(m_buffer.size());
        const bool first = m_buffer.empty();
        if (!readMore()) return false;
        if (first && m_buffer.starts_with(byteOrderMark)) m_at = byteOrderMark.size();
    }
}

/// Goes on with the line the mistake is in, when the row began before it; that line may be a whole row.
RefusedRow RowStream::refuse(const JsonReader& reader, std::size_t begin) {
    RefusedRow refused{m_line, reasonOf(reader.problem())};
    const std::size_t end = std::min(reader.position(), m_buffer.size());
    const std::size_t line = m_buffer.rfind('\n', end == 0 ? 0 : end - 1);
    if (reader.problem() != JsonReader::Problem::Incomplete && line != std::string::npos && line >= begin) {
        moveTo(line + 1);
    } else {
        moveTo(end);
        moveToNextLine();
    }
    return refused;
}

std::variant<WireRow, RefusedRow> RowStream::refuseOther() {
    JsonReader reader(m_buffer, m_at);
    reader.skip();
    const bool value = reader.problem() == JsonReader::Problem::None;
    if (!value) return refuse(reader, m_at);
    RefusedRow refused{m_line, "It is no object."};
    moveTo(reader.position());
    return refused;
}

std::optional<std::variant<WireRow, RefusedRow>> RowStream::next() {
    if (!skipSeparators()) return std::nullopt;
    for (;;) {
        if (m_buffer[m_at] != '{') {
            const bool wholeLine = m_buffer.find('\n', m_at) != std::string::npos;
            if (!wholeLine && m_buffer.size() - m_at < longestRow && readMore()) continue;
            return refuseOther();
        }
        JsonReader reader(m_buffer, m_at);
        WireRow row = readWireRow(reader, m_kind);
        const bool mayGrow = m_buffer.size() - m_at < longestRow;
        if (reader.problem() == JsonReader::Problem::Incomplete && mayGrow && readMore()) continue;
        if (reader.problem() != JsonReader::Problem::None) return refuse(reader, m_at);
        const std::uint64_t line = m_line;
        moveTo(reader.position());
        if (!hub::isValidRepoName(row.summary.id.name)) return RefusedRow{line, "It names no repository."};
        return row;
    }
}

} // namespace orrery::catalog
