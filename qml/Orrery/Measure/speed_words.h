// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <orrery/measure/speed_run.h>

/// What a speed means to a person: "About 9 words a second: faster than one reads."
QString answerSpeedSentence(double tokensPerSecond);
/// "A page of text is read in 3 s." 0 tokens/s: nothing.
QString promptSpeedSentence(double tokensPerSecond);
/// "41.2", "310": a speed without its unit, in sensible digits.
QString speedText(double tokensPerSecond);
/// "+12 %", "0 %", "-3 %" of `speed` against `base`; empty where one is missing.
QString differenceText(double speed, double base);
/// "4 threads", "4 threads, batches of 512".
QString roundText(const orrery::measure::SpeedRound& round, bool withBatch);
