// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/motion/motion_constraint.h>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot {

/// Why a robot cannot be checked.
enum class CollisionErrc {
    NoShapes, ///< It has neither collision shapes nor anything to see, or none that can be read.
};
std::string_view errorDomain(CollisionErrc);
std::string_view errorName(CollisionErrc value);

struct SelfCollisionOptions {
    std::map<std::string, double> home; ///< rad or m by joint: a further pose in which nothing counts as touching.
    std::string meshCache;              ///< Folder for loadMesh; empty: meshes are read from their own files.
};

/// Two links that overlap.
struct LinkContact {
    std::string first; ///< The one further from the root.
    std::string second;
    double depth = 0; ///< m, about how far they are in each other.
};

/// What a check is made of.
struct SelfCollisionFacts {
    std::size_t shapes = 0;
    std::size_t pairs = 0;            ///< Pairs of links that are looked at.
    std::size_t touching = 0;         ///< Pairs left out because they touch in the neutral or home pose.
    bool fromVisuals = false;         ///< The robot has no collision shapes: it is checked as it looks.
    std::vector<std::string> leftOut; ///< Links of which a shape could not be read.
};

/// Whether a robot touches itself. Boxes, cylinders, spheres and capsules are exact, meshes count as their convex hulls
/// (hollows are filled). Left out are links that a joint connects (also across links without a shape, and across the
/// loops of closuresByFrameName), links fixed to each other, and those that touch in the neutral or the home pose
/// already: their makers did not mean a collision there.
///
/// Where a robot has closed loops, the joints named passive_... are solved from the others, as its mechanics would;
/// where the loops cannot close the robot cannot be, and nothing counts as touching. Immutable: any thread, several at
/// once.
class SelfCollision final : public MotionConstraint {
public:
    /// Reads the shapes' mesh files (blocks: for a worker thread). Fails with a CollisionErrc.
    static Result<std::shared_ptr<const SelfCollision>> create(const Description& description,
                                                               const SelfCollisionOptions& options = {});
    ~SelfCollision() override;
    SelfCollision(const SelfCollision&) = delete;
    SelfCollision& operator=(const SelfCollision&) = delete;

    /// The controlled joints, in the order of KinematicModel::coordinates().
    [[nodiscard]] const JointNames& joints() const override;

    /// The first overlap found with the joints here, in no particular order; nothing where the robot is free.
    /// @param positions one a joint of joints(), rad or m; missing and NaN ones count as neutral.
    [[nodiscard]] std::optional<LinkContact> firstContact(std::span<const double> positions) const;
    /// All of them.
    [[nodiscard]] std::vector<LinkContact> contacts(std::span<const double> positions) const;
    [[nodiscard]] std::vector<MotionViolation> violations(std::span<const double> positions) const override;

    [[nodiscard]] const SelfCollisionFacts& facts() const;

private:
    struct State;
    explicit SelfCollision(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// "The gripper would touch the base."
std::string contactSentence(const LinkContact& contact);

} // namespace orrery::robot
