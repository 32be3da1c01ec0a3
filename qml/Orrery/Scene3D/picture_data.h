// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scene_texture.h"

#include <QQuick3DTextureData>

/// Hands a SceneTexture to Qt Quick 3D without copying its bytes. GUI thread.
class PictureData : public QQuick3DTextureData {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(SceneTexture picture READ picture WRITE setPicture NOTIFY pictureChanged FINAL)

public:
    explicit PictureData(QQuick3DObject* parent = nullptr);

    const SceneTexture& picture() const { return m_picture; }
    void setPicture(const SceneTexture& picture);

Q_SIGNALS:
    void pictureChanged();

private:
    SceneTexture m_picture;
};
