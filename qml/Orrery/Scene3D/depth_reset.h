// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickWindow>

/// Keeps a View3D in underlay mode below the window's items. Such a view is drawn into the same depth buffer as the
/// items, so that whatever is near in 3D would cover them: the depth is cleared once the view is drawn. OpenGL alone;
/// paints nothing itself.
class DepthReset : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool active READ active WRITE setActive NOTIFY activeChanged FINAL)

public:
    using QQuickItem::QQuickItem;
    ~DepthReset() override;

    bool active() const { return m_active; }
    void setActive(bool active);

Q_SIGNALS:
    void activeChanged();

protected:
    void itemChange(ItemChange change, const ItemChangeData& value) override;

private:
    void watch(QQuickWindow* window);

    bool m_active = true;
    QMetaObject::Connection m_synchronized;
    QMetaObject::Connection m_recording; // used by the render thread, while this one waits for it
};
