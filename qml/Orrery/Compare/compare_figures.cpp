// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare_figures.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <QVariantMap>

#include <orrery/bridge/text.h>

using namespace orrery;

namespace {

/// Gives the texts of this file to translators under one name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(CompareFigures)
};

QString secondsText(double milliseconds) {
    const double seconds = milliseconds / 1000;
    return Words::tr("%1\u202Fs").arg(QLocale().toString(seconds, 'f', seconds < 10 ? 2 : 1));
}

void add(QVariantList& list, const QString& name, const QString& value, const QString& help) {
    list << QVariantMap{
        {QStringLiteral("name"), name}, {QStringLiteral("value"), value}, {QStringLiteral("help"), help}};
}

} // namespace

QVariantList answerFigures(const measure::ComparedAnswer& answer, bool cameAfterwards) {
    QVariantList list;
    const inference::ChatTimings& timings = answer.timings;
    if (timings.firstTokenMs > 0) {
        const QString help = timings.cachedTokens > 0
                                 ? Words::tr("From sending the prompt to the first piece of the answer. Shorter than "
                                             "it would be: %n token(s) of the prompt were known from before.",
                                             nullptr, static_cast<int>(timings.cachedTokens))
                                 : Words::tr("From sending the prompt to the first piece of the answer.");
        add(list, Words::tr("First token"),
            secondsText(timings.firstTokenMs) + (timings.cachedTokens > 0 ? QStringLiteral("*") : QString()), help);
    }
    const double speed = timings.tokensPerSecond();
    if (speed > 0 && timings.answerTokens > 1)
        add(list, Words::tr("Speed"),
            Words::tr("%1\u202Ftokens/s").arg(QLocale().toString(speed, 'f', speed < 10 ? 1 : 0)),
            Words::tr("A token is a piece of a word; about three make two words."));
    if (timings.answerTokens > 0)
        add(list, Words::tr("Length"), Words::tr("%n token(s)", nullptr, static_cast<int>(timings.answerTokens)),
            Words::tr("Of the answer and what was thought before it."));
    if (answer.memory > 0)
        add(list, Words::tr("Memory"), sizeText(answer.memory),
            Words::tr("The most that its engine took of main memory, the model's file included."));
    if (answer.loadMs > 0)
        add(list, Words::tr("Loading"), secondsText(answer.loadMs),
            Words::tr("From starting its engine until it was ready."));
    if (cameAfterwards)
        add(list, Words::tr("Turn"), Words::tr("afterwards"),
            Words::tr("It did not fit into memory beside the others, so it answered after them."));
    return list;
}

QString answerSummary(const measure::ComparedAnswer& answer, bool cameAfterwards) {
    QStringList parts;
    for (const QVariant& figure : answerFigures(answer, cameAfterwards)) {
        const QVariantMap entry = figure.toMap();
        parts += Words::tr("%1: %2").arg(entry[QStringLiteral("name")].toString(),
                                         entry[QStringLiteral("value")].toString());
    }
    return parts.join(QStringLiteral(", "));
}
