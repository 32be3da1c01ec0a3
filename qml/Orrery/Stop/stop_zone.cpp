// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "stop_zone.h"

#include <QQuickWindow>

StopZone::~StopZone() {
    if (m_desk) m_desk->setZone(this, {});
}

void StopZone::setDesk(StopDesk* desk) {
    if (m_desk == desk) return;
    if (m_desk) m_desk->setZone(this, {});
    m_desk = desk;
    m_told = {};
    tell();
    Q_EMIT deskChanged();
}

void StopZone::itemChange(ItemChange change, const ItemChangeData& data) {
    QQuickItem::itemChange(change, data);
    if (change == ItemSceneChange) {
        disconnect(m_frames);
        if (data.window) m_frames = connect(data.window, &QQuickWindow::afterAnimating, this, &StopZone::tell);
        tell();
    } else if (change == ItemVisibleHasChanged || change == ItemEnabledHasChanged) {
        tell();
    }
}

void StopZone::tell() {
    if (!m_desk) return;
    QRectF place;
    if (window() && isVisible() && isEnabled()) {
        const QRectF inScene = mapRectToScene(boundingRect());
        const qreal ratio = window()->effectiveDevicePixelRatio();
        place = {inScene.topLeft() * ratio, inScene.size() * ratio};
    }
    if (place == m_told) return;
    m_told = place;
    m_desk->setZone(this, place);
}
