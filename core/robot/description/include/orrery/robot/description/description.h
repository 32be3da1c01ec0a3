// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/pose.h>

#include <array>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// A robot as plain values, whatever file it came from: SI units, radians, Z up. Readers fill it, everything else only
/// reads it.
namespace orrery::robot {

/// An index that means "none".
inline constexpr std::size_t npos = std::numeric_limits<std::size_t>::max();

/// Colour as sRGB with straight alpha, each 0..1.
struct Rgba {
    float r = 0;
    float g = 0;
    float b = 0;
    float a = 1;

    bool operator==(const Rgba&) const = default;
};

struct Material {
    std::string name;
    std::optional<Rgba> color;
    std::string textureFile;      ///< As written in the description (MJCF: with its texture folder); empty without one.
    std::string texturePath = {}; ///< Where it was found, absolute; empty when it was not.
};

struct Box {
    Vec3 size; ///< Full edge lengths, centred at the origin.
};
struct Cylinder {
    double radius = 0;
    double length = 0; ///< Full length along z, centred.
};
struct Sphere {
    double radius = 0;
};
struct Capsule {
    double radius = 0;
    double length = 0; ///< Length of the straight part along z, centred.
};
struct MeshRef {
    std::string uri;  ///< As written: package://, file://, relative ...
    std::string file; ///< Where it was found, absolute; empty when it was not.
    Vec3 scale{1, 1, 1};
};
using Geometry = std::variant<Box, Cylinder, Sphere, Capsule, MeshRef>;

struct Visual {
    std::string name;
    Pose linkFromVisual;
    Geometry geometry;
    std::optional<Material> material; ///< Absent: the mesh's own materials, else grey.
    int line = 0;                     ///< In its source file, 1-based; 0 unknown.
    int file = 0;                     ///< Which one: Description::sourceFileAt.
};

struct Collision {
    std::string name;
    Pose linkFromCollision;
    Geometry geometry;
    int line = 0;
    int file = 0;
};

struct Inertial {
    Pose linkFromInertia;
    double mass = 0;                 ///< kg
    std::array<double, 6> inertia{}; ///< kg m2: xx, xy, xz, yy, yz, zz about linkFromInertia's axes.
};

struct Link {
    std::string name;
    std::optional<Inertial> inertial;
    std::vector<Visual> visuals;
    std::vector<Collision> collisions;
    std::size_t parentJoint = npos; ///< The joint whose child this is; npos for a root.
    int line = 0;
    int file = 0;
};

enum class JointType { Fixed, Revolute, Continuous, Prismatic, Planar, Floating };

struct JointLimits {
    double lower = 0;    ///< rad or m
    double upper = 0;    ///< rad or m
    double velocity = 0; ///< rad/s or m/s; 0 when not given
    double effort = 0;   ///< N m or N; 0 when not given
    bool given = false; ///< False: the file sets no usable end (none, 0..0, infinite, huge) and lower/upper are a range
                        ///< for display.
    double acceleration = 0; ///< rad/s2 or m/s2; 0 when not given.
};

struct Mimic {
    std::size_t leader = npos; ///< Joint index; never part of a loop after validation.
    double multiplier = 1;
    double offset = 0; ///< value = multiplier * leader + offset
};

/// A motor that pulls a joint towards a position, as a description gives it.
struct PositionDrive {
    double stiffness = 0; ///< N m/rad or N/m
    double damping = 0;   ///< N m s/rad or N s/m, besides the joint's own
};

struct Joint {
    std::string name;
    JointType type = JointType::Fixed;
    std::size_t parent = npos; ///< Link index
    std::size_t child = npos;  ///< Link index
    Pose parentFromJoint;      ///< The child's frame in the parent's at value 0.
    Vec3 axis{1, 0, 0};        ///< Unit, in the joint frame.
    JointLimits limits;        ///< Always a usable range for revolute, continuous and prismatic; else all 0.
    double damping = 0;        ///< N m s/rad or N s/m
    double friction = 0;       ///< N m or N
    double armature = 0;       ///< kg m2 or kg that the motor adds; 0 when not given.
    std::optional<PositionDrive> drive;
    std::optional<Mimic> mimic;
    int line = 0;
    int file = 0;

    /// Whether one number moves it (revolute, continuous, prismatic).
    [[nodiscard]] bool isScalar() const {
        return type == JointType::Revolute || type == JointType::Continuous || type == JointType::Prismatic;
    }
    /// Whether a person or controller sets it: scalar and no follower.
    [[nodiscard]] bool isControlled() const { return isScalar() && !mimic; }
};

/// A pose that the description, or a file beside it, gives a name: "home", "folded" ...
struct NamedPose {
    std::string name;                     ///< Not empty, and no other pose's.
    std::map<std::string, double> joints; ///< rad or m by joint; never empty, only joints that exist and are
                                          ///< controlled. The others stay as they are.

    bool operator==(const NamedPose&) const = default;
};

/// A validated tree (or forest, when the file was broken: then roots.front() is the largest tree).
struct Description {
    std::string name;
    std::string sourceFile;                 ///< Absolute path; empty for in-memory text.
    std::vector<std::string> includedFiles; ///< Where it was put together from several files: the second, third ...
    std::vector<Link> links;
    std::vector<Joint> joints;
    std::vector<std::size_t> roots;      ///< Link indices; at least one.
    std::vector<std::size_t> jointOrder; ///< Every joint, parents before children.
    std::vector<NamedPose> poses;        ///< In the order of the files.

    /// The index of the link or joint with this name; npos when there is none.
    [[nodiscard]] std::size_t findLink(std::string_view linkName) const;
    [[nodiscard]] std::size_t findJoint(std::string_view jointName) const;
    /// The source file a link, joint, visual or collision stands in, by its `file`.
    [[nodiscard]] const std::string& sourceFileAt(int file) const;
};

enum class Severity { Information, Warning, Error };

/// One thing a reader noticed or repaired. Nothing is repaired in silence.
struct Finding {
    Severity severity = Severity::Warning;
    std::string message; ///< For a person: what is wrong and what was done about it.
    std::string element; ///< The link, joint or mesh it concerns; may be empty.
    std::string file;
    int line = 0; ///< 1-based; 0 unknown.
};

/// A description and everything that was wrong with it.
struct LoadedDescription {
    Description description;
    std::vector<Finding> findings;
};

} // namespace orrery::robot
