// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "problem.h"

#include "words.h"

#include <orrery/bridge/text.h>

using namespace orrery;

namespace {

Problem::Step stepOf(hub::NextStep step) {
    switch (step) {
    case hub::NextStep::TryAgain:
    case hub::NextStep::TryLater:
    case hub::NextStep::GoOnline: return Problem::TryAgain;
    case hub::NextStep::LogIn:
    case hub::NextStep::ReplaceToken:
    case hub::NextStep::CheckEndpoint: return Problem::Settings;
    case hub::NextStep::AskForAccess: return Problem::AskForAccess;
    case hub::NextStep::None: break;
    }
    return Problem::None;
}

} // namespace

Problem Problem::of(const QString& title, const Error& error) {
    const hub::NextStep step = hub::nextStep(error);
    QString detail = textFrom(error.detail);
    if (!error.where.empty()) detail = textFrom(error.where) + (detail.isEmpty() ? QString() : u'\n' + detail);
    return {title, textFrom(error.message), detail, stepOf(step), ui::nextStepText(step)};
}
