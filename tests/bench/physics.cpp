// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <orrery/robot/description/load_description.h>
#include <orrery/robot/sim/physics_simulator.h>

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>

using namespace orrery;
using namespace orrery::robot;

namespace {

constexpr std::uint64_t kSteps = 5000; // of 1 ms

void stepAndWait(PhysicsSimulator& simulator) {
    const std::uint64_t until = simulator.snapshot().steps + kSteps;
    simulator.step(kSteps);
    while (simulator.snapshot().steps < until) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

} // namespace

/// How fast physics runs against real time: five simulated seconds in steps of 1 ms. Wanted for the arm: 20 times.
int main() {
    std::vector<bench::SampleRobot> samples = bench::sampleRobots();
    const std::string model = ORRERY_SHARED_DATA "/robots/so101/scene.xml";
    if (std::filesystem::exists(model)) samples.push_back({"so101 (MJCF)", model});
    fmt::print("{:14} {:>9} {:>12} {:>12} {:>9}\n", "robot", "begin ms", "steps a s", "x real time", "contacts");
    for (const bench::SampleRobot& sample : samples) {
        const auto loaded = loadDescription(sample.file);
        if (!loaded) continue;
        PhysicsOptions options;
        options.paused = true;
        std::unique_ptr<PhysicsSimulator> simulator;
        const double begin = bench::timeMs([&] {
            auto made = PhysicsSimulator::create(loaded->description, options);
            if (made) simulator = *std::move(made);
        });
        if (!simulator) {
            fmt::print("{:14} cannot be simulated\n", sample.name);
            continue;
        }
        const double took = bench::timeMs([&] { stepAndWait(*simulator); });
        const PhysicsSnapshot snapshot = simulator->snapshot();
        fmt::print("{:14} {:9.0f} {:12.0f} {:12.1f} {:9}\n", sample.name, begin,
                   static_cast<double>(kSteps) / (took / 1000),
                   static_cast<double>(kSteps) * options.step / (took / 1000), snapshot.contactCount);
    }
}
