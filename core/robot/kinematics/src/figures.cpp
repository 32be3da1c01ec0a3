// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/kinematics/figures.h>

#include <orrery/robot/kinematics/forward.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace orrery::robot {
namespace {

constexpr int poses = 1500;
constexpr int refined = 6;  // of the best poses
constexpr int rounds = 4;   // over all joints
constexpr int stations = 9; // along each joint's range

struct Range {
    double lower = 0;
    double upper = 0;
};

Range rangeOf(const Coordinate& coordinate) {
    if (coordinate.type == JointType::Continuous) return {-std::numbers::pi, std::numbers::pi};
    return {coordinate.limits.lower, coordinate.limits.upper};
}

/// Van der Corput's sequence: even cover without chance.
double spread(unsigned index, unsigned base) {
    double share = 0;
    double place = 1;
    for (; index > 0; index /= base) {
        place /= base;
        share += place * (index % base);
    }
    return share;
}

unsigned primeAt(std::size_t i) {
    constexpr std::array<unsigned, 16> primes{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53};
    return primes[i % primes.size()];
}

/// The distance of one link's origin, for one set of positions after another.
class TipDistance {
public:
    TipDistance(const KinematicModel& model, std::size_t tip) : m_model(model), m_tip(tip) {}

    double operator()(const std::vector<double>& positions) {
        forwardKinematics(m_model, positions, m_poses);
        return norm(m_poses[m_tip].position);
    }

private:
    const KinematicModel& m_model;
    std::size_t m_tip;
    std::vector<Pose> m_poses;
};

std::vector<std::size_t> carryingCoordinates(const KinematicModel& model, std::size_t tip) {
    std::vector<std::size_t> result;
    std::size_t link = tip;
    for (auto motion = model.motions().rbegin(); motion != model.motions().rend(); ++motion) {
        if (motion->child != link) continue;
        link = motion->parent;
        if (motion->coordinate != npos && std::ranges::find(result, motion->coordinate) == result.end())
            result.push_back(motion->coordinate);
    }
    return result;
}

void improve(Reach& reach, TipDistance& distance, const KinematicModel& model, std::span<const std::size_t> carrying) {
    double share = 1;
    for (int round = 0; round < rounds; ++round, share /= stations - 1) {
        for (const std::size_t c : carrying) {
            const Range whole = rangeOf(model.coordinates()[c]);
            const double half = share * (whole.upper - whole.lower) / 2;
            const double middle = round == 0 ? (whole.lower + whole.upper) / 2 : reach.positions[c];
            std::vector<double> trial = reach.positions;
            for (int i = 0; i < stations; ++i) {
                trial[c] = std::clamp(middle - half + 2 * half * i / (stations - 1), whole.lower, whole.upper);
                const double found = distance(trial);
                if (found > reach.distance) reach = {found, trial};
            }
        }
    }
}

} // namespace

MassFigures massFigures(const Description& description, std::span<const Pose> rootFromLink) {
    MassFigures figures;
    Vec3 moment;
    for (std::size_t i = 0; i < std::min(description.links.size(), rootFromLink.size()); ++i) {
        const auto& inertial = description.links[i].inertial;
        if (!inertial || inertial->mass <= 0) {
            ++figures.without;
            continue;
        }
        figures.mass += inertial->mass;
        moment = moment + inertial->mass * (rootFromLink[i] * inertial->linkFromInertia.position);
    }
    if (figures.mass > 0) figures.centre = 1 / figures.mass * moment;
    return figures;
}

Reach reachOf(const KinematicModel& model, std::size_t tip, const std::stop_token& stop) {
    const std::vector<std::size_t> carrying = carryingCoordinates(model, tip);
    TipDistance distance(model, tip);
    std::vector<Reach> best;
    std::vector<double> positions = neutralPositions(model);
    best.push_back({distance(positions), positions});
    for (unsigned n = 1; n <= poses && !carrying.empty() && !stop.stop_requested(); ++n) {
        for (std::size_t i = 0; i < carrying.size(); ++i) {
            const Range range = rangeOf(model.coordinates()[carrying[i]]);
            const double share = std::fmod(spread(n, primeAt(i)) + 0.37 * std::floor(static_cast<double>(i) / 16), 1.0);
            positions[carrying[i]] = range.lower + share * (range.upper - range.lower);
        }
        best.push_back({distance(positions), positions});
        std::ranges::sort(best, std::ranges::greater{}, &Reach::distance);
        if (best.size() > refined) best.pop_back();
    }
    for (Reach& reach : best) {
        if (!stop.stop_requested()) improve(reach, distance, model, carrying);
    }
    return *std::ranges::max_element(best, {}, &Reach::distance);
}

std::size_t outermostLink(const Description& description) {
    std::vector<std::size_t> depth(description.links.size(), 0);
    for (const std::size_t j : description.jointOrder) {
        const Joint& joint = description.joints[j];
        depth[joint.child] = depth[joint.parent] + (joint.isScalar() ? 1 : 0);
    }
    // Of equals the last one: fixed tool frames come after what carries them.
    std::size_t outermost = description.roots.empty() ? 0 : description.roots.front();
    for (std::size_t i = 0; i < depth.size(); ++i) {
        if (depth[i] >= depth[outermost]) outermost = i;
    }
    return outermost;
}

} // namespace orrery::robot
