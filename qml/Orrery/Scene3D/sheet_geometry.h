// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuick3DGeometry>

/// A square from -1 to 1 in x and y, facing +z: for the floor and the background.
class SheetGeometry : public QQuick3DGeometry {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit SheetGeometry(QQuick3DObject* parent = nullptr);
};
