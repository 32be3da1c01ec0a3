// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "block_data.h"

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

QString markup(const Runs& runs, const BlockLook& look) {
    return QString::fromStdString(
        orrery::card::toRichText(runs, look.link.name().toStdString(), look.code.name().toStdString()));
}

QString styleSheet(const BlockLook& look) {
    return QStringLiteral("<style>code{font-family:'%1'}</style>").arg(look.monoFamily);
}

QString tableText(const Block& block, const BlockLook& look) {
    QString html =
        QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"6\" style=\"border-collapse:collapse;"
                       "border-style:solid;border-color:%1\">")
            .arg(look.line.name());
    for (std::size_t row = saysSomething(block.rows[0]) ? 0 : 1; row < shownRows(block); ++row) {
        const QLatin1String tag(row == 0 ? "th" : "td");
        html += QLatin1String("<tr>");
        for (const Block::Cell& cell : block.rows[row]) {
            html += QStringLiteral("<%1 align=\"%2\">%3</%1>").arg(tag, alignment(cell.align), markup(cell.runs, look));
        }
        html += QLatin1String("</tr>");
    }
    return html + QLatin1String("</table>");
}

QString richText(const Block& block, const BlockLook& look) {
    if (block.kind == Block::Kind::Table) return styleSheet(look) + tableText(block, look);
    return block.runs.empty() ? QString() : styleSheet(look) + markup(block.runs, look);
}

QVariantList images(const Block& block, const BlockLook& look) {
    QVariantList list;
    for (const auto& image : block.images) {
        const QUrl url = look.imageBase.resolved(QUrl(QString::fromStdString(image.url)));
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

} // namespace

QVariant blockData(const Block& block, int role, const BlockLook& look) {
    switch (role) {
    case CardModel::KindRole: return static_cast<int>(block.kind);
    case CardModel::LevelRole: return block.level;
    case CardModel::DepthRole: return block.depth;
    case CardModel::QuoteLevelsRole: return quoteLevels(block);
    case CardModel::MarkerRole: return QString::fromStdString(block.marker);
    case CardModel::RichTextRole: return richText(block, look);
    case Qt::DisplayRole:
    case CardModel::PlainTextRole: return plain(block);
    case CardModel::CodeRole: return QString::fromStdString(block.code);
    case CardModel::LanguageRole: return QString::fromStdString(block.language);
    case CardModel::CentredRole: return block.centred;
    case CardModel::ImagesRole: return images(block, look);
    case CardModel::ColumnsRole: return block.rows.empty() ? 0 : static_cast<int>(block.rows[0].size());
    case CardModel::RowsLeftOutRole: return static_cast<int>(block.rows.size() - shownRows(block));
    default: return {};
    }
}

QHash<int, QByteArray> blockRoleNames() {
    return {{CardModel::KindRole, "kind"},
            {CardModel::LevelRole, "level"},
            {CardModel::DepthRole, "depth"},
            {CardModel::QuoteLevelsRole, "quoteLevels"},
            {CardModel::MarkerRole, "marker"},
            {CardModel::RichTextRole, "richText"},
            {CardModel::PlainTextRole, "plainText"},
            {CardModel::CodeRole, "code"},
            {CardModel::LanguageRole, "language"},
            {CardModel::CentredRole, "centred"},
            {CardModel::ImagesRole, "images"},
            {CardModel::ColumnsRole, "columns"},
            {CardModel::RowsLeftOutRole, "rowsLeftOut"}};
}
