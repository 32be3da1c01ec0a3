// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "picture_taker.h"

#include <QObject>
#include <QQuickWindow>
#include <QString>

#include <functional>
#include <vector>

/// A walk through the window that leaves a picture of each stop: the first run on a machine without a display, and
/// README's pictures.
class Tour : public QObject {
    Q_OBJECT

public:
    struct Stop {
        QString name;             ///< The picture's file name, without ending.
        std::function<void()> go; ///< Brings the window there; returns at once.
        int calm = 600;           ///< ms without anything loading before the picture.
    };

    /// @param settled whether nothing is loading.
    Tour(QQuickWindow* window, QString folder, std::vector<Stop> stops, std::function<bool()> settled);

    void start();

Q_SIGNALS:
    /// @param problem empty when all pictures were taken.
    void finished(const QString& problem);

private:
    void next();

    QString m_folder;
    std::vector<Stop> m_stops;
    std::size_t m_at = 0;
    PictureTaker m_pictures;
};
