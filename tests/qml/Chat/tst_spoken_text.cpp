// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

#include "spoken_text.h"

namespace {

int announced = 0; // a handler takes no context

void hear(QAccessibleEvent* event) {
    if (event->type() == QAccessible::Alert && qobject_cast<SpokenText*>(event->object())) ++announced;
}

} // namespace

class SpokenTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QAccessible::setActive(true);
        QAccessible::installUpdateHandler(hear);
    }
    void cleanupTestCase() { QAccessible::installUpdateHandler(nullptr); }
    void init() { announced = 0; }

    void eachTextIsAnnounced() {
        SpokenText spoken;
        const QSignalSpy changed(&spoken, &SpokenText::textChanged);
        spoken.setText(QStringLiteral("One."));
        QCOMPARE(announced, 1);
        spoken.setText(QStringLiteral("Two."));
        QCOMPARE(announced, 2);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(spoken.text(), QStringLiteral("Two."));
    }

    void theSameWordsAgainAreSaidAgain() {
        SpokenText spoken;
        const QSignalSpy changed(&spoken, &SpokenText::textChanged);
        spoken.setText(QStringLiteral("Ha!"));
        spoken.setText(QStringLiteral("Ha!"));
        QCOMPARE(announced, 2);
        QCOMPARE(changed.count(), 1);
    }

    void silenceIsNotAnnounced() {
        SpokenText spoken;
        spoken.setText(QString());
        QCOMPARE(announced, 0);
        spoken.setText(QStringLiteral("One."));
        spoken.setText(QString());
        QCOMPARE(announced, 1);
        QVERIFY(spoken.text().isEmpty());
    }
};

QTEST_MAIN(SpokenTextTest)
#include "tst_spoken_text.moc"
