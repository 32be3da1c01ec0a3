// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <orrery/bridge/text.h>

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace orrery {

namespace {

constexpr double thousand = 1000;

/// The context of this file's texts.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(orrery::Text)
};

QString withUnit(const QString& number, const QString& unit) {
    return number + QChar(0x202F) + unit;
}

QString rounded(double value, bool fine) {
    const bool decimal = value < 9.95 || (fine && value < 99.95);
    QString text = QLocale().toString(value, 'f', decimal ? 1 : 0);
    const QString nothing = QLocale().decimalPoint() + QLatin1Char('0');
    if (decimal && text.endsWith(nothing)) text.chop(nothing.size());
    return text;
}

/// The date and time of a stamp; a date alone is that day at noon, wherever one is.
QDateTime momentOf(std::string_view utc) {
    const QString text = textFrom(utc);
    if (text.size() == 10) return QDateTime(QDate::fromString(text, Qt::ISODate), QTime(12, 0));
    QDateTime moment = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (moment.timeSpec() == Qt::LocalTime) moment.setTimeSpec(Qt::UTC);
    return moment.toLocalTime();
}

} // namespace

QString textFrom(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString sizeText(std::uint64_t bytes) {
    static constexpr std::array<const char*, 6> units = {
        QT_TRANSLATE_NOOP("orrery::Text", "B"),  QT_TRANSLATE_NOOP("orrery::Text", "kB"),
        QT_TRANSLATE_NOOP("orrery::Text", "MB"), QT_TRANSLATE_NOOP("orrery::Text", "GB"),
        QT_TRANSLATE_NOOP("orrery::Text", "TB"), QT_TRANSLATE_NOOP("orrery::Text", "PB")};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; value >= thousand - 0.5 && unit + 1 < units.size(); ++unit) value /= thousand;
    return withUnit(unit == 0 ? QLocale().toString(value, 'f', 0) : rounded(value, unit >= 3), Text::tr(units[unit]));
}

QString countText(std::uint64_t count) {
    if (count < 1000) return QLocale().toString(static_cast<qulonglong>(count));
    static constexpr std::array<const char*, 4> units = {
        QT_TRANSLATE_NOOP("orrery::Text", "K"), QT_TRANSLATE_NOOP("orrery::Text", "M"),
        QT_TRANSLATE_NOOP("orrery::Text", "B"), QT_TRANSLATE_NOOP("orrery::Text", "T")};
    double value = static_cast<double>(count) / thousand;
    std::size_t unit = 0;
    for (; value >= thousand - 0.5 && unit + 1 < units.size(); ++unit) value /= thousand;
    return withUnit(rounded(value, unit >= 2), Text::tr(units[unit]));
}

QString durationText(std::chrono::seconds duration) {
    const auto seconds = std::max<std::int64_t>(1, duration.count());
    const auto number = [](std::int64_t value) { return QLocale().toString(static_cast<qlonglong>(value)); };
    if (seconds < 60) return withUnit(number(seconds), Text::tr("s"));
    const std::int64_t minutes = (seconds + 30) / 60;
    if (minutes < 60) return withUnit(number(minutes), Text::tr("min"));
    const std::int64_t hours = minutes / 60;
    if (hours >= 48) return Text::tr("%n days", nullptr, static_cast<int>(std::min<std::int64_t>(hours / 24, 100'000)));
    QString text = withUnit(number(hours), Text::tr("h"));
    if (minutes % 60 > 0 && hours < 10) text += QLatin1Char(' ') + withUnit(number(minutes % 60), Text::tr("min"));
    return text;
}

QString dateText(std::string_view utc, const QDateTime& now) {
    const QDate day = momentOf(utc).date();
    if (!day.isValid()) return {};
    //: Formats of dates, see QLocale::toString.
    return QLocale().toString(day, day.year() == now.date().year() ? Text::tr("d MMMM") : Text::tr("d MMMM yyyy"));
}

QString ageText(std::string_view utc, const QDateTime& now) {
    const QDate day = momentOf(utc).date();
    if (!day.isValid()) return {};
    const auto days = static_cast<int>(std::max<qint64>(0, day.daysTo(now.date())));
    if (days == 0) return Text::tr("today");
    if (days == 1) return Text::tr("yesterday");
    if (days < 14) return Text::tr("%n days ago", nullptr, days);
    if (days < 60) return Text::tr("%n weeks ago", nullptr, days / 7);
    if (days < 730) return Text::tr("%n months ago", nullptr, days / 30);
    return Text::tr("%n years ago", nullptr, days / 365);
}

} // namespace orrery
