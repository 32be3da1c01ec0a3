// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speed_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <orrery/bridge/text.h>

#include <chrono>
#include <cmath>

namespace {

/// Gives the texts of this file to translators under one name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(SpeedWords)
};

constexpr double wordsPerToken = 0.75; // of English text, roughly
constexpr double tokensPerPage = 500 / wordsPerToken;

} // namespace

QString answerSpeedSentence(double tokensPerSecond) {
    if (tokensPerSecond <= 0) return {};
    const double words = tokensPerSecond * wordsPerToken;
    if (words < 0.7) {
        const auto seconds = std::lround(1 / words);
        return Words::tr("A word every %1 s: slower than one types.").arg(seconds);
    }
    const QString number = QLocale().toString(words, 'f', words < 3 ? 1 : 0);
    if (words < 2) return Words::tr("About %1 words a second: as fast as one types.").arg(number);
    if (words < 3.5) return Words::tr("About %1 words a second: as fast as one reads aloud.").arg(number);
    if (words < 6) return Words::tr("About %1 words a second: as fast as one reads.").arg(number);
    return Words::tr("About %1 words a second: faster than one reads.").arg(number);
}

QString promptSpeedSentence(double tokensPerSecond) {
    if (tokensPerSecond <= 0) return {};
    const double seconds = tokensPerPage / tokensPerSecond;
    if (seconds < 1) return Words::tr("It reads a page of text in less than a second.");
    return Words::tr("It reads a page of text in about %1.")
        .arg(orrery::durationText(std::chrono::seconds(std::lround(seconds))));
}

QString speedText(double tokensPerSecond) {
    if (tokensPerSecond <= 0) return {};
    return QLocale().toString(tokensPerSecond, 'f', tokensPerSecond < 100 ? 1 : 0);
}

QString differenceText(double speed, double base) {
    if (speed <= 0 || base <= 0) return {};
    const double percent = std::round(100 * (speed / base - 1));
    const QString sign = percent > 0 ? QStringLiteral("+") : percent < 0 ? QStringLiteral("−") : QString();
    return Words::tr("%1%2\u202F%").arg(sign, QLocale().toString(std::abs(percent), 'f', 0));
}

QString roundText(const orrery::measure::SpeedRound& round, bool withBatch) {
    const QString threads = Words::tr("%n thread(s)", nullptr, static_cast<int>(round.threads));
    return withBatch ? Words::tr("%1, batches of %2").arg(threads, QLocale().toString(round.batch)) : threads;
}
