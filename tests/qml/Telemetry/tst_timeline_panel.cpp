// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAccessible>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTest>

#include "telemetry_controller.h"

#include "telemetry_bench.h"

#include "../steady_picture.h"

using namespace orrery;
using test::text;

namespace {

const char* const window = R"(
import QtQuick
import QtQuick.Controls.Basic
import Orrery.Telemetry
ApplicationWindow {
    id: window
    required property TelemetryController telemetry
    property int chosen: 0
    width: 1000; height: 500; visible: true
    TimelinePanel {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        telemetry: window.telemetry
        height: implicitHeight
        wantedHeight: 320
        onHeightChosen: height => window.chosen = height
    }
})";

QList<QString> warnings;
void collect(QtMsgType type, const QMessageLogContext&, const QString& message) {
    if (type == QtWarningMsg) warnings.push_back(message);
}

} // namespace

/// The drawer in all its states, by mouse, keyboard and name.
class TimelinePanelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QQuickStyle::setStyle(QStringLiteral("Basic")); }

    void init() {
        warnings.clear();
        m_before = qInstallMessageHandler(collect);
        m_bench = std::make_unique<test::TelemetryBench>();
        m_bench->writeTake("first", 2);
        m_bench->writeTake("second", 3, 1, -0.3, false);
        m_telemetry = std::make_unique<TelemetryController>(m_bench->gui, m_bench->pool, m_bench->takes());
        m_telemetry->attach(m_bench->robot());
        m_engine = std::make_unique<QQmlEngine>();
        m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        QQmlComponent component(m_engine.get());
        component.setData(window, QUrl());
        m_root.reset(component.createWithInitialProperties(
            {{QStringLiteral("telemetry"), QVariant::fromValue(m_telemetry.get())}}));
        QVERIFY2(m_root, qPrintable(component.errorString()));
        m_window = qobject_cast<QQuickWindow*>(m_root.get());
        QVERIFY(QTest::qWaitForWindowExposed(m_window));
        m_telemetry->takes()->refresh();
        QTRY_COMPARE(m_telemetry->takes()->count(), 2);
    }

    void cleanup() {
        m_root.reset();
        m_engine.reset();
        m_telemetry.reset();
        m_bench.reset();
        qInstallMessageHandler(m_before);
        QVERIFY2(warnings.isEmpty(), qPrintable(warnings.join(QLatin1Char('\n'))));
    }

    void recordsByTheButton() {
        QVERIFY(m_telemetry->plot()->watched());
        press("recordButton");
        QTRY_VERIFY(m_telemetry->record()->recording());
        QVERIFY(item("elapsed")->isVisible());
        press("recordButton");
        QTRY_COMPARE(m_telemetry->takes()->count(), 3);
        QTRY_VERIFY(item("message") &&
                    item("message")->property("text").toString().startsWith(QStringLiteral("Saved")));
        press("keepButton");
        QTRY_COMPARE(m_telemetry->takes()->count(), 4);
    }

    void showsATakeAndReturns() {
        QVERIFY(item("playButton") && !item("playButton")->isVisible());
        open("second");
        QCOMPARE(m_telemetry->playback()->mode(), PlaybackController::Show);
        QTRY_VERIFY(item("playButton")->isVisible());
        QTRY_VERIFY(item("message")->property("text").toString().contains(QStringLiteral("cut off")));
        auto* stage = item("plotStage");
        stage->forceActiveFocus(Qt::TabFocusReason);
        QTest::keyClick(m_window, Qt::Key_Right);
        QTRY_VERIFY(m_telemetry->playback()->position() > 0);
        QTest::keyClick(m_window, Qt::Key_Space);
        QVERIFY(m_telemetry->playback()->playing());
        QTest::keyClick(m_window, Qt::Key_Space);
        auto* view = item("plotView");
        const double until = view->property("until").toDouble();
        QTest::keyClick(m_window, Qt::Key_Plus);
        QVERIFY(view->property("until").toDouble() - view->property("from").toDouble() < until);
        QTest::keyClick(m_window, Qt::Key_0);
        QCOMPARE(view->property("until").toDouble(), until);
        auto* scrub = item("scrub");
        scrub->forceActiveFocus(Qt::TabFocusReason);
        QTest::keyClick(m_window, Qt::Key_End);
        QCOMPARE(m_telemetry->playback()->position(), m_telemetry->playback()->duration());
        m_telemetry->playback()->goLive();
        QTRY_COMPARE(item("modes")->property("currentIndex").toInt(), 0);
    }

    void theMouseSetsTheCursorPansAndZooms() {
        open("first");
        auto* view = item("plotView");
        QTRY_VERIFY(view->width() > 100);
        const QPoint middle = view->mapToScene({view->width() / 2, view->height() / 2}).toPoint();
        QTest::mouseClick(m_window, Qt::LeftButton, {}, middle);
        QTRY_VERIFY(std::abs(m_telemetry->playback()->position() - 1) < 0.05);
        QTest::keyClick(m_window, Qt::Key_Plus);
        QTest::keyClick(m_window, Qt::Key_Plus);
        const double from = view->property("from").toDouble();
        QTest::mousePress(m_window, Qt::LeftButton, {}, middle + QPoint(60, 0));
        QTest::mouseMove(m_window, middle + QPoint(40, 0));
        QTest::mouseMove(m_window, middle + QPoint(20, 0));
        QTest::mouseRelease(m_window, Qt::LeftButton, {}, middle + QPoint(20, 0));
        QVERIFY(view->property("from").toDouble() > from);
        QVERIFY(std::abs(m_telemetry->playback()->position() - 1) < 0.05); // a drag sets nothing
    }

    void deletingOffersTheWayBack() {
        m_telemetry->takes()->remove(0);
        QTRY_COMPARE(m_telemetry->takes()->count(), 1);
        press("undoButton");
        QTRY_COMPARE(m_telemetry->takes()->count(), 2);
    }

    void everythingHasAName() {
        open("first");
        m_telemetry->playback()->compareWith(text(m_bench->takes() / "second.mcap"));
        QTRY_VERIFY(m_telemetry->playback()->ghostShown());
        int seen = 0;
        for (QQuickItem* each : items()) {
            if (!each->isVisible() || !each->activeFocusOnTab()) continue;
            QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(each);
            if (!accessible) continue;
            ++seen;
            QVERIFY2(!accessible->text(QAccessible::Name).isEmpty(), each->metaObject()->className());
        }
        QVERIFY(seen > 8);
    }

    /// For people to look at: with ORRERY_PICTURES, a folder, and where there is OpenGL.
    void pictures() {
        const QString folder = qEnvironmentVariable("ORRERY_PICTURES");
        if (folder.isEmpty()) QSKIP("Set ORRERY_PICTURES to a folder to get pictures.");
        QQmlComponent theme(m_engine.get());
        theme.setData(
            "import QtQuick\nimport Orrery.Theme\nQtObject { property string mode; onModeChanged: Theme.mode = mode }",
            QUrl());
        const std::unique_ptr<QObject> switcher(theme.create());
        QVERIFY2(switcher, qPrintable(theme.errorString()));
        const QString given = qEnvironmentVariable("ORRERY_TAKE", text(m_bench->takes() / "first.mcap"));
        QTRY_VERIFY(m_telemetry->plot()->end() > 2);
        for (const char* mode : {"dark", "light"}) {
            switcher->setProperty("mode", QString::fromLatin1(mode));
            const auto picture = [&](const char* name) {
                QVERIFY(test::steadyPicture(*m_window).save(QStringLiteral("%1/%2-%3.png").arg(folder, name, mode)));
            };
            m_telemetry->playback()->close();
            picture("timeline-live");
            m_telemetry->playback()->open(given);
            QTRY_COMPARE(m_telemetry->playback()->file(), given);
            m_telemetry->playback()->seek(m_telemetry->playback()->duration() * 0.4);
            picture("timeline-show");
            m_telemetry->playback()->compareWith(text(m_bench->takes() / "second.mcap"));
            QTRY_VERIFY(!m_telemetry->playback()->loading());
            m_window->setWidth(608);
            picture("timeline-narrow");
            m_window->setWidth(1000);
        }
    }

    void narrowShowsOneThingAtATime() {
        m_window->setWidth(608);
        QTRY_VERIFY(!item("takeList")->isVisible());
        QVERIFY(item("plotView")->isVisible());
    }

