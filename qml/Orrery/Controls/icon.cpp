// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "icon.h"

#include <QFile>
#include <QQuickWindow>
#include <QSGImageNode>
#include <QSGTexture>

#include <algorithm>
#include <cmath>

#include "icon_painter.h"

namespace orrery::ui {

Icon::Icon(QQuickItem* parent) : QQuickItem(parent) {
    setFlag(ItemHasContents);
    setImplicitSize(m_size, m_size);
}

bool Icon::known() const {
    return !m_name.isEmpty() && QFile::exists(QStringLiteral(":/qt/qml/Orrery/Controls/icons/%1.svg").arg(m_name));
}

void Icon::setName(const QString& name) {
    if (m_name == name) return;
    m_name = name;
    if (!name.isEmpty() && !known()) qWarning("There is no icon named \"%s\".", qUtf8Printable(name));
    polish();
    Q_EMIT nameChanged();
}

void Icon::setColor(const QColor& color) {
    if (m_color == color) return;
    m_color = color;
    polish();
    Q_EMIT colorChanged();
}

void Icon::setSize(qreal size) {
    if (m_size == size) return;
    m_size = size;
    setImplicitSize(size, size);
    Q_EMIT sizeChanged();
}

void Icon::setMirror(bool mirror) {
    if (m_mirror == mirror) return;
    m_mirror = mirror;
    polish();
    Q_EMIT mirrorChanged();
}

void Icon::updatePolish() {
    if (!window()) return;
    const qreal ratio = window()->effectiveDevicePixelRatio();
    const int side = static_cast<int>(std::lround(std::min(width(), height()) * ratio));
    m_image = paintIcon(m_name, m_color, side);
    if (m_mirror) m_image = m_image.mirrored(true, false);
    m_imageChanged = true;
    update();
}

QSGNode* Icon::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
    auto* node = static_cast<QSGImageNode*>(old);
    if (m_image.isNull()) {
        delete node;
        return nullptr;
    }
    if (!node) {
        node = window()->createImageNode();
        node->setOwnsTexture(true);
        m_imageChanged = true;
    }
    if (m_imageChanged) {
        node->setTexture(window()->createTextureFromImage(m_image, QQuickWindow::TextureCanUseAtlas));
        m_imageChanged = false;
    }
    const qreal ratio = window()->effectiveDevicePixelRatio();
    const QSizeF drawn = QSizeF(m_image.size()) / ratio;
    const QPointF corner(std::round((width() - drawn.width()) / 2 * ratio) / ratio,
                         std::round((height() - drawn.height()) / 2 * ratio) / ratio);
    node->setFiltering(smooth() ? QSGTexture::Linear : QSGTexture::Nearest);
    node->setRect(QRectF(corner, drawn));
    return node;
}

void Icon::itemChange(ItemChange change, const ItemChangeData& value) {
    if (change == ItemSceneChange || change == ItemDevicePixelRatioHasChanged) polish();
    QQuickItem::itemChange(change, value);
}

void Icon::geometryChange(const QRectF& now, const QRectF& before) {
    QQuickItem::geometryChange(now, before);
    if (now.size() != before.size()) polish();
}

} // namespace orrery::ui
