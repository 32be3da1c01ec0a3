// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <orrery/bridge/text.h>

namespace orrery::ui {

namespace {

/// Gives the texts of this file to translators under one name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Models)
};

} // namespace

QString fitWord(gguf::Fit fit) {
    switch (fit) {
    case gguf::Fit::Fits: return Words::tr("Fits this machine");
    case gguf::Fit::Tight: return Words::tr("Tight");
    case gguf::Fit::TooBig: return Words::tr("Too big");
    case gguf::Fit::Unknown: break;
    }
    return {};
}

QString fitIconName(gguf::Fit fit) {
    switch (fit) {
    case gguf::Fit::Fits: return QStringLiteral("check");
    case gguf::Fit::Tight: return QStringLiteral("warning");
    case gguf::Fit::TooBig: return QStringLiteral("error");
    case gguf::Fit::Unknown: break;
    }
    return {};
}

QString localModelText(const LocalModel& model) {
    QStringList parts;
    if (!model.detail.empty()) parts += textFrom(model.detail);
    if (!model.runs)
        parts += Words::tr("safetensors");
    else if (!model.quantisation.empty())
        parts += textFrom(model.quantisation);
    QStringList shape;
    if (!model.architecture.empty()) shape += textFrom(model.architecture);
    if (model.parameters > 0) shape += Words::tr("%1 parameters").arg(countText(model.parameters));
    if (!shape.isEmpty()) parts += shape.join(QStringLiteral(", "));
    if (!model.licence.empty()) parts += textFrom(model.licence);
    if (!model.projector.empty()) parts += Words::tr("sees images");
    if (!model.complete) parts += Words::tr("parts are missing");
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace orrery::ui
