// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "picture_taker.h"

#include <QDir>
#include <QFileInfo>
#include <QImage>

#include <chrono>

using namespace std::chrono_literals;

namespace {
constexpr qint64 patience = 90'000; // ms
}

PictureTaker::PictureTaker(QQuickWindow* window, std::function<bool()> settled, QObject* parent)
    : QObject(parent), m_window(window), m_settled(std::move(settled)) {
    m_timer.setInterval(50ms);
    connect(&m_timer, &QTimer::timeout, this, &PictureTaker::look);
}

void PictureTaker::take(const QString& file, int calm) {
    m_file = file;
    m_calm = calm;
    m_since.start();
    m_started.start();
    m_timer.start();
}

void PictureTaker::look() {
    if (!m_settled()) m_since.restart();
    if (m_started.elapsed() > patience) {
        m_timer.stop();
        Q_EMIT taken(tr("The window was not ready for a picture within %1 s.").arg(patience / 1000));
    } else if (m_since.elapsed() >= m_calm) {
        m_timer.stop();
        grab();
    }
}

void PictureTaker::grab() {
    const QImage picture = m_window->grabWindow();
    QDir().mkpath(QFileInfo(m_file).absolutePath());
    const bool written = !picture.isNull() && picture.save(m_file, "PNG");
    Q_EMIT taken(written ? QString() : tr("The picture could not be written to %1.").arg(m_file));
}
