// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "hand.h"
#include "recording_link.h"
#include "report.h"

#include "stop_desk.h"
#include "stop_listener.h"

#include <orrery/robot/motion/motion_gate.h>

#include <QGuiApplication>
#include <QRectF>
#include <QWindow>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

using namespace orrery;
using namespace std::chrono_literals;

namespace {

constexpr int presses = 200;

/// Presses and waits until the robot's link has heard of it; ms.
std::vector<double> latencies(robot::RecordingLink& link) {
    std::vector<double> found;
    Hand hand;
    hand.move({50, 50});
    for (int i = 0; i < presses; ++i) {
        std::this_thread::sleep_for(5ms);
        const std::uint64_t before = link.epoch();
        const auto begun = std::chrono::steady_clock::now();
        hand.click({50, 50});
        while (link.epoch() == before && std::chrono::steady_clock::now() - begun < 2s) std::this_thread::yield();
        found.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
    }
    return found;
}

} // namespace

/// From a press of the button of the mouse to the robot's link, while the GUI thread hears nothing at all.
int main(int argc, char** argv) {
    QGuiApplication app(argc, argv);
    QWindow window;
    window.setGeometry(0, 0, 100, 100);
    window.show();
    robot::RecordingLink link;
    robot::MotionGate gate(robot::armJoints(), link);
    StopDesk desk;
    desk.stopSwitch().connect(gate);
    desk.setWindow(window.winId());
    desk.setZone(&window, QRectF(0, 0, 100, 100));
    const auto listener = StopListener::create(desk);
    if (!listener) {
        fmt::print("There is no listener for this display.\n");
        return 0;
    }
    const auto shown = std::chrono::steady_clock::now() + 500ms;
    while (std::chrono::steady_clock::now() < shown) QCoreApplication::processEvents();
    const std::vector<double> found = latencies(link);
    fmt::print("{} presses of Stop, GUI thread busy     median {:.2f} ms   worst {:.2f} ms   (aim 100)\n", presses,
               bench::median(found), *std::max_element(found.begin(), found.end()));
}
