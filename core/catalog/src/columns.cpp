// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "columns.h"

#include "derived.h"
#include "timestamp.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace orrery::catalog {

namespace {

constexpr std::size_t mostItems = 500; ///< A row's words beyond these are not searched.

std::uint32_t narrow(std::uint64_t value) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, std::numeric_limits<std::uint32_t>::max()));
}

std::uint32_t inUnits(std::uint64_t value, std::uint64_t unit) {
    return narrow(value / unit + (value % unit == 0 ? 0 : 1));
}

std::uint32_t seconds(const std::string& timestamp) {
    return narrow(readTimestamp(timestamp) / 1000);
}

float popularityOf(const hub::RepoSummary& summary) {
    const auto magnitude = [](double value) { return static_cast<float>(std::log2(1 + value)); };
    return magnitude(static_cast<double>(summary.downloads.value_or(0))) +
           magnitude(static_cast<double>(summary.likes.value_or(0)));
}

std::uint8_t flagsOf(const Entry& entry) {
    unsigned flags = 0;
    if (entry.summary.gated != hub::Gated::No) flags |= Columns::Gated;
    if (entry.installed) flags |= Columns::Installed;
    if (entry.favourite) flags |= Columns::Favourite;
    return static_cast<std::uint8_t>(flags);
}

} // namespace

void Columns::addRow(const Entry& entry) {
    const std::string name = lowerCase(entry.summary.id.name);
    for (auto* column : {&kind, &flags, &licenceClass}) column->push_back(0);
    for (auto* column : {&owner, &task, &library, &licence, &endpoint, &parameters, &weights, &downloads, &likes,
                         &created, &modified, &seen, &m_itemStart}) {
        column->push_back(0);
    }
    m_itemCount.push_back(0);
    m_relabelled.push_back(false);
    for (auto* column : {&trending, &popularity}) column->push_back(0);
    const std::uint32_t row = names.add(name);
    kind[row] = static_cast<std::uint8_t>(entry.summary.id.kind);
    owner[row] = ownerNumber(entry.summary.id.owner());
    endpoint[row] = label(entry.endpoint);
    forEachWord(name, [&](std::string_view word) { rowsWithWord.add(nameWords.add(word), row); });
    m_index.insert(keyHash(entry.summary.id.kind, name, endpoint[row]), row);
}

void Columns::set(std::uint32_t row, const Entry& entry) {
    const bool isNew = row == size();
    if (isNew) addRow(entry);
    const hub::RepoSummary& summary = entry.summary;
    flags[row] = flagsOf(entry);
    licenceClass[row] = static_cast<std::uint8_t>(m_tables->licences.classOf(summary.licence, {}, summary.id.name));
    task[row] = label(summary.task);
    library[row] = label(summary.library);
    licence[row] = label(summary.licence);
    parameters[row] = inUnits(parametersOf(summary).value_or(0), parametersUnit);
    weights[row] = inUnits(weightBytesOf(entry), bytesUnit);
    downloads[row] = narrow(summary.downloads.value_or(0));
    likes[row] = narrow(summary.likes.value_or(0));
    trending[row] = static_cast<float>(summary.trending.value_or(0));
    popularity[row] = popularityOf(summary);
    created[row] = seconds(summary.created);
    modified[row] = seconds(summary.modified);
    seen[row] = seconds(entry.seen);
    newestSeen = std::max(newestSeen, seen[row]);
    if (setItems(row, entry) && !isNew) noteRelabelled(row);
    if (isNew) indexLabels(row);
}

bool Columns::setItems(std::uint32_t row, const Entry& entry) {
    const hub::RepoSummary& summary = entry.summary;
    std::vector<std::uint32_t> items;
    const auto add = [&](std::uint32_t kindOfItem, std::uint32_t number) {
        if (number != 0 && items.size() < mostItems) items.push_back(kindOfItem | number);
    };
    for (const std::uint32_t number : {task[row], library[row], licence[row]}) add(Label, number);
    for (const std::string& text : summary.languages) add(Language, label(text));
    for (const std::string& text : summary.baseModels) add(BaseModel, models.add(text));
    for (const std::string& text : summary.tags) add(Label, label(text));
    std::ranges::sort(items);
    items.erase(std::unique(items.begin(), items.end()), items.end());

    if (std::ranges::equal(items, this->items(row))) return false;
    if (items.size() > m_itemCount[row]) {
        m_itemStart[row] = static_cast<std::uint32_t>(m_items.size());
        m_items.insert(m_items.end(), items.begin(), items.end());
    } else {
        std::ranges::copy(items, m_items.begin() + m_itemStart[row]);
    }
    m_itemCount[row] = static_cast<std::uint16_t>(items.size());
    return true;
}

