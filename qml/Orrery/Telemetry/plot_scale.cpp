// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plot_scale.h"

#include "telemetry_words.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace plot {
namespace {

constexpr double timeSteps[] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1,   2,    5,    10,
                                15,   30,   60,   120, 300, 600, 900, 1800, 3600, 7200};

QVariantMap mark(double at, const QString& text) {
    return {{QStringLiteral("at"), at}, {QStringLiteral("text"), text}};
}

QString timeText(double time, double step) {
    const QString clock = telemetry::clockText(time);
    if (step < 0.1) return QLocale().toString(time, 'f', 2);
    return step < 1 ? clock : clock.chopped(2);
}

QString valueText(double value, double step) {
    const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(step) + 1e-9)), 0, 6);
    const QString text = QLocale().toString(std::abs(value), 'f', decimals);
    return value < -step / 2 ? QChar(0x2212) + text : text;
}

} // namespace

double niceStep(double span, double most) {
    const double rough = span / std::max(most, 1.0);
    if (!(rough > 0) || !std::isfinite(rough)) return 1;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * (1 - 1e-9)) return factor * power;
    }
    return 10 * power;
}

double niceTimeStep(double span, double most) {
    const double rough = span / std::max(most, 1.0);
    const double* found = std::ranges::lower_bound(timeSteps, rough);
    return found == std::end(timeSteps) ? std::ceil(rough / 7200) * 7200 : *found;
}

Range niceRange(double lowest, double highest, double least, double most) {
    if (!(lowest <= highest)) return {-least / 2, least / 2};
    const double middle = (lowest + highest) / 2, half = std::max((highest - lowest) * 0.53, least / 2);
    const double step = niceStep(2 * half, most);
    return {std::floor((middle - half) / step) * step, std::ceil((middle + half) / step) * step};
}

QVariantList valueMarks(const Range& range, double most) {
    QVariantList marks;
    const double step = niceStep(range.high - range.low, most);
    for (double at = std::ceil(range.low / step - 1e-6) * step; at <= range.high + step * 1e-6; at += step)
        marks.push_back(mark(at, valueText(at, step)));
    return marks;
}

QVariantList timeMarks(double from, double until, double most) {
    QVariantList marks;
    if (!(until > from)) return marks;
    const double step = niceTimeStep(until - from, most);
    for (double index = std::ceil(from / step - 1e-6); index * step <= until + step * 1e-6; ++index)
        marks.push_back(mark(index * step, timeText(index * step, step)));
    return marks;
}

} // namespace plot
