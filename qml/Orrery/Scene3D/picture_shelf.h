// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "picture_data.h"

#include <QObject>
#include <QQmlEngine>

#include <map>

/// The pictures of one view, each once however many surfaces wear it: the GPU keeps one copy. GUI thread.
class PictureShelf : public QObject {
    Q_OBJECT
    QML_ELEMENT

public:
    using QObject::QObject;

    /// Stays the shelf's, until clear().
    Q_INVOKABLE PictureData* dataOf(const SceneTexture& picture);
    /// Lets all go, once whoever asked had time to do so too.
    Q_INVOKABLE void clear();

private:
    std::map<const char*, PictureData*> m_data; // by the address of the pixels, which the data keeps alive
};
