// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "frame_pacer.h"

#include <QColor>
#include <QElapsedTimer>
#include <QQuickWindow>
#include <QTest>

#include <atomic>
#include <memory>
#include <thread>

using namespace std::chrono_literals;

namespace {

/// A window whose every frame takes a quarter of a second to draw, on the render thread.
struct SlowWindow {
    QQuickWindow window;
    std::atomic<int> begun = 0;
    std::atomic<int> frames = 0;
    std::atomic<bool> threaded = false;

    SlowWindow() {
        window.resize(64, 64);
        QObject::connect(
            &window, &QQuickWindow::beforeRendering, &window, [this] { ++begun; }, Qt::DirectConnection);
        QObject::connect(
            &window, &QQuickWindow::afterRendering, &window,
            [this] {
                threaded = std::this_thread::get_id() != m_gui;
                std::this_thread::sleep_for(250ms);
                ++frames;
            },
            Qt::DirectConnection);
    }

private:
    std::thread::id m_gui = std::this_thread::get_id();
};

/// Asks for a new picture all the time.
/// @return in how many turns the GUI thread was held for about as long as a frame takes.
int heldTurns(SlowWindow& slow, int wantedFrames) {
    int held = 0;
    int shade = 0;
    while (slow.frames < wantedFrames) {
        QElapsedTimer turn;
        turn.start();
        slow.window.setColor(QColor(++shade % 256, 0, 0));
        slow.window.update();
        QCoreApplication::processEvents();
        if (turn.elapsed() > 200) ++held;
        std::this_thread::sleep_for(1ms);
    }
    return held;
}

} // namespace

class FramePacerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theGuiThreadDoesNotWaitForAFrameThatIsBeingDrawn() {
        SlowWindow slow;
        new FramePacer(&slow.window);
        slow.window.show();
        QTRY_VERIFY(slow.frames > 0);
        if (!slow.threaded) QSKIP("Frames are drawn by the GUI thread here.");
        const int held = heldTurns(slow, slow.frames + 8);
        QVERIFY2(held <= 2, qPrintable(QString::number(held))); // a busy machine may hold it once
    }

    void whatWasAskedForWhileAFrameWasDrawnIsDrawnAfterIt() {
        SlowWindow slow;
        new FramePacer(&slow.window);
        slow.window.show();
        QTRY_VERIFY(slow.frames > 0);
        if (!slow.threaded) QSKIP("Frames are drawn by the GUI thread here.");
        slow.window.setColor(Qt::red);
        slow.window.update();
        QTRY_VERIFY(slow.begun > slow.frames); // it is being drawn
        const int begun = slow.begun;
        slow.window.setColor(Qt::blue);
        slow.window.update();
        QTRY_VERIFY(slow.frames > begun);
    }

    void theWindowGoesAwayWhileAFrameIsWanted() {
        auto slow = std::make_unique<SlowWindow>();
        new FramePacer(&slow->window);
        slow->window.show();
        QTRY_VERIFY(slow->frames > 0);
        slow->window.update();
        slow.reset();
        QCoreApplication::processEvents(); // nothing of it is left to be delivered
    }
};

QTEST_MAIN(FramePacerTest)
#include "tst_frame_pacer.moc"
