// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "handle_shape.h"
#include "orbit_camera.h"

#include <QColor>
#include <QPointer>
#include <QQuickPaintedItem>
#include <QVector3D>

/// The handle by which a link is dragged, drawn over the stage. It takes only what hits one of its parts; the rest goes
/// to what lies below. By keyboard, in the directions of the picture: arrows move sideways and up, Page Up and Page
/// Down away and near, Ctrl with them turns; Shift does it finely; Escape lets go. GUI thread.
class DragHandle : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(OrbitCamera* camera READ camera WRITE setCamera NOTIFY cameraChanged FINAL)
    /// Where it is, in the root frame, m.
    Q_PROPERTY(QVector3D place READ place WRITE setPlace NOTIFY placeChanged FINAL)
    /// It can turn as well.
    Q_PROPERTY(bool rings MEMBER m_rings NOTIFY looksChanged FINAL)
    Q_PROPERTY(QColor highlight MEMBER m_highlight NOTIFY looksChanged FINAL)
    /// A part is held.
    Q_PROPERTY(bool held READ isHeld NOTIFY heldChanged FINAL)
    /// Under the pointer or held: "x", "y", "z" (arrows), "turn x" ... (rings), "free"; empty for none.
    Q_PROPERTY(QString part READ partName NOTIFY partChanged FINAL)

public:
    explicit DragHandle(QQuickItem* parent = nullptr);

    OrbitCamera* camera() const { return m_camera; }
    void setCamera(OrbitCamera* camera);
    QVector3D place() const { return m_place; }
    void setPlace(const QVector3D& place);
    bool isHeld() const { return m_held != orrery::scene::HandlePart::None; }
    QString partName() const;

    bool contains(const QPointF& point) const override;
    void paint(QPainter* painter) override;

Q_SIGNALS:
    void cameraChanged();
    void placeChanged();
    void looksChanged();
    void heldChanged();
    void partChanged();
    /// A part was taken hold of.
    void grabbed();
    /// Since it was grabbed: `way` in m and `turn` about its place, in the root frame.
    void dragged(const QVector3D& way, const QQuaternion& turn);
    /// Let go. @param kept false: the person took it back (Escape), or it was taken away.
    void released(bool kept);
    /// A step by keyboard.
    void nudged(const QVector3D& way, const QQuaternion& turn);
    /// Escape while nothing is held.
    void dismissed();

protected:
    void hoverMoveEvent(QHoverEvent* event) override;
    void hoverLeaveEvent(QHoverEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseUngrabEvent() override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void itemChange(ItemChange change, const ItemChangeData& data) override;

private:
    void reshape();
    void hover(orrery::scene::HandlePart part);
    void hold(orrery::scene::HandlePart part);
    void letGo(bool kept);
    bool nudge(int key, Qt::KeyboardModifiers modifiers);
    QPointF inView(const QPointF& point) const { return point + position(); }

    QPointer<OrbitCamera> m_camera;
    QVector3D m_place;
    orrery::scene::HandleShape m_shape; ///< In pixels of the view.
    orrery::scene::HandleDrag m_drag;
    orrery::scene::HandlePart m_hovered = orrery::scene::HandlePart::None;
    orrery::scene::HandlePart m_held = orrery::scene::HandlePart::None;
    bool m_rings = true;
    QColor m_highlight{Qt::white};
};
