// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QQuick3DGeometry>
#include <QVector3D>

/// Arrows, all in one mesh: each a shaft with a head and a small disc where it begins. GUI thread.
class ForceGeometry : public QQuick3DGeometry {
    Q_OBJECT
    QML_ELEMENT
    /// Begin and end of each, one after the other, m. Arrows shorter than their head are drawn as the disc alone.
    Q_PROPERTY(QList<QVector3D> arrows READ arrows WRITE setArrows NOTIFY arrowsChanged FINAL)
    /// Radius of a shaft, m.
    Q_PROPERTY(float thickness READ thickness WRITE setThickness NOTIFY thicknessChanged FINAL)

public:
    explicit ForceGeometry(QQuick3DObject* parent = nullptr);

    QList<QVector3D> arrows() const { return m_arrows; }
    void setArrows(const QList<QVector3D>& arrows);
    float thickness() const { return m_thickness; }
    void setThickness(float thickness);

Q_SIGNALS:
    void arrowsChanged();
    void thicknessChanged();

private:
    void rebuild();

    QList<QVector3D> m_arrows;
    float m_thickness = 0.004F;
};
