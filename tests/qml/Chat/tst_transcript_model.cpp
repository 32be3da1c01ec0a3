// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "card_model.h"
#include "transcript_model.h"
#include "transcript_turns.h"

using namespace orrery;
using conversation::Turn;

namespace {

TranscriptTurn question(conversation::Id id, const QString& text) {
    TranscriptTurn turn;
    turn.id = id;
    turn.fromUser = true;
    turn.question = text;
    return turn;
}

TranscriptTurn openAnswer(conversation::Id id) {
    TranscriptTurn turn;
    turn.id = id;
    turn.state = Turn::State::Open;
    return turn;
}

} // namespace

class TranscriptModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_model = std::make_unique<TranscriptModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void anAnswerGrowsBlockByBlock() {
        m_model->append(question(1, QStringLiteral("Why?")));
        m_model->append(openAnswer(2));
        QCOMPARE(kinds(), (QList<int>{TranscriptModel::Question, TranscriptModel::Foot}));
        m_model->extend("Because.\n\n```cpp\nint main() {}", "");
        m_model->extend("\n```\n\nAnd so on", "");
        m_model->finish(Turn::State::Done, QStringLiteral("fast"));
        QCOMPARE(kinds(), (QList<int>{TranscriptModel::Question, TranscriptModel::Block, TranscriptModel::Block,
                                      TranscriptModel::Block, TranscriptModel::Foot}));
        QCOMPARE(value(2, CardModel::KindRole).toInt(), int(CardModel::Code));
        QCOMPARE(value(2, CardModel::CodeRole).toString().trimmed(), QStringLiteral("int main() {}"));
        QCOMPARE(value(3, CardModel::PlainTextRole).toString(), QStringLiteral("And so on"));
        QCOMPARE(value(4, TranscriptModel::StatsRole).toString(), QStringLiteral("fast"));
    }

    void aLongAnswerChangesOnlyItsEnd() {
        m_model->append(question(1, QStringLiteral("Long")));
        m_model->append(openAnswer(2));
        for (int i = 0; i < 2000; ++i) m_model->extend("Paragraph " + std::to_string(i) + "\n\n", "");
        QVERIFY(m_model->count() > 1900);
        int first = m_model->count();
        connect(m_model.get(), &TranscriptModel::dataChanged, this,
                [&first](const QModelIndex& from) { first = std::min(first, from.row()); });
        connect(m_model.get(), &TranscriptModel::rowsRemoved, this,
                [&first](const QModelIndex&, int from) { first = std::min(first, from); });
        m_model->extend("the very end", "");
        QVERIFY2(first > m_model->count() - 20, qPrintable(QString::number(first)));
    }

    void thinkingIsFoldedUntilAsked() {
        m_model->append(question(1, QStringLiteral("Think")));
        m_model->append(openAnswer(2));
        m_model->extend("", "One thought.\n\nAnother.");
        m_model->extend("The answer", "");
        QCOMPARE(kinds(), (QList<int>{TranscriptModel::Question, TranscriptModel::Thinking, TranscriptModel::Block,
                                      TranscriptModel::Foot}));
        m_model->setThinkingShown(2, true);
        QCOMPARE(m_model->count(), 6);
        QVERIFY(value(2, TranscriptModel::QuietRole).toBool());
        m_model->extend("", " More");
        m_model->setThinkingShown(2, false);
        QCOMPARE(m_model->count(), 4);
    }

    void whatAModelNamesIsNeverFetched() {
        m_model->append(question(1, QStringLiteral("Picture")));
        m_model->append(openAnswer(2));
        m_model->extend("![secret](https://example.org/a.png?q=secret)\n\n<script>alert(1)</script>", "");
        m_model->finish(Turn::State::Done, {});
        for (int row = 1; row < m_model->count() - 1; ++row) {
            QVERIFY(value(row, CardModel::KindRole).toInt() != int(CardModel::Image));
            QVERIFY(value(row, CardModel::ImagesRole).toList().isEmpty());
            QVERIFY(!value(row, CardModel::RichTextRole).toString().contains(QStringLiteral("<script")));
            QVERIFY(!value(row, CardModel::RichTextRole).toString().contains(QStringLiteral("<img")));
        }
    }

    void turnsAreCutAndGoOn() {
        m_model->append(question(1, QStringLiteral("A")));
        m_model->append(openAnswer(2));
        m_model->extend("Half", "");
        m_model->finish(Turn::State::Stopped, {});
        m_model->reopen();
        m_model->extend(" and whole", "");
        m_model->finish(Turn::State::Done, {});
        QCOMPARE(value(1, CardModel::PlainTextRole).toString(), QStringLiteral("Half and whole"));
        m_model->cutFrom(2);
        QCOMPARE(m_model->count(), 1);
        m_model->show({});
        QVERIFY(m_model->empty());
    }

    void attachedTextsStandBeforeTheQuestion() {
        Turn turn;
        turn.text = "What is it?";
        turn.attachments = {{conversation::Attachment::Kind::Text, "a.md", "text/plain", "```\ncode\n```"}};
        const std::string sent = withTexts(turn);
        QVERIFY(sent.starts_with("a.md:\n````\n"));
        QVERIFY(sent.ends_with("What is it?"));
    }

private:
    QVariant value(int row, int role) { return m_model->index(row).data(role); }

    QList<int> kinds() {
        QList<int> list;
        for (int row = 0; row < m_model->count(); ++row) list << value(row, TranscriptModel::RowKindRole).toInt();
        return list;
    }

    std::unique_ptr<TranscriptModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TranscriptModelTest)
#include "tst_transcript_model.moc"
