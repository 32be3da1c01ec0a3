// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <algorithm>
#include <vector>

/// A list model that goes from one short list to another by moves, inserts and removals instead of a reset: whatever
/// shows a row keeps it, with focus and place.
class SyncedListModel : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

protected:
    /// Makes `rows` equal to `wanted`; rows with the same key are the same row. Quadratic: for lists of a screen or
    /// two.
    template <class Row, class KeyOf>
    void syncRows(std::vector<Row>& rows, std::vector<Row> wanted, KeyOf keyOf) {
        for (std::size_t at = 0; at < wanted.size(); ++at) {
            const auto from = static_cast<std::ptrdiff_t>(at);
            const auto found = std::find_if(rows.begin() + std::min<std::ptrdiff_t>(from, std::ssize(rows)), rows.end(),
                                            [&](const Row& row) { return keyOf(row) == keyOf(wanted[at]); });
            if (found == rows.end()) {
                beginInsertRows({}, static_cast<int>(at), static_cast<int>(at));
                rows.insert(rows.begin() + from, std::move(wanted[at]));
                endInsertRows();
                continue;
            }
            moveRow(rows, static_cast<int>(found - rows.begin()), static_cast<int>(at));
            rows[at] = std::move(wanted[at]);
        }
        truncate(rows, wanted.size());
        if (!rows.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(rows.size()) - 1));
    }

private:
    template <class Row>
    void moveRow(std::vector<Row>& rows, int from, int to) {
        if (from == to) return;
        beginMoveRows({}, from, from, {}, to);
        std::rotate(rows.begin() + to, rows.begin() + from, rows.begin() + from + 1);
        endMoveRows();
    }

    template <class Row>
    void truncate(std::vector<Row>& rows, std::size_t size) {
        if (rows.size() <= size) return;
        beginRemoveRows({}, static_cast<int>(size), static_cast<int>(rows.size()) - 1);
        rows.resize(size);
        endRemoveRows();
    }
};
