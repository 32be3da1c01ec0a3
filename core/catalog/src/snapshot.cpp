// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "snapshot.h"

#include <algorithm>
#include <type_traits>

namespace orrery::catalog {

namespace {

constexpr std::size_t pieceSize = 8U << 20U;

class Saver {
public:
    explicit Saver(Statement insert) : m_insert(std::move(insert)) {}

    template <class Array>
    void operator()(const Array& array) {
        const std::string_view bytes(reinterpret_cast<const char*>(array.data()),
                                     array.size() * sizeof(typename Array::value_type));
        for (std::size_t at = 0; at < bytes.size() && m_status; at += pieceSize) {
            m_insert.bind(1, m_array).bind(2, static_cast<std::int64_t>(at / pieceSize));
            m_status = m_insert.bindBlob(3, bytes.substr(at, pieceSize)).run();
        }
        ++m_array;
    }
    [[nodiscard]] const Status& status() const { return m_status; }

private:
    Statement m_insert;
    std::int64_t m_array = 0;
    Status m_status;
};

class Loader {
public:
    Loader(Statement pieces, Statement size) : m_pieces(std::move(pieces)), m_size(std::move(size)) {}

    template <class Array>
    void operator()(Array& array) {
        if (m_status) m_status = load(array);
        ++m_array;
    }
    [[nodiscard]] const Status& status() const { return m_status; }
    [[nodiscard]] bool whole() const { return m_whole; }

private:
    template <class Array>
    Status load(Array& array) {
        using Value = typename Array::value_type;
        m_size.bind(1, m_array);
        const Result<bool> known = m_size.step();
        if (!known) return fail(known.error());
        const auto size = static_cast<std::size_t>(m_size.number(0));
        m_size.reset();
        m_whole = m_whole && size % sizeof(Value) == 0;
        array.clear();
        array.resize(size / sizeof(Value));
        return fill(reinterpret_cast<char*>(array.data()), array.size() * sizeof(Value));
    }

    Status fill(char* to, std::size_t room) {
        m_pieces.bind(1, m_array);
        for (;;) {
            const Result<bool> row = m_pieces.step();
            if (!row) return fail(row.error());
            if (!*row) return {};
            const std::string_view bytes = m_pieces.bytes(0).substr(0, room);
            to = std::ranges::copy(bytes, to).out;
            room -= bytes.size();
        }
    }

    Statement m_pieces;
    Statement m_size;
    std::int64_t m_array = 0;
    bool m_whole = true;
    Status m_status;
};

} // namespace

Status saveSnapshot(Database& database, Columns& columns) {
    if (Status emptied = database.run("DELETE FROM snapshot"); !emptied) return emptied;
    Result<Statement> insert = database.prepare("INSERT INTO snapshot(array, piece, bytes) VALUES(?,?,?)");
    if (!insert) return fail(insert.error());
    Saver saver(std::move(*insert));
    columns.visit([&](const auto& array) { saver(array); });
    return saver.status();
}

Result<bool> loadSnapshot(Database& database, Columns& columns) {
    Result<Statement> pieces = database.prepare("SELECT bytes FROM snapshot WHERE array=? ORDER BY piece");
    if (!pieces) return fail(pieces.error());
    Result<Statement> size = database.prepare("SELECT coalesce(sum(length(bytes)),0) FROM snapshot WHERE array=?");
    if (!size) return fail(size.error());
    Loader loader(std::move(*pieces), std::move(*size));
    columns.visit([&](auto& array) { loader(array); });
    if (!loader.status()) return fail(loader.status().error());
    return loader.whole() && columns.restore();
}

} // namespace orrery::catalog
