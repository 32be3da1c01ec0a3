// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "axis_gizmo.h"

#include <QFont>
#include <QPainter>
#include <QVector3D>

#include <algorithm>
#include <array>

namespace {

struct Axis {
    char letter;
    QRgb color;
    QVector3D seen; ///< In the camera's axes: x right, y up, z towards the viewer.
};

QColor faded(QRgb color, float depth) {
    QColor result = QColor::fromRgb(color);
    result.setAlphaF(depth < -0.05F ? 0.45F : 1.0F);
    return result;
}

} // namespace

AxisGizmo::AxisGizmo(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    connect(this, &AxisGizmo::fontFamilyChanged, this, [this] { update(); });
}

void AxisGizmo::setCameraRotation(const QQuaternion& rotation) {
    if (m_rotation == rotation) return;
    m_rotation = rotation;
    update();
    Q_EMIT cameraRotationChanged();
}

void AxisGizmo::paint(QPainter* painter) {
    const QQuaternion viewFromRoot = m_rotation.conjugated();
    std::array axes{Axis{'X', 0xE5484D, viewFromRoot.rotatedVector({1, 0, 0})},
                    Axis{'Y', 0x46A758, viewFromRoot.rotatedVector({0, 1, 0})},
                    Axis{'Z', 0x3E8BFF, viewFromRoot.rotatedVector({0, 0, 1})}};
    std::ranges::sort(axes, {}, [](const Axis& axis) { return axis.seen.z(); });

    const QPointF middle(width() / 2, height() / 2);
    const double length = std::min(width(), height()) * 0.34;
    const double letterAt = length + std::min(width(), height()) * 0.1;
    QFont font(m_fontFamily);
    font.setPixelSize(std::max(9, static_cast<int>(height() * 0.16)));
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    for (const Axis& axis : axes) {
        const QPointF direction(axis.seen.x(), -axis.seen.y());
        painter->setPen(QPen(faded(axis.color, axis.seen.z()), 2.25, Qt::SolidLine, Qt::RoundCap));
        painter->drawLine(middle, middle + direction * length);
        const QPointF at = middle + direction * letterAt;
        painter->drawText(QRectF(at.x() - 10, at.y() - 10, 20, 20), Qt::AlignCenter, QString(QLatin1Char(axis.letter)));
    }
}
