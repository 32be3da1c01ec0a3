// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantList>

/// The marks along a plot's axes. Pure.
namespace plot {

/// 1, 2 or 5 times a power of ten, so that no more than `most` steps fill the span.
double niceStep(double span, double most);
/// The same for times: seconds, minutes and hours as clocks have them.
double niceTimeStep(double span, double most);

struct Range {
    double low = 0;
    double high = 1;
};

/// The range to draw for what is seen: at least `least` wide, with ends on whole steps so that it seldom changes.
Range niceRange(double lowest, double highest, double least, double most);

/// Marks as QML shows them: {"at": value, "text": "..."}.
QVariantList valueMarks(const Range& range, double most);
QVariantList timeMarks(double from, double until, double most);

} // namespace plot
