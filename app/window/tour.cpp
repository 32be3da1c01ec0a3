// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour.h"

#include <cstdio>

Tour::Tour(QQuickWindow* window, QString folder, std::vector<Stop> stops, std::function<bool()> settled)
    : QObject(window), m_folder(std::move(folder)), m_stops(std::move(stops)), m_pictures(window, std::move(settled)) {
    connect(&m_pictures, &PictureTaker::taken, this, [this](const QString& problem) {
        if (!problem.isEmpty()) {
            Q_EMIT finished(problem);
            return;
        }
        ++m_at;
        next();
    });
}

void Tour::start() {
    m_at = 0;
    next();
}

void Tour::next() {
    if (m_at == m_stops.size()) {
        Q_EMIT finished({});
        return;
    }
    const Stop& stop = m_stops[m_at];
    std::printf("%s\n", qPrintable(stop.name));
    std::fflush(stdout);
    stop.go();
    m_pictures.take(QStringLiteral("%1/%2.png").arg(m_folder, stop.name), stop.calm);
}
