// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QTest>

#include "compare_columns.h"
#include "compare_figures.h"
#include "comparison_history.h"

#include <cmath>

using namespace orrery;
using compare::Stage;

namespace {

CompareSetup setup(const char* title) {
    CompareSetup setup;
    setup.title = QString::fromLatin1(title);
    setup.file = QStringLiteral("/models/%1.gguf").arg(setup.title);
    return setup;
}

} // namespace

/// The columns of a comparison and what is told of them.
class CompareColumnsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesColumnsInAndOut() {
        CompareColumns columns;
        const QAbstractItemModelTester tester(&columns);
        columns.setSetups({setup("one"), setup("two"), setup("three")});
        columns.remove(1);
        columns.remove(9);
        QCOMPARE(columns.count(), 2);
        QCOMPARE(text(columns, 1, CompareColumns::TitleRole), QStringLiteral("three"));
        QCOMPARE(text(columns, 1, CompareColumns::LetterRole), QStringLiteral("B"));
        for (int i = 0; i < 9; ++i) columns.add(setup("more"));
        QCOMPARE(columns.count(), int(CompareColumns::most));
        columns.setSetups({});
        QCOMPARE(columns.count(), 0);
    }

    void tellsWhatDiffersAndReadsItBack() {
        CompareSetup changed = setup("one");
        QCOMPARE(settingsText(changed), QString());
        changed.temperature = 0.25;
        changed.contextTokens = 8192;
        changed.threads = 3;
        changed.thinking = false;
        const QString told = settingsText(changed);
        for (const char* part : {"0.25", "8,192", "3 thread", "without thinking"})
            QVERIFY2(told.contains(QLatin1String(part)), qPrintable(told));
        measure::ComparedAnswer answer;
        answer.model = "one";
        answer.settings = settingsJson(changed);
        QVERIFY(setupFrom(answer) == changed);
        answer.settings = "no JSON";
        QCOMPARE(setupFrom(answer).contextTokens, 4096);
    }

    void anAnswerGrowsIntoItsCard() {
        CompareColumns columns;
        const QAbstractItemModelTester tester(&columns);
        columns.setSetups({setup("one"), setup("two")});
        auto* card = columns.index(0).data(CompareColumns::CardRole).value<CardModel*>();
        const QAbstractItemModelTester cardTester(card);
        columns.setStage(0, Stage::Answering);
        measure::ComparedAnswer answer;
        for (const char* piece : {"# Ti", "tle\n\nSome *te", "xt*\n\n- a\n- b\n\n```\nco", "de\n```\n\nend"}) {
            answer.text += piece;
            columns.show(0, answer, std::nullopt, false);
        }
        columns.setStage(0, Stage::Done);
        columns.show(0, answer, std::nullopt, false);
        QCOMPARE(card->count(), 6);
        QCOMPARE(card->index(0).data(CardModel::KindRole).toInt(), int(CardModel::Heading));
        QCOMPARE(card->index(0).data(CardModel::PlainTextRole).toString(), QStringLiteral("Title"));
        QCOMPARE(card->index(4).data(CardModel::CodeRole).toString().trimmed(), QStringLiteral("code"));
        QCOMPARE(columns.textAt(0), QString::fromStdString(answer.text));
        columns.clearAnswers();
        QCOMPARE(card->count(), 0);
    }

    void hidesWhoAnswersUntilTheVote() {
        CompareColumns columns;
        const QAbstractItemModelTester tester(&columns);
        columns.setSetups({setup("secret")});
        measure::ComparedAnswer answer;
        answer.text = "x";
        answer.timings.answerTokens = 10;
        answer.timings.answerMs = 1000;
        answer.memory = 5'000'000'000;
        columns.setStage(0, Stage::Done);
        columns.show(0, answer, std::nullopt, false);
        columns.setHidden(true);
        for (const int role : columns.roleNames().keys()) {
            const QVariant value = columns.index(0).data(role);
            QVERIFY2(!value.toString().contains(QStringLiteral("secret")), qPrintable(value.toString()));
        }
        QVERIFY(columns.index(0).data(CompareColumns::FiguresRole).toList().isEmpty());
        columns.setHidden(false);
        QCOMPARE(text(columns, 0, CompareColumns::TitleRole), QStringLiteral("secret"));
        QVERIFY(text(columns, 0, CompareColumns::SummaryRole).contains(QStringLiteral("tokens/s")));
    }

    void saysWhenAPromptWasKnownFromBefore() {
        measure::ComparedAnswer answer;
        answer.timings.firstTokenMs = 120;
        QVERIFY(!answerSummary(answer, false).contains(QLatin1Char('*')));
        answer.timings.cachedTokens = 30;
        QVERIFY(answerSummary(answer, false).contains(QLatin1Char('*')));
        QCOMPARE(answerFigures({}, false).size(), 0);
        QCOMPARE(answerFigures({}, true).size(), 1);
    }

    void pastComparisonsKeepTheirSecret() {
        ComparisonHistory history;
        const QAbstractItemModelTester tester(&history);
        measure::Comparison comparison;
        comparison.id = 7;
        comparison.prompt = "Two\nlines";
        comparison.blind = true;
        comparison.answers.resize(2);
        comparison.answers[0].label = "alpha";
        comparison.answers[1].label = "beta";
        history.reset({comparison});
        QCOMPARE(history.index(0).data(ComparisonHistory::PromptRole).toString(), QStringLiteral("Two lines"));
        QVERIFY(!history.index(0).data(ComparisonHistory::ModelsRole).toString().contains(QStringLiteral("alpha")));
        comparison.bothBad = true;
        history.reset({comparison});
        QVERIFY(history.index(0).data(ComparisonHistory::ModelsRole).toString().contains(QStringLiteral("alpha")));
        QCOMPARE(history.find(7)->id, 7);
        QVERIFY(!history.find(8));
        ComparisonStandings standings;
        const QAbstractItemModelTester standingsTester(&standings);
        standings.reset({{"alpha", 3, 1, 2}});
        QCOMPARE(standings.index(0).data(ComparisonStandings::ShareRole).toDouble(), 4.0 / 6);
    }

private:
    static QString text(const CompareColumns& columns, int row, int role) {
        return columns.index(row).data(role).toString();
    }
};

QTEST_MAIN(CompareColumnsTest)
#include "tst_compare_columns.moc"
