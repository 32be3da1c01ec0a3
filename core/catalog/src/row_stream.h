// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire_row.h"

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <variant>

namespace orrery::catalog {

/// Why something in an import is no row, and where.
struct RefusedRow {
    std::uint64_t line = 0; ///< From 1.
    std::string reason;
};

/// The rows of an import, one after the other, whether they stand in arrays (one or several), one a line, or just
/// anyhow. What is no row is told and passed over: up to the line with the mistake, so that one cut-off row costs no
/// other. Takes in no more than one row and a piece of the file at once.
class RowStream {
public:
    RowStream(std::istream& input, std::optional<hub::RepoKind> kind) : m_input(input), m_kind(kind) {}

    /// The next; nothing at the end.
    std::optional<std::variant<WireRow, RefusedRow>> next();

    static constexpr std::size_t longestRow = 4U << 20U;

private:
    bool readMore();
    bool skipSeparators();
    void moveTo(std::size_t at);
    void moveToNextLine();
    RefusedRow refuse(const JsonReader& reader, std::size_t begin);
    std::variant<WireRow, RefusedRow> refuseOther();

    std::istream& m_input;
    std::optional<hub::RepoKind> m_kind;
    std::string m_buffer;
    std::size_t m_at = 0;
    std::uint64_t m_line = 1;
    bool m_ended = false;
};

} // namespace orrery::catalog
