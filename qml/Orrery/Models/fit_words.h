// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantList>

#include <orrery/inference/memory_probe.h>
#include <orrery/measure/forecast.h>

// What memory and speed a model takes, in words. Pure.

namespace orrery::ui {

/// "It takes 5.2 GB of memory; 11.4 GB are free."
QString needText(const inference::FitReport& report);
/// "The longest context that fits is 32 768 tokens." Empty: not known.
QString largestContextText(const inference::FitReport& report, int trained);
/// See ModelFit::bars.
QVariantList memoryBars(const inference::FitReport& report);
/// "About 41 tokens/s (35 to 48)"
QString forecastText(const measure::Forecast& forecast);
/// Where it comes from, and what reading a prompt would do.
QString forecastSource(const measure::Forecast& forecast);

} // namespace orrery::ui
