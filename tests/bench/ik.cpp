// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <orrery/robot/description/load_description.h>
#include <orrery/robot/description/urdf_reader.h>
#include <orrery/robot/kinematics/forward.h>
#include <orrery/robot/kinematics/inverse.h>
#include <orrery/robot/kinematics/loops.h>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace orrery;
using namespace orrery::robot;

namespace {

constexpr int targets = 10'000;

/// Seven joints as in most seven-axis arms: shoulder and wrist of three, elbow of one.
Description sevenJointArm() {
    std::string text = "<robot name=\"seven\"><link name=\"l0\"/>";
    const char* axes[] = {"0 0 1", "0 1 0", "0 0 1", "0 1 0", "0 0 1", "0 1 0", "0 0 1"};
    const char* offsets[] = {"0 0 0.3", "0 0 0", "0 0 0.2", "0.05 0 0.2", "-0.05 0 0.2", "0 0 0.2", "0.08 0 0.1"};
    for (int i = 0; i < 7; ++i) {
        text += fmt::format("<link name=\"l{1}\"/><joint name=\"j{1}\" type=\"revolute\"><parent link=\"l{0}\"/>"
                            "<child link=\"l{1}\"/><origin xyz=\"{2}\"/><axis xyz=\"{3}\"/>"
                            "<limit lower=\"-2.5\" upper=\"2.5\" effort=\"1\" velocity=\"1\"/></joint>",
                            i, i + 1, offsets[i], axes[i]);
    }
    return std::move(readUrdf(text + "</robot>", "seven.urdf")->description);
}

/// The link that the most coordinates carry.
std::size_t tipOf(const KinematicModel& model) {
    std::vector<int> carriedBy(model.linkCount(), 0);
    for (const KinematicModel::Motion& motion : model.motions())
        carriedBy[motion.child] = carriedBy[motion.parent] + (motion.coordinate == npos ? 0 : 1);
    return static_cast<std::size_t>(std::ranges::max_element(carriedBy) - carriedBy.begin());
}

std::vector<double> randomPositions(const KinematicModel& model, std::mt19937& random) {
    std::vector<double> positions;
    for (const Coordinate& coordinate : model.coordinates())
        positions.push_back(std::uniform_real_distribution(coordinate.limits.lower, coordinate.limits.upper)(random));
    return positions;
}

struct Kind {
    const char* name;
    bool withRotation;
    double distance; ///< Of the present posture from one that meets the goal: share of the way to a random one.
    double stretch;  ///< The goal's distance from the root against that of a reachable one.
    double maxStep;
};

void measure(const std::string& name, const KinematicModel& model, const Kind& kind) {
    const std::size_t tip = tipOf(model);
    std::mt19937 random(7);
    std::vector<double> micros;
    std::vector<double> floor;
    std::vector<Pose> poses;
    int reached = 0;
    int steps = 0;
    for (int i = 0; i < targets; ++i) {
        const auto wanted = randomPositions(model, random);
        auto present = randomPositions(model, random);
        for (std::size_t k = 0; k < present.size(); ++k) present[k] = std::lerp(wanted[k], present[k], kind.distance);
        floor.push_back(bench::cpuMicros([&] { forwardKinematics(model, wanted, poses); }));
        InverseOptions options;
        options.maxStep = kind.maxStep;
        LinkGoal goal{tip, kind.stretch * poses[tip].position, {}};
        if (kind.withRotation) goal.rotation = poses[tip].rotation;
        Result<InverseSolution> solution;
        micros.push_back(bench::cpuMicros([&] { solution = solveInverse(model, present, goal, options); }));
        reached += solution && solution->outcome == InverseOutcome::Reached ? 1 : 0;
        steps += solution ? solution->steps : 0;
    }
    std::ranges::sort(micros);
    fmt::print("{:12} {:22} {:8.2f} {:9.1f} {:9.1f} {:9.1f} {:7.1f} {:9.2f} {:11.0f}\n", name, kind.name,
               100.0 * reached / targets, micros[micros.size() / 2], micros[micros.size() * 99 / 100], micros.back(),
               static_cast<double>(steps) / targets, bench::median(floor),
               micros[micros.size() / 2] / bench::median(floor));
}

/// The head of a robot that stands on rods, taken along a path at 50 poses a second, each solved from the last.
void measureLoops(const bench::SampleRobot& sample) {
    const auto loaded = loadDescription(sample.file);
    if (!loaded) return;
    const KinematicModel model(loaded->description);
    const auto closures = closuresByFrameName(loaded->description);
    const std::size_t head = loaded->description.findLink("head");
    if (closures.empty() || head == npos) return;
    std::vector<double> positions = neutralPositions(model);
    std::vector<double> micros;
    double gap = 0;
    int closed = 0;
    for (int i = 0; i < targets; ++i) {
        const double t = 0.02 * i;
        const LinkGoal goal{
            head,
            {0, 0, 0.177 + 0.01 * std::sin(t)},
            quaternionFromRollPitchYaw(0.2 * std::sin(1.7 * t), 0.2 * std::sin(2.3 * t), 0.4 * std::sin(t))};
        Result<LoopSolution> solution;
        micros.push_back(bench::cpuMicros([&] { solution = closeLoops(model, {closures, {}, goal}, positions); }));
        if (!solution) continue;
        positions = solution->positions;
        gap = std::max(gap, solution->largestGap);
        closed += solution->closed && solution->outcome == InverseOutcome::Reached ? 1 : 0;
    }
    std::ranges::sort(micros);
    fmt::print("\n{}: {} loops, a head path of {} poses: {:.2f} % closed and reached, largest gap {:.4f} mm, median "
               "{:.1f} us, "
               "p99 {:.1f} us, max {:.1f} us\n",
               sample.name, closures.size(), targets, 100.0 * closed / targets, 1000 * gap, micros[micros.size() / 2],
               micros[micros.size() * 99 / 100], micros.back());
}

/// A smooth way through some numbers around zero, each swinging at most so far.
class Wander {
public:
    Wander(std::mt19937& random, double furthest) : m_furthest(furthest) {
        for (double& phase : m_phases) phase = std::uniform_real_distribution(0.0, 6.28)(random);
    }
    [[nodiscard]] double at(double time) const {
        return m_furthest * (0.6 * std::sin(time + m_phases[0]) + 0.4 * std::sin(2.3 * time + m_phases[1]));
    }

private:
    double m_furthest;
    double m_phases[2];
};

/// The same head dragged by hand along random ways, with the options of a drag: within reach, and often beyond it.
void measureHeadDrag(const bench::SampleRobot& sample, const char* name, double metres, double radians) {
    const auto loaded = loadDescription(sample.file);
    if (!loaded) return;
    const KinematicModel model(loaded->description);
    const auto closures = closuresByFrameName(loaded->description);
    const std::size_t head = loaded->description.findLink("head");
    if (closures.empty() || head == npos) return;
    LoopProblem problem{closures, {}, {}};
    const auto inLoop = loopCoordinates(loaded->description, model, closures);
    for (std::size_t i = 0; i < model.coordinateCount(); ++i) {
        if (!std::ranges::binary_search(inLoop, i)) problem.driven.push_back({i, 0});
    }
    LoopOptions options;
    options.gapTolerance = 1e-5;
    options.positionTolerance = 2e-5;
    options.rotationTolerance = 2e-4;
    options.maxStep = 0.08;
    options.budget = 30;
    const auto start = closeLoops(model, problem, neutralPositions(model));
    if (!start) return;
    const Pose rest = forwardKinematics(model, start->positions)[head];
    std::mt19937 random(11);
    std::vector<double> micros;
    int closed = 0;
    int reached = 0;
    double missed = 0; // m and rad, as one
    for (int path = 0; path < 50; ++path) {
        std::vector<double> positions = start->positions;
        const Wander x(random, metres), y(random, metres), z(random, metres);
        const Wander roll(random, radians), pitch(random, radians), yaw(random, radians);
        for (int i = 0; i < 200; ++i) {
            const double t = 0.03 * i;
            const double slow = std::min(1.0, 0.02 * i);
            problem.goal = LinkGoal{
                head, rest.position + slow * Vec3{x.at(t), y.at(t), z.at(t)},
                quaternionFromRollPitchYaw(slow * roll.at(t), slow * pitch.at(t), slow * yaw.at(t)) * rest.rotation};
            Result<LoopSolution> solution;
            micros.push_back(bench::cpuMicros([&] { solution = closeLoops(model, problem, positions, options); }));
            if (!solution || solution->largestGap > 1e-4) continue; // as a drag does: better to stay
            positions = solution->positions;
            closed += solution->closed ? 1 : 0;
            reached += solution->outcome == InverseOutcome::Reached ? 1 : 0;
            missed += solution->positionError + 0.1 * solution->rotationError;
        }
    }
    std::ranges::sort(micros);
    const auto count = static_cast<double>(micros.size());
    fmt::print(
        "{} dragged {:14} closed {:6.2f} %, reached {:6.2f} %, {:.3f} mm short; median {:.1f} us, p95 {:.1f} us, "
        "p99 {:.1f} us, max {:.1f} us\n",
        sample.name, name, 100 * closed / count, 100 * reached / count, 1000 * missed / count,
        micros[micros.size() / 2], micros[micros.size() * 95 / 100], micros[micros.size() * 99 / 100], micros.back());
}

} // namespace

