// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "card_model.h"

#include <algorithm>

using orrery::card::Block;

CardModel::CardModel(QObject* parent) : QAbstractListModel(parent) {
    connect(this, &CardModel::lookChanged, this, [this] {
        if (count() > 0) Q_EMIT dataChanged(index(0), index(count() - 1), {RichTextRole});
    });
}

void CardModel::setDocument(orrery::card::Document document, const QUrl& linkBase, const QUrl& imageBase) {
    beginResetModel();
    m_document = std::move(document);
    m_linkBase = linkBase;
    m_look.imageBase = imageBase;
    endResetModel();
    Q_EMIT documentChanged();
}

void CardModel::follow(const std::vector<Block>& blocks, std::size_t firstChanged) {
    std::vector<Block>& shown = m_document.blocks;
    const std::size_t before = shown.size();
    const std::size_t first = std::min({firstChanged, before, blocks.size()});
    std::size_t stays = first; // a delegate is made for one kind of block
    while (stays < before && stays < blocks.size() && shown[stays].kind == blocks[stays].kind) {
        shown[stays] = blocks[stays];
        ++stays;
    }
    if (stays > first) Q_EMIT dataChanged(index(static_cast<int>(first)), index(static_cast<int>(stays) - 1));
    const auto from = static_cast<std::ptrdiff_t>(stays);
    if (before > stays) {
        beginRemoveRows({}, static_cast<int>(stays), static_cast<int>(before) - 1);
        shown.erase(shown.begin() + from, shown.end());
        endRemoveRows();
    }
    if (blocks.size() > stays) {
        beginInsertRows({}, static_cast<int>(stays), static_cast<int>(blocks.size()) - 1);
        shown.insert(shown.end(), blocks.begin() + from, blocks.end());
        endInsertRows();
    }
    if (shown.size() != before) Q_EMIT documentChanged();
}

int CardModel::rowOfAnchor(const QString& link) const {
    const std::string anchor =
        QUrl::fromPercentEncoding(link.mid(link.startsWith(QLatin1Char('#')) ? 1 : 0).toUtf8()).toStdString();
    const auto found = std::ranges::find_if(m_document.blocks, [&anchor](const Block& block) {
        return block.kind == Block::Kind::Heading && block.anchor == anchor;
    });
    return found == m_document.blocks.end() ? -1 : static_cast<int>(found - m_document.blocks.begin());
}

QUrl CardModel::resolvedLink(const QString& link) const {
    const QUrl url = m_linkBase.resolved(QUrl(link));
    const QString scheme = url.scheme();
    const bool known =
        scheme == QLatin1String("https") || scheme == QLatin1String("http") || scheme == QLatin1String("mailto");
    return known ? url : QUrl();
}

int CardModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant CardModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Block& block = m_document.blocks[static_cast<std::size_t>(index.row())];
    return blockData(block, role, m_look);
}

QHash<int, QByteArray> CardModel::roleNames() const {
    return blockRoleNames();
}
