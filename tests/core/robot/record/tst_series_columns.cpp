// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include <orrery/robot/record/series_columns.h>

#include <cmath>
#include <random>

using namespace orrery::robot;

namespace {

struct Curve {
    std::vector<double> times;
    std::vector<double> values;

    std::vector<MinMax> columns(double from, double until, std::size_t count, bool withPyramid = true) const {
        const MinMaxPyramid pyramid(values);
        std::vector<MinMax> columns(count);
        seriesColumns({times, values, withPyramid ? &pyramid : nullptr}, from, until,
                      bucketEdges(times, from, until, count), columns);
        return columns;
    }
};

Curve noise(std::size_t rows) {
    Curve curve;
    std::mt19937 random(7);
    std::normal_distribution<double> step(0, 0.01);
    double value = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        curve.times.push_back(0.02 * static_cast<double>(i));
        curve.values.push_back(value += step(random));
    }
    return curve;
}

} // namespace

class SeriesColumnsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noPeakIsEverLost() {
        Curve curve = noise(180'000);
        std::mt19937 random(3);
        std::vector<std::size_t> peaks;
        for (int i = 0; i < 100; ++i) {
            peaks.push_back(random() % curve.values.size());
            curve.values[peaks.back()] = i % 2 ? 100 + i : -100 - i;
        }
        const double until = curve.times.back() + 0.02;
        for (const std::size_t count : {1, 7, 300, 1600}) {
            const auto columns = curve.columns(0, until, count);
            for (const std::size_t at : peaks) {
                const auto in = static_cast<std::size_t>(curve.times[at] / until * static_cast<double>(count));
                const MinMax& column = columns[std::min(in, count - 1)];
                QVERIFY(column.least <= curve.values[at] && column.greatest >= curve.values[at]);
            }
        }
    }

    void neighboursTouchAtAnyZoom() {
        const Curve curve = noise(2000);
        for (const double span : {0.01, 0.05, 0.5, 5.0, 39.9}) {
            const auto columns = curve.columns(0, span, 500);
            for (std::size_t i = 1; i < columns.size(); ++i) {
                QVERIFY(!columns[i].empty());
                QVERIFY(columns[i].least <= columns[i - 1].greatest + 1e-12);
                QVERIFY(columns[i].greatest >= columns[i - 1].least - 1e-12);
            }
        }
    }

    void thePyramidChangesNothing() {
        const Curve curve = noise(5000);
        const auto with = curve.columns(3, 88, 640), without = curve.columns(3, 88, 640, false);
        for (std::size_t i = 0; i < with.size(); ++i) {
            QCOMPARE(with[i].least, without[i].least);
            QCOMPARE(with[i].greatest, without[i].greatest);
        }
    }

    void betweenTwoValuesIsTheLine() {
        const Curve curve{{0, 10}, {0, 100}};
        const auto columns = curve.columns(2, 4, 2);
        QCOMPARE(columns[0].least, 20.0);
        QCOMPARE(columns[0].greatest, 30.0);
        QCOMPARE(columns[1].greatest, 40.0);
        QCOMPARE(curve.columns(0, 10, 1)[0].greatest, 100.0); // the last value counts
    }

    void outsideAndUnknownIsEmpty() {
        const double nan = std::nan("");
        const Curve curve{{0, 1, 2, 3, 4}, {0, 1, nan, 3, 4}};
        const auto columns = curve.columns(-2, 6, 8);
        QVERIFY(columns[0].empty());
        QCOMPARE(columns[1].greatest, 0.0); // its edge is where the curve begins
        QVERIFY(!columns[2].empty());
        QVERIFY(columns[6].empty() || columns[6].least == 4);
        QVERIFY(columns[7].empty());
        QVERIFY(curve.columns(1.25, 2.75, 3)[1].empty());
        QVERIFY(Curve{}.columns(0, 1, 4)[2].empty());
        std::vector<MinMax> none;
        seriesColumns({curve.times, curve.values, nullptr}, 0, 1, {}, none);
    }
};

QTEST_GUILESS_MAIN(SeriesColumnsTest)
#include "tst_series_columns.moc"