private:
    static void collectItems(QQuickItem* from, QList<QQuickItem*>& found) {
        found.push_back(from);
        for (QQuickItem* child : from->childItems()) collectItems(child, found);
    }
    QList<QQuickItem*> items() const {
        QList<QQuickItem*> found;
        collectItems(m_window->contentItem(), found);
        return found;
    }
    QQuickItem* item(const char* name) const {
        for (QQuickItem* each : items()) {
            if (each->objectName() == QLatin1String(name)) return each;
        }
        return nullptr;
    }
    void press(const char* name) {
        QTRY_VERIFY(item(name) && item(name)->isVisible());
        item(name)->forceActiveFocus(Qt::TabFocusReason);
        QTest::keyClick(m_window, Qt::Key_Return);
    }
    void open(const std::string& name) {
        m_telemetry->playback()->open(text(m_bench->takes() / (name + ".mcap")));
        QTRY_COMPARE(m_telemetry->playback()->name(), QString::fromStdString(name));
    }

    QtMessageHandler m_before = nullptr;
    std::unique_ptr<test::TelemetryBench> m_bench;
    std::unique_ptr<TelemetryController> m_telemetry;
    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<QObject> m_root;
    QQuickWindow* m_window = nullptr;
};

QTEST_MAIN(TimelinePanelTest)
#include "tst_timeline_panel.moc"