/// Random reachable goals, from random postures and from near ones as in a drag, against the time of posing the robot
/// once.
int main() {
    constexpr double unbounded = std::numeric_limits<double>::infinity();
    const Kind kinds[] = {{"pose, from anywhere", true, 1, 1, unbounded},
                          {"position, from anywhere", false, 1, 1, unbounded},
                          {"pose, drag", true, 0.02, 1, 0.2},
                          {"pose, out of reach", true, 1, 3, unbounded}};
    fmt::print("{:12} {:22} {:>8} {:>9} {:>9} {:>9} {:>7} {:>9} {:>11}\n", "robot", "goals", "reached%", "median us",
               "p99 us", "max us", "steps", "pose us", "median/pose");
    const auto all = [&](const std::string& name, const Description& description) {
        const KinematicModel model(description);
        for (const Kind& kind : kinds) measure(name, model, kind);
    };
    for (const bench::SampleRobot& sample : bench::sampleRobots()) {
        const auto loaded = loadDescription(sample.file);
        if (loaded && sample.name != "reachy_mini") all(sample.name, loaded->description);
    }
    all("seven", sevenJointArm());
    for (const bench::SampleRobot& sample : bench::sampleRobots()) {
        measureLoops(sample);
        measureHeadDrag(sample, "within reach", 0.008, 0.15);
        measureHeadDrag(sample, "beyond reach", 0.03, 0.6);
        measureHeadDrag(sample, "far beyond", 0.1, 1.5);
    }
}
