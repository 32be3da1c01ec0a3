// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "spoken_text.h"

#include <QAccessible>

void SpokenText::setText(const QString& text) {
    if (m_text != text) {
        m_text = text;
        Q_EMIT textChanged(); // Accessible.name follows it
    }
    if (text.isEmpty()) return;
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    Q_EMIT announced();
}
