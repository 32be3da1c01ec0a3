// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QQmlEngine>
#include <QSize>

#include <array>

/// A decoded picture as the GPU takes it. A value: copies share the bytes, and any thread may hold one.
class SceneTexture {
    Q_GADGET
    QML_VALUE_TYPE(sceneTexture)

public:
    QByteArray pixels; ///< RGBA, 8 bits each, sRGB with straight alpha, row by row from the top.
    QSize size;
    std::array<float, 3> average{1, 1, 1}; ///< sRGB, over what is not see-through.

    bool isEmpty() const { return pixels.isEmpty(); }
    bool operator==(const SceneTexture& other) const {
        return isEmpty() ? other.isEmpty() : pixels.constData() == other.pixels.constData();
    }
    bool operator!=(const SceneTexture& other) const { return !(*this == other); }
};
