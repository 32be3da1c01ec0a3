// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drag_handle.h"

#include <QCursor>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

using namespace orrery::scene;

namespace {

constexpr double halfSize = 112; // of the item, px: the longest arrow, its head and air
constexpr std::array<QRgb, 3> axisColors{0xE5484D, 0x46A758, 0x3E8BFF};
constexpr float nudgeWay = 0.005F; // m
constexpr float nudgeTurn = 5;     // degrees
constexpr float fine = 0.2F;

QPolygonF arrowHead(const QPointF& from, const QPointF& tip) {
    const QPointF way = tip - from;
    const double length = std::hypot(way.x(), way.y());
    if (length < 1) return {};
    const QPointF along = way / length;
    const QPointF across(-along.y(), along.x());
    return {{tip + along * 8, tip - along * 7 + across * 6.5, tip - along * 7 - across * 6.5}};
}

/// The axis of the root frame that a direction is nearest to, signed.
QVector3D nearestAxis(const QVector3D& direction) {
    QVector3D best(1, 0, 0);
    float most = -2;
    for (const QVector3D& axis : {QVector3D(1, 0, 0), QVector3D(0, 1, 0), QVector3D(0, 0, 1)}) {
        for (const QVector3D& candidate : {axis, -axis}) {
            const float along = QVector3D::dotProduct(direction, candidate);
            if (along > most) {
                most = along;
                best = candidate;
            }
        }
    }
    return best;
}

} // namespace

DragHandle::DragHandle(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    setAcceptHoverEvents(true);
    setAcceptedMouseButtons(Qt::LeftButton);
    setActiveFocusOnTab(true);
    setSize({2 * halfSize, 2 * halfSize});
    connect(this, &DragHandle::looksChanged, this, [this] { update(); });
}

void DragHandle::setCamera(OrbitCamera* camera) {
    if (m_camera == camera) return;
    if (m_camera) m_camera->disconnect(this);
    m_camera = camera;
    if (camera) connect(camera, &OrbitCamera::changed, this, &DragHandle::reshape);
    reshape();
    Q_EMIT cameraChanged();
}

void DragHandle::setPlace(const QVector3D& place) {
    if (m_place == place) return;
    m_place = place;
    reshape();
    Q_EMIT placeChanged();
}

void DragHandle::reshape() {
    if (!m_camera || !isVisible()) return;
    m_shape = handleShape(*m_camera, m_place);
    setPosition({std::round(m_shape.middle.x() - halfSize), std::round(m_shape.middle.y() - halfSize)});
    update();
}

void DragHandle::itemChange(ItemChange change, const ItemChangeData& data) {
    if (change == ItemVisibleHasChanged) {
        if (!data.boolValue) letGo(false);
        reshape();
    }
    QQuickPaintedItem::itemChange(change, data);
}

bool DragHandle::contains(const QPointF& point) const {
    return isHeld() || partAt(m_shape, inView(point), m_rings) != HandlePart::None;
}

QString DragHandle::partName() const {
    static const std::array names{QString(), tr("free"),   tr("x"),      tr("y"),
                                  tr("z"),   tr("turn x"), tr("turn y"), tr("turn z")};
    return names[static_cast<std::size_t>(isHeld() ? m_held : m_hovered)];
}

void DragHandle::hover(HandlePart part) {
    if (m_hovered == part) return;
    m_hovered = part;
    setCursor(part == HandlePart::None ? Qt::ArrowCursor : Qt::OpenHandCursor);
    update();
    Q_EMIT partChanged();
}

void DragHandle::hold(HandlePart part) {
    if (m_held == part) return;
    m_held = part;
    setCursor(part == HandlePart::None ? Qt::ArrowCursor : Qt::ClosedHandCursor);
    update();
    Q_EMIT heldChanged();
    Q_EMIT partChanged();
}

void DragHandle::letGo(bool kept) {
    if (!isHeld()) return;
    hold(HandlePart::None);
    setKeepMouseGrab(false);
    Q_EMIT released(kept);
}

void DragHandle::hoverMoveEvent(QHoverEvent* event) {
    hover(partAt(m_shape, inView(event->position()), m_rings));
}

void DragHandle::hoverLeaveEvent(QHoverEvent*) {
    hover(HandlePart::None);
}

