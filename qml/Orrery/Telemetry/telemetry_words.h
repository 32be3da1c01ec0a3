// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/robot/record/take.h>

#include <QString>

/// How times and measured values are written in this module, in a person's units.
namespace telemetry {

/// "0:07.3", "12:40.0", "1:02:03.4".
QString clockText(double seconds);
/// The same for a person to hear or to read in a list: "7 s", "12 min 40 s".
QString lengthText(double seconds);

/// How a person's number is made from SI: degrees and millimetres for positions and speeds, efforts as they are.
double displayFactor(orrery::robot::Quantity quantity, bool linear);
QString unitText(orrery::robot::Quantity quantity, bool linear);
/// "12.4°", "−3.0 mm/s"; a dash where nothing was measured.
QString valueText(double si, orrery::robot::Quantity quantity, bool linear);

} // namespace telemetry
