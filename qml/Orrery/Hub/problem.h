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
    Q_PROPERTY(Step step MEMBER step CONSTANT FINAL)
    /// The label of the button that takes the step; empty: there is nothing to press.
    Q_PROPERTY(QString stepText MEMBER stepText CONSTANT FINAL)

public:
    /// What the button does.
    enum Step { None, TryAgain, Settings, AskForAccess };
    Q_ENUM(Step)

    static Problem of(const QString& title, const orrery::Error& error);

    QString title;
    QString text;
    QString detail;
    Step step = None;
    QString stepText;
};
