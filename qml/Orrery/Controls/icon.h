// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QQuickItem>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace orrery::ui {

/// One of our icons by its file name without ".svg", in any colour, sharp at every device pixel ratio and with every
/// scene graph. Decoration for assistive technology: the control around it carries the name.
class Icon : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged)
    /// Side in device-independent pixels; also the implicit width and height.
    Q_PROPERTY(qreal size READ size WRITE setSize NOTIFY sizeChanged)
    /// Flipped left to right, for arrows in right-to-left layouts.
    Q_PROPERTY(bool mirror READ mirror WRITE setMirror NOTIFY mirrorChanged)
    /// Whether an icon of this name exists.
    Q_PROPERTY(bool known READ known NOTIFY nameChanged)

public:
    explicit Icon(QQuickItem* parent = nullptr);

    QString name() const { return m_name; }
    QColor color() const { return m_color; }
    qreal size() const { return m_size; }
    bool mirror() const { return m_mirror; }
    bool known() const;

    void setName(const QString& name);
    void setColor(const QColor& color);
    void setSize(qreal size);
    void setMirror(bool mirror);

Q_SIGNALS:
    void nameChanged();
    void colorChanged();
    void sizeChanged();
    void mirrorChanged();

protected:
    void updatePolish() override;
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData* data) override;
    void itemChange(ItemChange change, const ItemChangeData& value) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;

private:
    QString m_name;
    QColor m_color = Qt::black;
    qreal m_size = 20;
    bool m_mirror = false;
    QImage m_image;
    bool m_imageChanged = false;
};

} // namespace orrery::ui
