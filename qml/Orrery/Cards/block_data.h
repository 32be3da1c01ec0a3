// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QString>
#include <QUrl>
#include <QVariant>

#include <orrery/card/document.h>

/// How the rich text of blocks looks, and what relative pictures start from.
struct BlockLook {
    QColor link = Qt::blue, code = Qt::lightGray, line = Qt::gray;
    QString monoFamily = QStringLiteral("monospace");
    QUrl imageBase = {};
};

/// What a list model says of one block, for the role CardModel gives it (CardModel::Role). Pure.
QVariant blockData(const orrery::card::Block& block, int role, const BlockLook& look);
/// The names CardBlock knows these roles by.
QHash<int, QByteArray> blockRoleNames();
