// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "robot_place.h"

#include <orrery/base/pose.h>
#include <orrery/base/result.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How a robot on its stage is looked at, as a value that can be kept in a file: what is drawn over it, let through,
/// cut away or moved apart, and where it, its ghosts and the forces on it are at one moment. Links go by name, so that
/// it can be written by hand and used with another copy of the robot. Metres, the stage's root frame unless said.
struct StageLook {
    enum class Collisions { Off, Over, Instead, Beside };
    enum class Axis { None, X, Y, Z };
    enum class Part { AsRobot, SeeThrough, Hidden };

    /// A point on a link's surface, in the link's frame.
    struct Point {
        std::string link;
        orrery::Vec3 place;

        bool operator==(const Point&) const = default;
    };
    /// The box around the robot when it was loaded: sections, floor and the size of overlays follow from it.
    struct Rest {
        orrery::Vec3 minimum;
        orrery::Vec3 maximum;
        double floor = 0; ///< Its height.

        bool operator==(const Rest&) const = default;
    };
    /// Arrows: begin and end, one after the other.
    struct Forces {
        std::vector<orrery::Vec3> contacts;
        std::vector<orrery::Vec3> pushes;
        double reach = 0.5; ///< About how large the robot is: arrows are as thick in proportion.

        bool operator==(const Forces&) const = default;
    };
    using Poses = std::map<std::string, orrery::Pose>; ///< Root from link.
    /// Another robot on the stage.
    struct Beside {
        std::string file;                ///< Its description, or the name of one of Orrery's own.
        std::optional<RobotPlace> place; ///< Without one it stands beside those before it.
        Poses robot;                     ///< As below, in its own root's frame.

        bool operator==(const Beside&) const = default;
    };

    bool frames = false;
    bool jointAxes = false;
    bool massCentres = false;
    bool inertiaBoxes = false;
    Collisions collisions = Collisions::Off;
    double opacity = 1; ///< Of the whole robot, 0.1 .. 1.
    std::map<std::string, Part> parts;
    Axis section = Axis::None;
    double sectionShare = 0.5; ///< Where it cuts: a share of the box at rest, 0 .. 1.
    bool sectionFlipped = false;
    double explosion = 0;    ///< 0 .. 1
    std::string picked;      ///< The link that stands out; empty for none.
    std::vector<Point> tape; ///< None, one or two.
    double labelScale = 1;   ///< How much larger words are than on a screen, 0.1 .. 64.
    std::optional<Rest> rest;

    orrery::Pose base; ///< Where the robot's root has gone.
    Poses robot;       ///< Where links are instead of where the joints put them; empty: there.
    Poses ghost;       ///< What is about to happen.
    Poses comparison;  ///< Another take.
    Forces forces;
    RobotPlace place; ///< The robot's own.
    std::vector<Beside> beside;

    bool operator==(const StageLook&) const = default;
};

/// A file larger than this is refused.
inline constexpr std::size_t kMaxLookBytes = std::size_t{8} * 1024 * 1024;
inline constexpr std::size_t kMaxLookLinks = 10'000;
inline constexpr std::size_t kMaxLookArrows = 1'000;
inline constexpr std::size_t kMaxLookRobots = 64;

/// JSON with a member for everything that is not as at first: see the struct, whose names it has.
std::string writeStageLook(const StageLook& look);
/// Reads what writeStageLook writes, or a person wrote. Pure. Every member must be known and usable: the first one that
/// is not is named in the error. @param sourceName what messages call the file.
orrery::Result<StageLook> readStageLook(std::string_view text, const std::string& sourceName);

/// Only where the robot is: nothing drawn over it, cut or moved apart, and nobody beside it.
StageLook plainLook(const StageLook& look);
/// Without what is of one moment (poses, ghosts, forces), so that it fits every picture of a film.
StageLook lastingLook(StageLook look);
