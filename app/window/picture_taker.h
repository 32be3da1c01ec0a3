// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QQuickWindow>
#include <QString>
#include <QTimer>

#include <functional>

/// Takes one picture of a window once nothing is loading any more. GUI thread.
class PictureTaker : public QObject {
    Q_OBJECT

public:
    /// @param settled whether everything the picture should show is there; asked again and again.
    PictureTaker(QQuickWindow* window, std::function<bool()> settled, QObject* parent = nullptr);

    /// Waits until things were settled for \p calm ms in a row, then writes a PNG and emits taken().
    void take(const QString& file, int calm = 600);

Q_SIGNALS:
    /// @param problem empty when the picture was written.
    void taken(const QString& problem);

private:
    void look();
    void grab();

    QQuickWindow* m_window;
    std::function<bool()> m_settled;
    QString m_file;
    int m_calm = 0;
    QElapsedTimer m_since; // last unsettled look
    QElapsedTimer m_started;
    QTimer m_timer;
};
