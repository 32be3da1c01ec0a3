// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "icon_painter.h"

#include <QCache>
#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace orrery::ui {
namespace {

constexpr int kKeptIcons = 512;

QImage drawMask(const QString& name, int side) {
    const QString path = QStringLiteral(":/qt/qml/Orrery/Controls/icons/%1.svg").arg(name);
    if (name.isEmpty() || !QFile::exists(path)) return {};
    QSvgRenderer svg(path);
    if (!svg.isValid()) return {};
    QImage mask(side, side, QImage::Format_ARGB32_Premultiplied);
    mask.fill(Qt::transparent);
    QPainter painter(&mask);
    painter.setRenderHint(QPainter::Antialiasing);
    svg.render(&painter);
    return mask;
}

void tint(QImage& mask, const QColor& color) {
    QPainter painter(&mask);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(mask.rect(), color);
}

} // namespace

QImage paintIcon(const QString& name, const QColor& color, int side) {
    static QCache<QString, QImage> kept(kKeptIcons);
    if (side <= 0) return {};
    const QString key = QStringLiteral("%1|%2|%3").arg(name, color.name(QColor::HexArgb)).arg(side);
    if (const QImage* image = kept.object(key)) return *image;
    QImage image = drawMask(name, side);
    if (!image.isNull()) tint(image, color);
    kept.insert(key, new QImage(image));
    return image;
}

} // namespace orrery::ui
