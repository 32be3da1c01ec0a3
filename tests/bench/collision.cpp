// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <orrery/robot/collision/self_collision.h>
#include <orrery/robot/description/load_description.h>
#include <orrery/robot/kinematics/forward.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

namespace {

constexpr int poses = 3000;

struct Times {
    std::vector<double> check;
    std::vector<double> floor;
    int touching = 0;
};

/// The cost of one check along a smooth way, as a gesture goes, each pose near the one before.
std::vector<double> measureWay(const KinematicModel& model, const SelfCollision& check) {
    const auto neutral = neutralPositions(model);
    std::vector<double> micros;
    for (int i = 0; i < poses; ++i) {
        std::vector<double> positions;
        for (std::size_t k = 0; k < neutral.size(); ++k) {
            const JointLimits& limits = model.coordinates()[k].limits;
            const double reach = 0.1 * (limits.upper - limits.lower);
            const double swing = std::sin(0.01 * i * (1 + 0.1 * static_cast<double>(k)));
            positions.push_back(std::clamp(neutral[k] + reach * swing, limits.lower, limits.upper));
        }
        micros.push_back(bench::cpuMicros([&] { (void)check.firstContact(positions); }));
    }
    std::ranges::sort(micros);
    return micros;
}

/// Random poses, each a share of the whole range around neutral: 1 is anything the limits allow.
Times measure(const KinematicModel& model, const SelfCollision& check, double share) {
    std::mt19937 random(5);
    Times times;
    std::vector<Pose> links;
    const auto neutral = neutralPositions(model);
    for (int i = 0; i < poses; ++i) {
        std::vector<double> positions;
        for (std::size_t k = 0; k < neutral.size(); ++k) {
            const JointLimits& limits = model.coordinates()[k].limits;
            const double any = std::uniform_real_distribution(limits.lower, limits.upper)(random);
            positions.push_back(std::lerp(neutral[k], any, share));
        }
        times.floor.push_back(bench::cpuMicros([&] { forwardKinematics(model, positions, links); }));
        bool touches = false;
        times.check.push_back(bench::cpuMicros([&] { touches = check.firstContact(positions).has_value(); }));
        times.touching += touches ? 1 : 0;
    }
    std::ranges::sort(times.check);
    return times;
}

} // namespace

/// One self-collision check against posing the robot's links alone.
int main() {
    fmt::print("{:12} {:>6} {:>6} {:>8} {:10} {:>9} {:>9} {:>9} {:>9} {:>8} {:>12}\n", "robot", "shapes", "pairs",
               "load ms", "poses", "median us", "p99 us", "max us", "touch %", "pose us", "median/pose");
    for (const bench::SampleRobot& sample : bench::sampleRobots()) {
        const auto loaded = loadDescription(sample.file);
        if (!loaded) continue;
        const KinematicModel model(loaded->description);
        std::shared_ptr<const SelfCollision> check;
        const double load = bench::timeMs([&] {
            if (auto made = SelfCollision::create(loaded->description)) check = *made;
        });
        if (!check) continue;
        const auto way = measureWay(model, *check);
        fmt::print("{:12} {:6} {:6} {:8.0f} {:10} {:9.1f} {:9.1f} {:9.1f}\n", sample.name, check->facts().shapes,
                   check->facts().pairs, load, "on a way", way[way.size() / 2], way[way.size() * 99 / 100], way.back());
        for (const double share : {0.1, 1.0}) {
            const Times times = measure(model, *check, share);
            const double median = times.check[times.check.size() / 2];
            fmt::print("{:12} {:6} {:6} {:8.0f} {:10} {:9.1f} {:9.1f} {:9.1f} {:9.1f} {:8.2f} {:12.1f}\n", sample.name,
                       check->facts().shapes, check->facts().pairs, load, share < 1 ? "near" : "anywhere", median,
                       times.check[times.check.size() * 99 / 100], times.check.back(), 100.0 * times.touching / poses,
                       bench::median(times.floor), median / bench::median(times.floor));
        }
    }
}
