// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetry_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numbers>

using orrery::robot::Quantity;

namespace telemetry {
namespace {

const QChar thinSpace(0x202F);
const QChar minusSign(0x2212);

QString two(int number) {
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

} // namespace

QString clockText(double seconds) {
    const auto tenths = static_cast<qint64>(std::floor(std::max(seconds, 0.0) * 10 + 1e-6));
    const int second = static_cast<int>(tenths / 10 % 60), minute = static_cast<int>(tenths / 600 % 60);
    const qint64 hour = tenths / 36000;
    const QString rest = two(second) + QLocale().decimalPoint() + QString::number(tenths % 10);
    if (hour == 0) return QString::number(minute) + QLatin1Char(':') + rest;
    return QString::number(hour) + QLatin1Char(':') + two(minute) + QLatin1Char(':') + rest;
}

QString lengthText(double seconds) {
    const int whole = static_cast<int>(std::lround(std::max(seconds, 0.0)));
    if (whole < 60) return QCoreApplication::translate("Telemetry", "%1\u202Fs").arg(whole);
    return QCoreApplication::translate("Telemetry", "%1\u202Fmin %2\u202Fs").arg(whole / 60).arg(whole % 60);
}

double displayFactor(Quantity quantity, bool linear) {
    if (quantity == Quantity::Effort) return 1;
    return linear ? 1000 : 180 / std::numbers::pi;
}

QString unitText(Quantity quantity, bool linear) {
    switch (quantity) {
    case Quantity::Position: return linear ? QStringLiteral("mm") : QStringLiteral("°");
    case Quantity::Velocity: return linear ? QStringLiteral("mm/s") : QStringLiteral("°/s");
    case Quantity::Effort: break;
    }
    return linear ? QStringLiteral("N") : QStringLiteral("N m");
}

QString valueText(double si, Quantity quantity, bool linear) {
    if (!std::isfinite(si)) return QStringLiteral("–");
    const double shown = si * displayFactor(quantity, linear);
    const int decimals = quantity == Quantity::Effort ? 2 : 1;
    QString text = QLocale().toString(std::abs(shown), 'f', decimals);
    const bool zero = std::abs(shown) < 0.5 * std::pow(10, -decimals);
    if (shown < 0 && !zero) text.prepend(minusSign);
    const QString unit = unitText(quantity, linear);
    return unit.startsWith(QChar(0xB0)) ? text + unit : text + thinSpace + unit;
}

} // namespace telemetry
