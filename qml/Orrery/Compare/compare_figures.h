// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantList>

#include <orrery/measure/measure_store.h>

/// What was measured of an answer: a list of {name, value, help}. What is not known is left out.
QVariantList answerFigures(const orrery::measure::ComparedAnswer& answer, bool cameAfterwards);
/// The same in one sentence.
QString answerSummary(const orrery::measure::ComparedAnswer& answer, bool cameAfterwards);
