// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app_settings.h"

#include <QObject>
#include <QQuickWindow>
#include <QTimer>

/// Puts the window where it was, if that place still exists, and remembers where it goes.
class WindowPlace : public QObject {
    Q_OBJECT

public:
    /// @param settings outlives the object.
    WindowPlace(QQuickWindow* window, AppSettings& settings);

private:
    void restore();
    void remember();

    QQuickWindow* m_window;
    AppSettings& m_settings;
    QTimer m_soon; // one write for a whole drag
};
