// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "picture_shelf.h"

#include <QQmlEngine>

PictureData* PictureShelf::dataOf(const SceneTexture& picture) {
    PictureData*& data = m_data[picture.pixels.constData()];
    if (!data) {
        data = new PictureData;
        data->setParent(this);
        QQmlEngine::setObjectOwnership(data, QQmlEngine::CppOwnership);
        data->setPicture(picture);
    }
    return data;
}

void PictureShelf::clear() {
    for (const auto& [pixels, data] : m_data) data->deleteLater();
    m_data.clear();
}
