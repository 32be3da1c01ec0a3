// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "plot_view.h"
#include "telemetry_words.h"

#include "telemetry_bench.h"

#include <numbers>

using namespace orrery;

namespace {

constexpr double width = 400, height = 200;

std::shared_ptr<const PlottedTake> take(int rows, const std::function<double(int)>& elbow, double every = 0.02) {
    robot::TakeBuilder builder;
    for (int i = 0; i < rows; ++i)
        (void)builder.add(static_cast<std::uint64_t>(i * every * 1e9), {"elbow", "slide"}, std::vector{elbow(i), 0.05},
                          std::vector{0.0, 0.0}, {});
    return std::make_shared<const PlottedTake>(builder.build());
}

} // namespace

class PlotTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_bench = std::make_unique<test::TelemetryBench>();
        m_plot = std::make_unique<PlotController>();
        m_plot->attach(m_bench->robot());
        m_plot->setWatched(true);
        m_view = std::make_unique<PlotView>();
        m_view->setSize({width, height});
        m_view->setColors({Qt::red, Qt::blue});
        m_view->setPlot(m_plot.get());
    }
    void cleanup() {
        m_view.reset();
        m_plot.reset();
        m_bench.reset();
    }

    void aPeakIsDrawnAtAnyZoom() {
        m_plot->setTakes(take(180'000, [](int i) { return i == 91'234 ? 1.5 : 0.001 * (i % 7); }), nullptr);
        m_plot->series()->setShown(1, false);
        for (int zoom = 0; zoom < 12; ++zoom) {
            m_view->computeBands();
            const double top = m_view->yAt(1.5 * 180 / std::numbers::pi);
            const auto& points = m_view->computeBands().at(0).points;
            QVERIFY(std::ranges::any_of(points, [&](const QSGGeometry::Point2D& point) {
                return std::abs(point.y - top) < 1 && std::abs(point.x - m_view->xAt(91'234 * 0.02)) < 2 * width / 400;
            }));
            QVERIFY(m_view->high() >= 1.5 * 180 / std::numbers::pi);
            m_view->zoom(0.4, m_view->xAt(91'234 * 0.02));
        }
    }

    void degreesAndMillimetresForPeople() {
        m_plot->setTakes(take(100, [](int) { return 0.5; }), nullptr);
        QCOMPARE(m_plot->unit(), QStringLiteral("° and mm"));
        m_plot->setCursor(1);
        QCOMPARE(value(0), QLocale().toString(28.6, 'f', 1) + QStringLiteral("°"));
        QCOMPARE(value(1), QLocale().toString(50.0, 'f', 1) + QStringLiteral("\u202Fmm"));
        m_plot->series()->setShown(0, false);
        QCOMPARE(m_plot->unit(), QStringLiteral("mm"));
        m_plot->setQuantity(PlotController::Velocity);
        QCOMPARE(m_plot->unit(), QStringLiteral("mm/s"));
        QVERIFY(!m_plot->empty());
        m_plot->setQuantity(PlotController::Effort);
        QVERIFY(m_plot->empty());
        QCOMPARE(telemetry::valueText(-0.00001, robot::Quantity::Position, false),
                 QLocale().toString(0.0, 'f', 1) + QStringLiteral("°"));
        QCOMPARE(telemetry::clockText(3725.46),
                 QStringLiteral("1:02:05") + QLocale().decimalPoint() + QLatin1Char('4'));
    }

    void theViewStaysWithinTheTake() {
        m_plot->setTakes(take(3001, [](int i) { return std::sin(i * 0.01); }), nullptr); // a minute
        QCOMPARE(m_view->from(), 0.0);
        QCOMPARE(m_view->until(), 60.0);
        m_view->zoom(0.5, width / 2);
        QCOMPARE(m_view->from(), 15.0);
        QCOMPARE(m_view->until(), 45.0);
        m_view->pan(width);
        QCOMPARE(m_view->from(), 0.0);
        m_view->pan(-10 * width);
        QCOMPARE(m_view->until(), 60.0);
        m_view->zoom(1e-9, 0);
        QVERIFY(m_view->until() - m_view->from() >= 0.099);
        m_view->zoom(1e9, 0);
        QCOMPARE(m_view->until(), 60.0);
        m_view->zoom(0.1, 0);
        m_view->bringIntoView(30);
        QVERIFY(m_view->from() < 30 && m_view->until() > 30);
        QVERIFY(std::abs(m_view->timeAt(m_view->xAt(31)) - 31) < 1e-9);
    }

    void liveIsFollowedUntilAPersonLooksBack() {
        QVERIFY(m_plot->live() && m_view->following());
        QTRY_VERIFY(m_plot->end() > 0.3);
        QTRY_VERIFY(std::abs(m_view->until() - m_plot->end()) < 1e-9);
        QVERIFY(!m_plot->empty());
        QVERIFY(!value(0).isEmpty());
        QVERIFY(!m_view->computeBands().empty());
        m_view->setFollowing(false);
        const double until = m_view->until(), end = m_plot->end();
        QTRY_VERIFY(m_plot->end() > end + 0.2);
        QCOMPARE(m_view->until(), until);
        m_plot->setTakes(take(100, [](int) { return 0.0; }), nullptr);
        QVERIFY(std::abs(m_view->until() - 1.98) < 1e-9);
        m_plot->setTakes(nullptr, nullptr);
        QVERIFY(m_view->following());
    }

    void twoTakesShareColoursAndOneIsFainter() {
        m_plot->setTakes(take(100, [](int) { return 0.0; }), take(200, [](int) { return 1.0; }));
        QCOMPARE(m_plot->end(), 3.98);
        const auto& bands = m_view->computeBands();
        QCOMPARE(bands.size(), std::size_t{4});
        QVERIFY(bands[0].color.alpha() < 255 && bands[2].color.alpha() == 255);
        QCOMPARE(bands[0].color.rgb(), bands[2].color.rgb());
        m_plot->setCursor(0.5);
        QVERIFY(m_plot->series()->index(0).data(SeriesList::ComparedRole).toString().startsWith(QStringLiteral("57")));
    }

    void noMoreThanTheEyeCanTell() {
        SeriesList list;
        const QAbstractItemModelTester tester(&list);
        std::vector<SeriesList::Row> rows(50);
        for (int i = 0; i < 50; ++i) rows[static_cast<std::size_t>(i)].name = QStringLiteral("joint %1").arg(i);
        list.reset(rows);
        QCOMPARE(list.shownCount(), 8);
        list.showAll(true);
        QCOMPARE(list.shownCount(), SeriesList::mostShown);
        list.setShown(49, true);
        QCOMPARE(list.shownCount(), SeriesList::mostShown);
        list.setShown(0, false);
        list.setShown(49, true);
        QVERIFY(list.rows()[49].shown);
        rows.resize(40);
        list.reset(rows);
        QVERIFY(!list.rows()[0].shown && list.rows()[1].shown); // kept by name
    }

    void marksAreRoundNumbers() {
        QCOMPARE(plot::niceStep(100, 5), 20.0);
        QCOMPARE(plot::niceTimeStep(100, 5), 30.0);
        const plot::Range range = plot::niceRange(-12.3, 47.9, 2, 5);
        QVERIFY(range.low <= -12.3 && range.high >= 47.9);
        const QVariantList marks = plot::valueMarks(range, 5);
        QVERIFY(marks.size() >= 2 && marks.size() <= 8);
        QCOMPARE(plot::timeMarks(5, 5, 4).size(), 0);
        QVERIFY(plot::niceRange(1, -1, 2, 5).high > 0); // nothing seen
    }

private:
    QString value(int row) const { return m_plot->series()->index(row).data(SeriesList::ValueRole).toString(); }

    std::unique_ptr<test::TelemetryBench> m_bench;
    std::unique_ptr<PlotController> m_plot;
    std::unique_ptr<PlotView> m_view;
};

QTEST_MAIN(PlotTest)
#include "tst_plot.moc"