void DragHandle::mousePressEvent(QMouseEvent* event) {
    const QPointF pixel = inView(event->position());
    const HandlePart part = partAt(m_shape, pixel, m_rings);
    if (part == HandlePart::None || !m_camera) {
        event->ignore();
        return;
    }
    forceActiveFocus(Qt::MouseFocusReason);
    setKeepMouseGrab(true);
    m_drag = HandleDrag(*m_camera, part, m_place, pixel);
    hold(part);
    Q_EMIT grabbed();
}

void DragHandle::mouseMoveEvent(QMouseEvent* event) {
    if (!isHeld()) return;
    const HandleMotion motion = m_drag.to(inView(event->position()));
    Q_EMIT dragged(motion.way, motion.turn);
}

void DragHandle::mouseReleaseEvent(QMouseEvent*) {
    letGo(true);
}

void DragHandle::mouseUngrabEvent() {
    letGo(false);
}

void DragHandle::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        isHeld() ? letGo(false) : Q_EMIT dismissed();
        return;
    }
    event->setAccepted(m_camera && nudge(event->key(), event->modifiers()));
}

bool DragHandle::nudge(int key, Qt::KeyboardModifiers modifiers) {
    const QQuaternion view = m_camera->rotation();
    const QVector3D right = nearestAxis(view.rotatedVector({1, 0, 0}));
    const QVector3D up(0, 0, 1);
    const QVector3D away = nearestAxis(QVector3D::crossProduct(up, right));
    QVector3D direction;
    switch (key) {
    case Qt::Key_Left: direction = -right; break;
    case Qt::Key_Right: direction = right; break;
    case Qt::Key_Up: direction = up; break;
    case Qt::Key_Down: direction = -up; break;
    case Qt::Key_PageUp: direction = away; break;
    case Qt::Key_PageDown: direction = -away; break;
    default: return false;
    }
    const float share = modifiers & Qt::ShiftModifier ? fine : 1;
    if (!(modifiers & Qt::ControlModifier)) {
        Q_EMIT nudged(direction * nudgeWay * share, {});
    } else if (m_rings) {
        Q_EMIT nudged({}, QQuaternion::fromAxisAndAngle(direction, nudgeTurn * share));
    }
    return true;
}

void DragHandle::focusInEvent(QFocusEvent* event) {
    QQuickPaintedItem::focusInEvent(event);
    update();
}

void DragHandle::focusOutEvent(QFocusEvent* event) {
    QQuickPaintedItem::focusOutEvent(event);
    update();
}

void DragHandle::paint(QPainter* painter) {
    if (!m_shape.isSeen) return;
    painter->translate(-position());
    const HandlePart lit = isHeld() ? m_held : m_hovered;
    const auto ink = [&](HandlePart part, std::size_t axis, int alpha) {
        const auto own = static_cast<HandlePart>(static_cast<std::size_t>(part) + axis);
        QColor color = own == lit ? m_highlight : QColor::fromRgb(axisColors[axis]);
        color.setAlpha(isHeld() && own != m_held ? alpha / 3 : alpha);
        return QPen(color, own == lit ? 4.5 : 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    };
    if (m_rings) {
        for (std::size_t i = 0; i < 3; ++i) {
            painter->setPen(QPen(ink(HandlePart::RingX, i, 60).color(), 1.5));
            painter->drawPolyline(m_shape.rings[i].back);
        }
        for (std::size_t i = 0; i < 3; ++i) {
            painter->setPen(ink(HandlePart::RingX, i, 220));
            painter->drawPolyline(m_shape.rings[i].front);
        }
    }
    for (std::size_t i = 0; i < 3; ++i) {
        const QPen pen = ink(HandlePart::ArrowX, i, 255);
        painter->setPen(pen);
        painter->drawLine(m_shape.arrowFrom[i], m_shape.arrowTo[i]);
        painter->setPen(Qt::NoPen);
        painter->setBrush(pen.color());
        painter->drawPolygon(arrowHead(m_shape.arrowFrom[i], m_shape.arrowTo[i]));
        painter->setBrush(Qt::NoBrush);
    }
    const bool middleLit = lit == HandlePart::Middle;
    painter->setPen(QPen(QColor(0, 0, 0, 110), 1));
    painter->setBrush(middleLit ? m_highlight : QColor(255, 255, 255, 220));
    painter->drawEllipse(m_shape.middle, kMiddleReach - (middleLit ? 0 : 2), kMiddleReach - (middleLit ? 0 : 2));
    if (hasActiveFocus()) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(m_highlight, 2));
        painter->drawEllipse(m_shape.middle, kMiddleReach + 4, kMiddleReach + 4);
    }
}
