// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QLocale>
#include <QTest>

#include <orrery/bridge/text.h>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

/// With the narrow space written as a plain one.
QString plain(QString text) {
    return text.replace(QChar(0x202F), QLatin1Char(' '));
}

} // namespace

class BridgeTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void sizes_data() {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << quint64(0) << "0 B";
        QTest::newRow("bytes") << quint64(999) << "999 B";
        QTest::newRow("rounds up into the next unit") << quint64(999'999) << "1 MB";
        QTest::newRow("kilobytes") << quint64(83'211) << "83 kB";
        QTest::newRow("gigabytes") << quint64(4'800'000'000) << "4.8 GB";
        QTest::newRow("no empty decimal") << quint64(5'000'000'000) << "5 GB";
        QTest::newRow("a decimal that matters") << quint64(14'230'000'000) << "14.2 GB";
        QTest::newRow("hundreds") << quint64(830'400'000) << "830 MB";
        QTest::newRow("largest") << ~quint64(0) << "18,447 PB";
    }
    void sizes() {
        QFETCH(quint64, bytes);
        QTEST(plain(sizeText(bytes)), "text");
    }

    void counts_data() {
        QTest::addColumn<quint64>("count");
        QTest::addColumn<QString>("text");
        QTest::newRow("small") << quint64(412) << "412";
        QTest::newRow("thousands") << quint64(83'211) << "83 K";
        QTest::newRow("millions") << quint64(1'240'000) << "1.2 M";
        QTest::newRow("parameters") << quint64(7'241'732'096) << "7.2 B";
        QTest::newRow("large parameters") << quint64(70'553'706'496) << "70.6 B";
        QTest::newRow("rounds up into the next unit") << quint64(999'800) << "1 M";
    }
    void counts() {
        QFETCH(quint64, count);
        QTEST(plain(countText(count)), "text");
    }

    void durations() {
        QCOMPARE(plain(durationText(0s)), QStringLiteral("1 s"));
        QCOMPARE(plain(durationText(45s)), QStringLiteral("45 s"));
        QCOMPARE(plain(durationText(170s)), QStringLiteral("3 min"));
        QCOMPARE(plain(durationText(2h + 10min)), QStringLiteral("2 h 10 min"));
        QCOMPARE(plain(durationText(2h)), QStringLiteral("2 h"));
        QCOMPARE(plain(durationText(30h)), QStringLiteral("30 h"));
    }

    void dates() {
        const QDateTime now(QDate(2026, 11, 26), QTime(22, 0));
        QCOMPARE(dateText("2026-11-03T12:00:00.000Z", now), QStringLiteral("3 November"));
        QCOMPARE(dateText("2026-11-03", now), QStringLiteral("3 November"));
        QCOMPARE(dateText("2024-02-29T12:00:00Z", now), QStringLiteral("29 February 2024"));
        QCOMPARE(dateText("", now), QString());
        QCOMPARE(dateText("next week", now), QString());
    }

    void ages() {
        const QDateTime now(QDate(2026, 11, 26), QTime(22, 0));
        QCOMPARE(ageText("2026-11-26T12:00:00.000Z", now), QStringLiteral("today"));
        QCOMPARE(ageText("2026-11-25T12:00:00.000Z", now), QStringLiteral("yesterday"));
        QCOMPARE(ageText("2027-01-01T12:00:00.000Z", now), QStringLiteral("today"));
        QVERIFY(ageText("2026-11-20", now).contains(QStringLiteral("6")));
        QVERIFY(ageText("2026-05-01", now).contains(QStringLiteral("6")));
        QCOMPARE(ageText("yesterday", now), QString());
    }
};

QTEST_GUILESS_MAIN(BridgeTextTest)
#include "tst_bridge_text.moc"
