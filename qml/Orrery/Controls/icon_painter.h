// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QString>

namespace orrery::ui {

/// The icon `name` of resources/icons drawn in one colour, `side` device pixels square, premultiplied. Null when there
/// is no such icon. GUI thread only; pictures already drawn are kept.
QImage paintIcon(const QString& name, const QColor& color, int side);

} // namespace orrery::ui
