// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "dictionary.h"
#include "postings.h"

#include <orrery/catalog/catalog.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::catalog {

/// The facts of every entry that questions are answered from, in memory, a column each, so that filtering, counting and
/// ordering millions of entries are passes over small arrays. A row's number is its entry's id in the database less 1.
/// Numbers of words stand for texts in a Dictionary; 0 everywhere is "not known".
class Columns {
public:
    /// @param tables outlive it.
    explicit Columns(const Catalog::Tables& tables) : m_tables(&tables) {}

    enum Flag : std::uint8_t { Gated = 1, Installed = 2, Favourite = 4 };

    /// Bytes are kept in units of 64 KiB, parameters in thousands, both rounded up.
    static constexpr std::uint64_t bytesUnit = 64U << 10U;
    static constexpr std::uint64_t parametersUnit = 1000;

    [[nodiscard]] std::uint32_t size() const { return names.size(); }
    /// Adds the row (number == size()) or writes over it.
    void set(std::uint32_t row, const Entry& entry);
    [[nodiscard]] std::optional<std::uint32_t> find(const hub::RepoId& repo, std::string_view atEndpoint) const;
    /// The words of a row: `Item`s, ascending.
    [[nodiscard]] std::span<const std::uint32_t> items(std::uint32_t row) const {
        return {m_items.data() + m_itemStart[row], m_itemCount[row]};
    }
    [[nodiscard]] std::uint32_t countryOf(std::uint32_t ownerNumber) const { return m_ownerCountry[ownerNumber]; }

    /// An item is one of these with a number: in `labels` (a language), in `labels` (a tag, and also the task, library
    /// and licence), in `models` (a base model).
    enum Item : std::uint32_t { Language = 0, Label = 1U << 30U, BaseModel = 2U << 30U };
    static constexpr std::uint32_t itemKind = 3U << 30U;

    std::vector<std::uint8_t> kind, flags, licenceClass;
    std::vector<std::uint32_t> owner;                                                          ///< In `owners`.
    std::vector<std::uint32_t> task, library, licence, endpoint;                               ///< In `labels`.
    std::vector<std::uint32_t> parameters, weights, downloads, likes, created, modified, seen; ///< Dates in seconds.
    std::vector<float> trending;
    std::vector<float> popularity; ///< 0 to about 60.
    TextPile names;                ///< In lower case.
    Dictionary labels, owners, models;
    TextPile lowerLabels;  ///< As `labels`.
    Dictionary nameWords;  ///< Of all names.
    Postings rowsWithWord; ///< In their names; by numbers of `nameWords`.

    /// Calls found(row) for each row that has the label as an item.
    template <class Found>
    void forEachWithLabel(std::uint32_t number, const Found& found) const {
        m_rowsWithLabel.forEach(number, [&](std::uint32_t row) {
            if (!m_relabelled[row]) found(row);
        });
        for (const std::uint32_t row : m_relabelledRows) {
            if (std::ranges::binary_search(items(row), Label | number)) found(row);
        }
    }
    /// Rows whose items changed since they were added, for asking many labels at once.
    [[nodiscard]] const std::vector<std::uint32_t>& relabelledRows() const { return m_relabelledRows; }
    [[nodiscard]] const Postings& rowsWithLabel() const { return m_rowsWithLabel; }
    std::uint32_t newestSeen = 0;

    /// Every array that is kept on the disk, always in the same order.
    template <class Visitor>
    void visit(const Visitor& visitor) {
        for (auto* column : {&kind, &flags, &licenceClass}) visitor(*column);
        for (auto* column : {&owner, &task, &library, &licence, &endpoint, &parameters, &weights, &downloads, &likes,
                             &created, &modified, &seen, &m_itemStart, &m_items}) {
            visitor(*column);
        }
        visitor(m_itemCount);
        for (auto* column : {&trending, &popularity}) visitor(*column);
        for (auto* pile : {&names, &lowerLabels}) pile->visit(visitor);
        for (auto* dictionary : {&labels, &owners, &models, &nameWords}) dictionary->visit(visitor);
        for (auto* postings : {&rowsWithWord, &m_rowsWithLabel}) postings->visit(visitor);
    }
    /// After visit() read the arrays. False: they do not belong together.
    bool restore();
    /// Clears away what changes left behind; before the arrays are kept on the disk.
    void pack();

private:
    [[nodiscard]] bool isSound() const;
    void indexLabels(std::uint32_t row);
    void addRow(const Entry& entry);
    /// Whether they changed.
    bool setItems(std::uint32_t row, const Entry& entry);
    void noteRelabelled(std::uint32_t row);
    std::uint32_t label(std::string_view text);
    std::uint32_t ownerNumber(std::string_view name);
    [[nodiscard]] std::uint32_t keyHash(hub::RepoKind repoKind, std::string_view lowerName,
                                        std::uint32_t endpointLabel) const;

    const Catalog::Tables* m_tables;
    std::vector<std::uint32_t> m_itemStart;
    std::vector<std::uint16_t> m_itemCount;
    std::vector<std::uint32_t> m_items;
    Postings m_rowsWithLabel; ///< Of the items rows had when they were added.
    std::vector<bool> m_relabelled;
    std::vector<std::uint32_t> m_relabelledRows;
    std::vector<std::uint32_t> m_ownerCountry = {0}; ///< By number of an owner; the nameless one is nowhere.
    HashIndex m_index;
};

} // namespace orrery::catalog
