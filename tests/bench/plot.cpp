// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include "plot_view.h"

#include <QGuiApplication>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <random>

using namespace orrery;

namespace {

constexpr std::size_t series = 32;
constexpr std::size_t rows = 3600 * 50;
constexpr int pixels = 1600;
constexpr int frames = 200;

std::shared_ptr<const robot::Take> hour() {
    robot::JointNames names;
    for (std::size_t i = 0; i < series; ++i) names.push_back(fmt::format("joint_{}", i));
    robot::TakeBuilder builder;
    std::mt19937 random(1);
    std::normal_distribution<double> noise(0, 0.01);
    std::vector<double> position(series);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t i = 0; i < series; ++i)
            position[i] = std::sin(0.0003 * static_cast<double>(row * (i + 1))) + noise(random);
        (void)builder.add(row * 20'000'000, names, position, {}, {});
    }
    return builder.build();
}

/// One frame's work after each step: the columns of all curves and their vertices.
double medianFrame(PlotView& view, const std::function<void(int)>& step, double* worst) {
    std::vector<double> times;
    for (int frame = 0; frame < frames; ++frame) {
        step(frame);
        times.push_back(bench::cpuMicros([&] { view.computeBands(); }) / 1000);
    }
    *worst = *std::max_element(times.begin(), times.end());
    return bench::median(times);
}

/// What could not be less: copying the vertices that are drawn.
double copyingMs(PlotView& view) {
    std::size_t bytes = 0;
    for (const PlotView::Band& band : view.computeBands()) bytes += band.points.size() * sizeof(band.points[0]);
    std::vector<char> from(bytes, 1), to(bytes);
    std::vector<double> times;
    for (int i = 0; i < frames; ++i) {
        times.push_back(bench::cpuMicros([&] { std::memcpy(to.data(), from.data(), bytes); }) / 1000);
    }
    return bench::median(times);
}

} // namespace

/// What a plot of 32 curves of an hour at 50 a second costs a frame on the GUI thread while it is panned and zoomed.
int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    PlotController plot;
    std::shared_ptr<const PlottedTake> take;
    const auto recorded = hour();
    const double built = bench::timeMs([&] { take = std::make_shared<const PlottedTake>(recorded); });
    plot.setTakes(take, nullptr);
    plot.series()->showAll(true);
    PlotView view;
    view.setSize({pixels, 400});
    view.setColors({Qt::red, Qt::green, Qt::blue});
    view.setPlot(&plot);
    double worstPan = 0, worstZoom = 0;
    view.showAll();
    view.zoom(0.5, pixels / 2.0);
    const double pan = medianFrame(
        view, [&](int frame) { view.pan(frame % 100 < 50 ? 9 : -9); }, &worstPan);
    view.showAll();
    const double zoom = medianFrame(
        view, [&](int frame) { view.zoom(frame % 100 < 50 ? 0.85 : 1 / 0.85, pixels / 3.0); }, &worstZoom);
    view.showAll();
    const double floor = copyingMs(view);
    fmt::print("{} series x 1 h x 50 Hz on {} columns: made ready in {:.0f} ms (once, on a worker); a frame while "
               "panned {:.2f} ms (worst {:.2f}), while zoomed {:.2f} ms (worst {:.2f}); copying what is drawn {:.3f} "
               "ms, ratio {:.0f}\n",
               series, pixels, built, pan, worstPan, zoom, worstZoom, floor, pan / floor);
    return 0;
}
