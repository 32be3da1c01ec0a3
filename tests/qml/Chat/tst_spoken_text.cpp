// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QTest>

#include "spoken_text.h"

class SpokenTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachTextIsAnnounced() {
        SpokenText spoken;
        const QSignalSpy changed(&spoken, &SpokenText::textChanged);
        const QSignalSpy announced(&spoken, &SpokenText::announced);
        spoken.setText(QStringLiteral("One."));
        QCOMPARE(announced.count(), 1);
        spoken.setText(QStringLiteral("Two."));
        QCOMPARE(announced.count(), 2);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(spoken.text(), QStringLiteral("Two."));
    }

    void theSameWordsAgainAreSaidAgain() {
        SpokenText spoken;
        const QSignalSpy changed(&spoken, &SpokenText::textChanged);
        const QSignalSpy announced(&spoken, &SpokenText::announced);
        spoken.setText(QStringLiteral("Ha!"));
        spoken.setText(QStringLiteral("Ha!"));
        QCOMPARE(announced.count(), 2);
        QCOMPARE(changed.count(), 1);
    }

    void silenceIsNotAnnounced() {
        SpokenText spoken;
        const QSignalSpy announced(&spoken, &SpokenText::announced);
        spoken.setText(QString());
        QCOMPARE(announced.count(), 0);
        spoken.setText(QStringLiteral("One."));
        spoken.setText(QString());
        QCOMPARE(announced.count(), 1);
        QVERIFY(spoken.text().isEmpty());
    }
};

QTEST_MAIN(SpokenTextTest)
#include "tst_spoken_text.moc"
