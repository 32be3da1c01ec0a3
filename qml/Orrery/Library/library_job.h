// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QString>

#include <cstdint>
#include <functional>
#include <stop_token>

/// The one long thing the library does at a time (looking, checking, packing ...): what it is, how far, and how to end
/// it. GUI thread.
class LibraryJob : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(bool active READ active NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)      ///< "Checking org/name"
    Q_PROPERTY(QString detail READ detail NOTIFY changed FINAL)    ///< "1.2 of 4.8 GB"
    Q_PROPERTY(double progress READ progress NOTIFY changed FINAL) ///< 0 to 1; negative: not known.

public:
    using QObject::QObject;

    bool active() const { return m_active; }
    QString title() const { return m_title; }
    QString detail() const;
    double progress() const;

    /// Begins one; the token ends it when the person says so.
    std::stop_token begin(const QString& title);
    void setProgress(std::uint64_t done, std::uint64_t total);
    void end();
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();

private:
    bool m_active = false;
    QString m_title;
    std::uint64_t m_done = 0;
    std::uint64_t m_total = 0;
    std::stop_source m_stop;
};
