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
