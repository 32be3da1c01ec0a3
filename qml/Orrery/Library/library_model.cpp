// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "library_model.h"

#include "library_text.h"

#include <orrery/bridge/text.h>

#include <algorithm>

using namespace orrery;
using library::Item;

namespace {

bool holdsPickle(const Item& item) {
    return std::ranges::any_of(item.revisions, [](const library::Revision& revision) {
        return std::ranges::find(revision.files, library::Format::Pickle, &library::ItemFile::format) !=
               revision.files.end();
    });
}

} // namespace

void LibraryModel::reset(std::vector<Item> items) {
    m_items = std::move(items);
    arrange();
}

void LibraryModel::setPinned(const std::string& key, bool pinned) {
    const auto found = std::ranges::find(m_items, key, &Item::key);
    if (found == m_items.end()) return;
    found->pinned = pinned;
    const auto shown = std::ranges::find(m_shown, static_cast<std::size_t>(found - m_items.begin()));
    if (shown == m_shown.end()) return;
    const QModelIndex at = index(static_cast<int>(shown - m_shown.begin()));
    Q_EMIT dataChanged(at, at, {PinnedRole});
}

const Item* LibraryModel::find(const QString& key) const {
    const auto found = std::ranges::find(m_items, key.toStdString(), &Item::key);
    return found == m_items.end() ? nullptr : &*found;
}

void LibraryModel::setText(const QString& text) {
    if (text == m_text) return;
    m_text = text;
    arrange();
    Q_EMIT filterChanged();
}

void LibraryModel::setPlace(int place) {
    if (place == m_place) return;
    m_place = place;
    arrange();
    Q_EMIT filterChanged();
}

void LibraryModel::setKind(int kind) {
    if (kind == m_kind) return;
    m_kind = kind;
    arrange();
    Q_EMIT filterChanged();
}

void LibraryModel::setOrder(Order order) {
    if (order == m_order) return;
    m_order = order;
    arrange();
    Q_EMIT filterChanged();
}

bool LibraryModel::passes(const Item& item) const {
    if (m_place >= 0 && static_cast<int>(item.place) != m_place) return false;
    if (m_kind >= 0 && static_cast<int>(item.kind) != m_kind) return false;
    const QString title = QString::fromStdString(item.title);
    const QStringList words = m_text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](const QString& word) {
        return title.contains(word, Qt::CaseInsensitive) ||
               QString::fromStdString(item.quantisation).contains(word, Qt::CaseInsensitive) ||
               QString::fromStdString(item.architecture).contains(word, Qt::CaseInsensitive);
    });
}

void LibraryModel::arrange() {
    beginResetModel();
    m_shown.clear();
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (passes(m_items[i])) m_shown.push_back(i);
    }
    std::ranges::stable_sort(m_shown, [this](std::size_t left, std::size_t right) {
        const Item& a = m_items[left];
        const Item& b = m_items[right];
        switch (m_order) {
        case ByUse: return a.lastUsed > b.lastUsed;
        case ByName:
            return QString::compare(QString::fromStdString(a.title), QString::fromStdString(b.title),
                                    Qt::CaseInsensitive) < 0;
        case BySize: break;
        }
        return a.size > b.size;
    });
    endResetModel();
    Q_EMIT countChanged();
}

int LibraryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant LibraryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Item& item = m_items[m_shown[static_cast<std::size_t>(index.row())]];
    switch (role) {
    case KeyRole: return QString::fromStdString(item.key);
    case TitleRole: return QString::fromStdString(item.title);
    case SummaryRole: return summaryText(item);
    case SizeTextRole: return sizeText(item.size);
    case UsedTextRole: return dayText(item.lastUsed);
    case PartialTextRole: return item.partials.empty() ? QString() : sizeText(partialSize(item));
    case ProblemsRole: return static_cast<int>(item.findings.size());
    case PinnedRole: return item.pinned;
    case PickleRole: return holdsPickle(item);
    case CanTryRole: return fileToTry(item).has_value();
    case CanShowRole: return fileToShow(item).has_value();
    default: return {};
    }
}

QHash<int, QByteArray> LibraryModel::roleNames() const {
    return {{KeyRole, "key"},           {TitleRole, "title"},       {SummaryRole, "summary"},
            {SizeTextRole, "sizeText"}, {UsedTextRole, "usedText"}, {PartialTextRole, "partialText"},
            {ProblemsRole, "problems"}, {PinnedRole, "pinned"},     {PickleRole, "pickle"},
            {CanTryRole, "canTry"},     {CanShowRole, "canShow"}};
}
