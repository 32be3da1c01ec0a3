// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QQuickWindow>
#include <QSignalSpy>
#include <QTest>

#include "detail_switch.h"

#include <memory>

class DetailSwitchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_shown = std::make_unique<Shown>();
        m_shown->window.resize(50, 50);
        m_shown->window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_shown->window));
        m_shown->detail.setWindow(&m_shown->window);
    }
    void cleanup() { m_shown.reset(); }

    void everyTriangleIsDrawnWhenNothingHappensAndNoLonger() {
        m_shown->detail.setActive(true);
        QVERIFY(!m_shown->detail.full());
        QSignalSpy frames(&m_shown->window, &QQuickWindow::afterAnimating);
        const QObject here;
        connect(&m_shown->detail, &DetailSwitch::fullChanged, &here, [&frames] { frames.clear(); });
        QTRY_VERIFY(m_shown->detail.full());
        QTRY_VERIFY(frames.count() > 0); // the frame it asked for does not end it
        QVERIFY(m_shown->detail.full());
        m_shown->window.update();
        QTRY_VERIFY(!m_shown->detail.full());
        QTRY_VERIFY(m_shown->detail.full());
    }

    void itIsNotFullWhileSomethingMoves() {
        m_shown->detail.setActive(true);
        QSignalSpy changed(&m_shown->detail, &DetailSwitch::fullChanged);
        QSignalSpy frames(&m_shown->window, &QQuickWindow::afterAnimating);
        QElapsedTimer moving;
        for (moving.start(); moving.elapsed() < 1200;) {
            m_shown->window.update();
            QVERIFY(frames.wait());
        }
        QCOMPARE(changed.count(), 0);
    }

    void whereThereIsNothingToSwitchNoFrameIsAskedFor() {
        QTest::qWait(1000);
        QVERIFY(!m_shown->detail.full());
        m_shown->detail.setActive(true);
        QTRY_VERIFY(m_shown->detail.full());
        m_shown->detail.setActive(false);
        QVERIFY(!m_shown->detail.full());
    }

private:
    struct Shown {
        QQuickWindow window;
        DetailSwitch detail;
    };
    std::unique_ptr<Shown> m_shown;
};

QTEST_MAIN(DetailSwitchTest)
#include "tst_detail_switch.moc"
