// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "chat_message_model.h"

class ChatMessageModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void streamsIntoTheLastTurn() {
        ChatMessageModel model;
        const QAbstractItemModelTester tester(&model);
        ChatTurn question;
        question.fromUser = true;
        question.text = QStringLiteral("Hi");
        model.append(question);
        ChatTurn answer;
        answer.state = ChatTurn::Streaming;
        model.append(answer);
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.extend(QStringLiteral("Hel"), {});
        model.extend(QStringLiteral("lo"), QStringLiteral("thought"));
        model.extend({}, {});
        QCOMPARE(changed.count(), 2);
        model.finish(ChatTurn::Done, QStringLiteral("fast"));
        const QModelIndex last = model.index(1);
        QCOMPARE(last.data(ChatMessageModel::TextRole).toString(), QStringLiteral("Hello"));
        QCOMPARE(last.data(ChatMessageModel::ReasoningRole).toString(), QStringLiteral("thought"));
        QCOMPARE(last.data(ChatMessageModel::StateRole).toString(), QStringLiteral("done"));
        QCOMPARE(model.index(0).data(ChatMessageModel::TextRole).toString(), QStringLiteral("Hi"));
    }

    void anEmptyConversationTakesEverything() {
        ChatMessageModel model;
        const QAbstractItemModelTester tester(&model);
        model.extend(QStringLiteral("x"), {});
        model.finish(ChatTurn::Failed, {});
        model.removeLast();
        model.clear();
        QCOMPARE(model.count(), 0);
        QCOMPARE(model.textAt(0), QString());
    }
};

QTEST_GUILESS_MAIN(ChatMessageModelTest)
#include "tst_chat_message_model.moc"
