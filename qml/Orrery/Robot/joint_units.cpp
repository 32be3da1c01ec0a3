// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "joint_units.h"

#include <orrery/base/units.h>

using namespace orrery;

namespace {

QString number(double value, int decimals) {
    QString text = QString::number(value, 'f', decimals);
    if (text.toDouble() == 0) text = QString::number(0.0, 'f', decimals);
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

} // namespace

double JointUnits::shown(bool linear, double si) const {
    if (linear) return metres ? si : si * 1000;
    return radians ? si : degreesFromRadians(si);
}

double JointUnits::si(bool linear, double shown) const {
    if (linear) return metres ? shown : shown / 1000;
    return radians ? shown : radiansFromDegrees(shown);
}

QString JointUnits::unit(bool linear) const {
    if (linear) return metres ? QStringLiteral("m") : QStringLiteral("mm");
    return radians ? QStringLiteral("rad") : QStringLiteral("°");
}

int JointUnits::decimals(bool linear) const {
    if (linear) return metres ? 4 : 1;
    return radians ? 3 : 1;
}

double JointUnits::step(bool linear) const {
    if (linear) return metres ? 0.001 : 1;
    return radians ? 0.02 : 1;
}

QString JointUnits::text(bool linear, double si) const {
    const QString digits = number(shown(linear, si), decimals(linear));
    return !linear && !radians ? digits + unit(linear) : digits + QChar(0x202f) + unit(linear);
}

QString JointUnits::plain(bool linear, double si) const {
    return number(shown(linear, si), linear ? (metres ? 3 : 0) : (radians ? 2 : 0));
}
