// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <orrery/base/error.h>

/// What went wrong, for a person, and what can be done about it: names that ChatController::remedy knows, the best
/// first. Empty title: nothing did.
struct ChatProblem {
    QString title;
    QString text;
    QString detail;
    QStringList remedies;
};

ChatProblem loadProblem(const orrery::Error& error);
ChatProblem answerProblem(const orrery::Error& error);
