// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_problem.h"

#include <orrery/bridge/text.h>
#include <orrery/inference/errors.h>

#include <QCoreApplication>

using namespace orrery;

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("ChatProblem", text);
}

QStringList remediesFor(const Error& error) {
    using inference::Errc;
    const auto list = [](std::initializer_list<const char*> names) {
        QStringList remedies;
        for (const char* name : names) remedies << QLatin1String(name);
        return remedies;
    };
    if (error.is(Errc::BadTemplate)) return list({"chatml", "model"});
    if (error.is(Errc::NotEnoughMemory)) return list({"shorter", "model"});
    if (error.is(Errc::ContextFull)) return list({"longer", "new"});
    if (error.is(Errc::NoRuntime) || error.is(Errc::RuntimeBroken)) return list({"engines", "retry"});
    if (error.is(Errc::ModelUnusable)) return list({"model", "retry"});
    if (error.is(Errc::NotAllowed)) return list({"engines", "model"});
    return list({"retry", "model"});
}

ChatProblem problem(const QString& title, const Error& error) {
    return {title, textFrom(error.message), textFrom(error.detail), remediesFor(error)};
}

} // namespace

ChatProblem loadProblem(const Error& error) {
    const bool engine = error.is(inference::Errc::NoRuntime) || error.is(inference::Errc::RuntimeBroken);
    return problem(engine ? words("There is no engine to run models with") : words("The model could not be loaded"),
                   error);
}

ChatProblem answerProblem(const Error& error) {
    if (error.is(inference::Errc::ContextFull))
        return problem(words("The conversation is longer than the context"), error);
    const bool stopped = error.is(inference::Errc::EngineGone) || error.is(inference::Errc::EngineCrashed) ||
                         error.is(inference::Errc::EngineHung) || error.is(inference::Errc::EngineFailed);
    return problem(stopped ? words("The engine stopped") : words("The answer broke off"), error);
}
