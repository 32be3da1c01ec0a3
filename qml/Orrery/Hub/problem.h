// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQmlEngine>
#include <QString>

#include <orrery/base/error.h>

/// An error as a page shows it. An empty title: there is none.
class Problem {
    Q_GADGET
    QML_VALUE_TYPE(problem)
    Q_PROPERTY(QString title MEMBER title CONSTANT FINAL)
    Q_PROPERTY(QString text MEMBER text CONSTANT FINAL)
    Q_PROPERTY(QString detail MEMBER detail CONSTANT FINAL)
    Q_PROPERTY(bool opensSettings READ opensSettings CONSTANT FINAL) ///< What that button does;
    Q_PROPERTY(bool asksForAccess READ asksForAccess CONSTANT FINAL) ///< with neither it tries again.
    /// The label of the button that takes the step; empty: there is nothing to press.
    Q_PROPERTY(QString stepText MEMBER stepText CONSTANT FINAL)

public:
    /// What the button does.
    enum Step { None, TryAgain, Settings, AskForAccess };

    bool opensSettings() const { return step == Settings; }
    bool asksForAccess() const { return step == AskForAccess; }
    static Problem of(const QString& title, const orrery::Error& error);

    QString title;
    QString text;
    QString detail;
    Step step = None;
    QString stepText;
};
