// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QTest>

#include "speed_rounds.h"
#include "speed_words.h"

using namespace orrery;
using measure::SpeedRecord;

namespace {

SpeedRecord record(std::int64_t id, unsigned threads, bool prompt, double speed, std::int64_t taken = 1000) {
    SpeedRecord record;
    record.id = id;
    record.taken = taken;
    record.machine = "a machine";
    record.model = "tiny";
    record.row.threads = threads;
    record.row.batch = 256;
    record.row.promptTokens = prompt ? 256 : 0;
    record.row.answerTokens = prompt ? 0 : 64;
    record.row.tokensPerSecond = speed;
    record.row.deviation = 1.5;
    return record;
}

} // namespace

/// Measured rounds as a table, and the words for them.
class SpeedRoundsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void putsTheTwoTestsOfARoundTogether() {
        const auto rounds =
            measure::speedRounds({record(1, 2, true, 100), record(2, 2, false, 20), record(3, 4, false, 30),
                                  record(4, 4, true, 180), record(5, 2, true, 90, 2000)});
        QCOMPARE(rounds.size(), std::size_t(3));
        QVERIFY(rounds[0].ids == (std::vector<std::int64_t>{1, 2}));
        QVERIFY(rounds[1].prompt && rounds[1].answer);
        QVERIFY(!rounds[2].answer); // of another time
    }

    void theBestIsFastNotGreedy() {
        QVERIFY(!measure::bestRound({}));
        QVERIFY(!measure::bestRound(measure::speedRounds({record(1, 2, true, 100)})));
        const auto rounds = measure::speedRounds(
            {record(1, 2, false, 20), record(2, 4, false, 29.5), record(3, 8, false, 30), record(4, 16, false, 12)});
        QCOMPARE(rounds[*measure::bestRound(rounds)].threads, 4U);
    }

    void tellsTheOthersAgainstTheOldestChosen() {
        SpeedRounds model;
        const QAbstractItemModelTester tester(&model);
        model.reset(measure::speedRounds({record(5, 4, false, 24, 2000), record(4, 4, true, 110, 2000),
                                          record(3, 2, false, 7), record(2, 4, false, 20), record(1, 4, true, 100)}),
                    false);
        QCOMPARE(model.count(), 3);
        model.select(0, true);
        QCOMPARE(difference(model, 0), QString());
        model.select(2, true);
        model.select(99, true);
        QCOMPARE(model.selectedCount(), 2);
        QVERIFY(model.index(2).data(SpeedRounds::BaseRole).toBool());
        QCOMPARE(difference(model, 0), differenceText(24, 20));
        QCOMPARE(difference(model, 1), QString());
        QCOMPARE(model.index(0).data(SpeedRounds::PromptDifferenceRole).toString(), differenceText(110, 100));
        model.reset(measure::speedRounds({record(5, 4, false, 24, 2000)}), true);
        QCOMPARE(model.selectedCount(), 1); // it is still there
        model.clearSelection();
        QCOMPARE(model.selectedCount(), 0);
        QCOMPARE(model.answerBars().size(), 1);
        QVERIFY(model.answerBars()[0].toMap()[QStringLiteral("best")].toBool());
        QCOMPARE(model.promptBars().size(), 0);
    }

    void saysWhatASpeedMeans_data() {
        QTest::addColumn<double>("speed");
        QTest::addColumn<QString>("meaning");
        QTest::newRow("none") << 0.0 << QString();
        QTest::newRow("very slow") << 0.2 << QStringLiteral("A word every 7 s: slower than one types.");
        QTest::newRow("typing") << 1.6 << QStringLiteral("About 1.2 words a second: as fast as one types.");
        QTest::newRow("speaking") << 4.0 << QStringLiteral("About 3 words a second: as fast as one reads aloud.");
        QTest::newRow("reading") << 6.0 << QStringLiteral("About 5 words a second: as fast as one reads.");
        QTest::newRow("fast") << 60.0 << QStringLiteral("About 45 words a second: faster than one reads.");
    }

    void saysWhatASpeedMeans() {
        QFETCH(double, speed);
        QTEST(answerSpeedSentence(speed), "meaning");
    }

    void tellsDifferences() {
        QCOMPARE(differenceText(112, 100), QStringLiteral("+12\u202F%"));
        QCOMPARE(differenceText(97, 100), QStringLiteral("−3\u202F%"));
        QCOMPARE(differenceText(100.2, 100), QStringLiteral("0\u202F%"));
        QCOMPARE(differenceText(0, 100), QString());
        QVERIFY(promptSpeedSentence(5000).contains(QStringLiteral("less than a second")));
        QVERIFY(promptSpeedSentence(100).contains(QLatin1Char('7')));
    }

private:
    static QString difference(const SpeedRounds& model, int row) {
        return model.index(row).data(SpeedRounds::AnswerDifferenceRole).toString();
    }
};

QTEST_GUILESS_MAIN(SpeedRoundsTest)
#include "tst_speed_rounds.moc"
