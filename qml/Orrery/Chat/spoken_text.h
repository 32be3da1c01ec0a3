// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickItem>

/// Words for those who listen: each time `text` is set, also to the same words, it is announced by the screen reader,
/// whatever has the focus. Nothing of it is seen.
class SpokenText : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged FINAL)

public:
    using QQuickItem::QQuickItem;

    QString text() const { return m_text; }
    void setText(const QString& text);

Q_SIGNALS:
    void textChanged();
    void announced(); ///< With each text that is said, whether or not a screen reader listens.

private:
    QString m_text;
};
