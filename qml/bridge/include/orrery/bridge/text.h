// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace orrery {

/// How numbers and times are written everywhere in the window, in the user's language. Between a number and its unit
/// stands a narrow space that does not break (U+202F).

/// UTF-8 of core to a text of the window.
QString textFrom(std::string_view utf8);

/// "512 B", "4.8 GB", "14.2 GB", "830 MB": powers of 1000, one decimal where it says something.
QString sizeText(std::uint64_t bytes);
/// "412", "83 K", "1.2 M", "7.2 B" (billions, as parameters are counted).
QString countText(std::uint64_t count);
/// "8 s", "3 min", "2 h 10 min", "3 days": for time left. Less than a second counts as one.
QString durationText(std::chrono::seconds duration);

/// The day of a UTC stamp ("2026-05-03T09:10:11.000Z" or only its date) where the user is: "3 November", and the year
/// where it is not this one. Empty for what is no date.
QString dateText(std::string_view utc, const QDateTime& now = QDateTime::currentDateTime());
/// How long ago that was: "today", "3 days ago", "2 months ago". Empty for what is no date.
QString ageText(std::string_view utc, const QDateTime& now = QDateTime::currentDateTime());

} // namespace orrery
