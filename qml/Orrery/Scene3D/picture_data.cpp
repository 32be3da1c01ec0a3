// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "picture_data.h"

PictureData::PictureData(QQuick3DObject* parent) : QQuick3DTextureData(parent) {
    setFormat(RGBA8);
}

void PictureData::setPicture(const SceneTexture& picture) {
    if (m_picture == picture) return;
    m_picture = picture;
    setSize(m_picture.size);
    setTextureData(m_picture.pixels);
    update();
    Q_EMIT pictureChanged();
}