void Columns::noteRelabelled(std::uint32_t row) {
    if (m_relabelled[row]) return;
    m_relabelled[row] = true;
    m_relabelledRows.push_back(row);
}

void Columns::indexLabels(std::uint32_t row) {
    for (const std::uint32_t item : items(row)) {
        if ((item & itemKind) == Label) m_rowsWithLabel.add(item & ~itemKind, row);
    }
}

std::uint32_t Columns::label(std::string_view text) {
    const std::uint32_t number = labels.add(text);
    while (lowerLabels.size() < labels.size()) lowerLabels.add(lowerCase(labels.at(lowerLabels.size())));
    return number;
}

std::uint32_t Columns::ownerNumber(std::string_view name) {
    const std::uint32_t number = owners.add(name);
    while (m_ownerCountry.size() < owners.size()) {
        const std::string_view ownerName = owners.at(static_cast<std::uint32_t>(m_ownerCountry.size()));
        m_ownerCountry.push_back(label(m_tables->country ? m_tables->country(ownerName) : std::string()));
    }
    return number;
}

std::uint32_t Columns::keyHash(hub::RepoKind repoKind, std::string_view lowerName, std::uint32_t endpointLabel) const {
    return hashOf(lowerName) * 31U + endpointLabel * 3U + static_cast<std::uint32_t>(repoKind);
}

std::optional<std::uint32_t> Columns::find(const hub::RepoId& repo, std::string_view atEndpoint) const {
    const auto endpointLabel = labels.find(atEndpoint);
    if (!endpointLabel) return std::nullopt;
    const std::string name = lowerCase(repo.name);
    return m_index.find(keyHash(repo.kind, name, *endpointLabel), [&](std::uint32_t row) {
        return endpoint[row] == *endpointLabel && kind[row] == static_cast<std::uint8_t>(repo.kind) &&
               names.at(row) == name;
    });
}

bool Columns::isSound() const {
    const std::size_t rows = names.size();
    const auto below = [&](const std::vector<std::uint32_t>& column, std::size_t limit) {
        return column.size() == rows && std::ranges::all_of(column, [&](std::uint32_t value) { return value < limit; });
    };
    const auto itemIsKnown = [&](std::uint32_t item) {
        return (item & ~itemKind) < ((item & itemKind) == BaseModel ? models.size() : labels.size());
    };
    for (const auto* column : {&kind, &flags, &licenceClass}) {
        if (column->size() != rows) return false;
    }
    for (const auto* column : {&task, &library, &licence, &endpoint}) {
        if (!below(*column, labels.size())) return false;
    }
    for (const auto* column : {&parameters, &weights, &downloads, &likes, &created, &modified, &seen}) {
        if (column->size() != rows) return false;
    }
    return below(owner, owners.size()) && below(m_itemStart, m_items.size() + 1) && m_itemCount.size() == rows &&
           trending.size() == rows && popularity.size() == rows && lowerLabels.size() == labels.size() &&
           std::ranges::all_of(m_items, itemIsKnown);
}

bool Columns::restore() {
    for (auto* dictionary : {&labels, &owners, &models, &nameWords}) {
        if (!dictionary->restore()) return false;
    }
    if (!names.isSound() || !lowerLabels.isSound() || !isSound()) return false;
    m_index.clear();
    m_index.reserve(names.size());
    for (std::uint32_t row = 0; row < names.size(); ++row) {
        if (std::size_t(m_itemStart[row]) + m_itemCount[row] > m_items.size()) return false;
        newestSeen = std::max(newestSeen, seen[row]);
        m_index.insert(keyHash(static_cast<hub::RepoKind>(kind[row]), names.at(row), endpoint[row]), row);
    }
    m_relabelled.assign(names.size(), false);
    ownerNumber({});
    return rowsWithWord.isSound(size()) && m_rowsWithLabel.isSound(size());
}

void Columns::pack() {
    rowsWithWord.pack();
    if (!m_relabelledRows.empty()) {
        std::vector<std::uint32_t> packed;
        packed.reserve(m_items.size());
        m_rowsWithLabel.clear();
        for (std::uint32_t row = 0; row < size(); ++row) {
            indexLabels(row);
            const auto old = items(row);
            m_itemStart[row] = static_cast<std::uint32_t>(packed.size());
            packed.insert(packed.end(), old.begin(), old.end());
        }
        m_items = std::move(packed);
        m_relabelled.assign(size(), false);
        m_relabelledRows.clear();
    }
    m_rowsWithLabel.pack();
}

} // namespace orrery::catalog
