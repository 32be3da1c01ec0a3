// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>

#include "detail_switch.h"

class DetailSwitchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTriangleIsDrawnWhenNothingHappensAndNoLonger() {
        QQuickWindow window;
        window.resize(50, 50);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        DetailSwitch detail;
        detail.setWindow(&window);
        detail.setActive(true);
        QVERIFY(!detail.full());
        QTRY_VERIFY(detail.full());
        QTest::qWait(200); // the frame it asked for does not end it
        QVERIFY(detail.full());
        window.update();
        QTRY_VERIFY(!detail.full());
        QTRY_VERIFY(detail.full());
    }

    void itIsNotFullWhileSomethingMoves() {
        QQuickWindow window;
        window.resize(50, 50);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        DetailSwitch detail;
        detail.setWindow(&window);
        detail.setActive(true);
        QSignalSpy changed(&detail, &DetailSwitch::fullChanged);
        for (int i = 0; i < 60; ++i) {
            window.update();
            QTest::qWait(20);
        }
        QCOMPARE(changed.count(), 0);
    }

    void whereThereIsNothingToSwitchNoFrameIsAskedFor() {
        QQuickWindow window;
        window.resize(50, 50);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        DetailSwitch detail;
        detail.setWindow(&window);
        QTest::qWait(1000);
        QVERIFY(!detail.full());
        detail.setActive(true);
        QTRY_VERIFY(detail.full());
        detail.setActive(false);
        QVERIFY(!detail.full());
    }
};

QTEST_MAIN(DetailSwitchTest)
#include "tst_detail_switch.moc"
