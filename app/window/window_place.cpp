// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_place.h"

#include <QGuiApplication>
#include <QScreen>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace {

bool isOnAScreen(const QRect& place) {
    const QList<QScreen*> screens = QGuiApplication::screens();
    return std::any_of(screens.begin(), screens.end(), [&](const QScreen* screen) {
        const QRect seen = screen->availableGeometry() & place;
        return seen.width() >= 200 && seen.height() >= 100;
    });
}

} // namespace

WindowPlace::WindowPlace(QQuickWindow* window, AppSettings& settings)
    : QObject(window), m_window(window), m_settings(settings) {
    restore();
    m_soon.setSingleShot(true);
    m_soon.setInterval(400ms);
    connect(&m_soon, &QTimer::timeout, this, &WindowPlace::remember);
    const auto later = [this] { m_soon.start(); };
    connect(window, &QWindow::xChanged, this, later);
    connect(window, &QWindow::yChanged, this, later);
    connect(window, &QWindow::widthChanged, this, later);
    connect(window, &QWindow::heightChanged, this, later);
    connect(window, &QWindow::visibilityChanged, this, later);
    connect(qGuiApp, &QGuiApplication::aboutToQuit, this, &WindowPlace::remember);
}

void WindowPlace::restore() {
    const QRect place = m_settings.windowGeometry();
    if (place.isValid() && isOnAScreen(place)) {
        m_window->setGeometry(place);
    } else if (const QScreen* screen = m_window->screen()) {
        const QSize room = screen->availableSize();
        m_window->resize(std::min(1440, room.width() * 9 / 10), std::min(900, room.height() * 9 / 10));
    }
    if (m_settings.windowMaximized()) m_window->setWindowStates(Qt::WindowMaximized);
}

void WindowPlace::remember() {
    if (!m_window->isVisible() || m_window->visibility() == QWindow::Minimized) return;
    const bool maximized =
        m_window->visibility() == QWindow::Maximized || m_window->visibility() == QWindow::FullScreen;
    m_settings.setWindowMaximized(maximized);
    if (!maximized) m_settings.setWindowGeometry(m_window->geometry());
}
