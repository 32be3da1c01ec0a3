// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "card_model.h"

#include <QVariantMap>

#include <algorithm>

using orrery::card::Block;
using orrery::card::Runs;

namespace {

/// Shown of one table; laying out more at once would be felt.
constexpr std::size_t mostCells = 2000;

std::size_t shownRows(const Block& block) {
    if (block.rows.empty()) return 0;
    const std::size_t columns = std::max<std::size_t>(1, block.rows[0].size());
    return std::min(block.rows.size(), std::max<std::size_t>(2, mostCells / columns));
}

bool saysSomething(const std::vector<Block::Cell>& row) {
    return std::ranges::any_of(row, [](const Block::Cell& cell) { return !cell.runs.empty(); });
}

QString plain(const Runs& runs) {
    QString text;
    for (const auto& run : runs) text += QString::fromStdString(run.text);
    return text;
}

QString plain(const Block& block) {
    QString text = plain(block.runs) + QString::fromStdString(block.code);
    for (const auto& image : block.images) text += QString::fromStdString(image.text) + QLatin1Char('\n');
    for (std::size_t row = 0; row < shownRows(block); ++row) {
        for (const auto& cell : block.rows[row]) text += plain(cell.runs) + QLatin1Char('\t');
        text += QLatin1Char('\n');
    }
    return text.trimmed();
}

QVariantList quoteLevels(const Block& block) {
    QVariantList levels;
    for (int i = 0; i < block.depth; ++i) {
        if ((block.quoted >> static_cast<unsigned>(i) & 1U) != 0) levels << i;
    }
    return levels;
}

QLatin1String alignment(Block::Cell::Align align) {
    switch (align) {
    case Block::Cell::Align::Centre: return QLatin1String("center");
    case Block::Cell::Align::Right: return QLatin1String("right");
    case Block::Cell::Align::Left: break;
    }
    return QLatin1String("left");
}

} // namespace

CardModel::CardModel(QObject* parent) : QAbstractListModel(parent) {
    connect(this, &CardModel::lookChanged, this, [this] {
        if (count() > 0) Q_EMIT dataChanged(index(0), index(count() - 1), {RichTextRole});
    });
}

void CardModel::setDocument(orrery::card::Document document, const QUrl& linkBase, const QUrl& imageBase) {
    beginResetModel();
    m_document = std::move(document);
    m_linkBase = linkBase;
    m_imageBase = imageBase;
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
    switch (role) {
    case KindRole: return static_cast<int>(block.kind);
    case LevelRole: return block.level;
    case DepthRole: return block.depth;
    case QuoteLevelsRole: return quoteLevels(block);
    case MarkerRole: return QString::fromStdString(block.marker);
    case RichTextRole: return richText(block);
    case Qt::DisplayRole:
    case PlainTextRole: return plain(block);
    case CodeRole: return QString::fromStdString(block.code);
    case LanguageRole: return QString::fromStdString(block.language);
    case CentredRole: return block.centred;
    case ImagesRole: return images(block);
    case ColumnsRole: return block.rows.empty() ? 0 : static_cast<int>(block.rows[0].size());
    case RowsLeftOutRole: return static_cast<int>(block.rows.size() - shownRows(block));
    default: return {};
    }
}

QHash<int, QByteArray> CardModel::roleNames() const {
    return {{KindRole, "kind"},
            {LevelRole, "level"},
            {DepthRole, "depth"},
            {QuoteLevelsRole, "quoteLevels"},
            {MarkerRole, "marker"},
            {RichTextRole, "richText"},
            {PlainTextRole, "plainText"},
            {CodeRole, "code"},
            {LanguageRole, "language"},
            {CentredRole, "centred"},
            {ImagesRole, "images"},
            {ColumnsRole, "columns"},
            {RowsLeftOutRole, "rowsLeftOut"}};
}

QString CardModel::richText(const Block& block) const {
    if (block.kind == Block::Kind::Table) return styleSheet() + tableText(block);
    return block.runs.empty() ? QString() : styleSheet() + markup(block.runs);
}

QString CardModel::tableText(const Block& block) const {
    QString html = QStringLiteral("<table cellspacing=\"0\" cellpadding=\"6\" style=\"border-collapse:collapse\">");
    for (std::size_t row = saysSomething(block.rows[0]) ? 0 : 1; row < shownRows(block); ++row) {
        const QLatin1String tag(row == 0 ? "th" : "td");
        html += QLatin1String("<tr>");
        for (const Block::Cell& cell : block.rows[row]) {
            html += QStringLiteral("<%1 align=\"%2\">%3</%1>").arg(tag, alignment(cell.align), markup(cell.runs));
        }
        html += QLatin1String("</tr>");
    }
    return html + QLatin1String("</table>");
}

QString CardModel::markup(const Runs& runs) const {
    return QString::fromStdString(
        orrery::card::toRichText(runs, m_linkColor.name().toStdString(), m_codeColor.name().toStdString()));
}

QString CardModel::styleSheet() const {
    return QStringLiteral("<style>code{font-family:'%1'} td,th{border-bottom:1px solid %2}</style>")
        .arg(m_monoFamily, m_lineColor.name());
}

QVariantList CardModel::images(const Block& block) const {
    QVariantList list;
    for (const auto& image : block.images) {
        const QUrl url = m_imageBase.resolved(QUrl(QString::fromStdString(image.url)));
        const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
        list << QVariantMap{{QStringLiteral("url"), web ? url.toString(QUrl::FullyEncoded) : QString()},
                            {QStringLiteral("text"), QString::fromStdString(image.text)},
                            {QStringLiteral("link"), QString::fromStdString(image.link)},
                            {QStringLiteral("host"), web ? url.host() : QString()},
                            {QStringLiteral("width"), static_cast<int>(image.width)},
                            {QStringLiteral("height"), static_cast<int>(image.height)}};
    }
    return list;
}
