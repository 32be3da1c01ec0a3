// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QQuickItem>

#include "stop_desk.h"

/// Lies over a stop button and tells the desk where it is, frame by frame, for as long as it is to be seen.
class StopZone : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(StopDesk* desk READ desk WRITE setDesk NOTIFY deskChanged REQUIRED FINAL)

public:
    using QQuickItem::QQuickItem;
    ~StopZone() override;

    StopDesk* desk() const { return m_desk; }
    void setDesk(StopDesk* desk);

Q_SIGNALS:
    void deskChanged();

protected:
    void itemChange(ItemChange change, const ItemChangeData& data) override;

private:
    void tell();

    QPointer<StopDesk> m_desk;
    QMetaObject::Connection m_frames;
    QRectF m_told;
};
