// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/pose.h>
#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/link/robot_link.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot {

/// Why a robot cannot be simulated.
enum class PhysicsErrc {
    Unavailable,     ///< Built without a physics engine.
    NotSimulatable,  ///< The engine refuses this robot.
    InvalidArgument, ///< An unknown link, or a number that is none.
};
std::string_view errorDomain(PhysicsErrc);
std::string_view errorName(PhysicsErrc value);

struct PhysicsOptions {
    std::string name = "Simulated robot (physics)";
    double step = 0.001; ///< s, 0.0001 to 0.01
    double rate = 200;   ///< States a second, 10 to 1000.
    double speed = 1;    ///< Simulated seconds a second; 0.1 is slow motion. 0.001 to 100.
    bool paused = false;
    std::map<std::string, double> positions; ///< At the beginning, rad or m; others begin at 0 or the limit next to it.
    bool fixedBase = true;                   ///< The root stands fast; false: it falls and stands on the floor.
    bool floor = true;                       ///< A floor at the lowest point of the robot's collision shapes ...
    std::optional<double> floorHeight;       ///< ... or at this height (m, root frame).
    bool selfCollision = true; ///< Links that touch at the beginning or share a joint never collide with each other.
    Vec3 gravity{0, 0, -9.81}; ///< m/s2, root frame
};

/// Two things that touch. Vectors in the frame in which the root began.
struct ContactForce {
    std::string first;  ///< A link's name; "floor" for the floor.
    std::string second; ///< A link's name.
    Vec3 position;      ///< m
    Vec3 force;         ///< N, of the first on the second, friction included.
    double depth = 0;   ///< m, above 0 where they overlap.
};

/// A force from outside that acts on a link now. Vectors in the frame in which the root began.
struct OuterForce {
    std::string link;
    Vec3 position; ///< Where it acts, m.
    Vec3 force;    ///< N
};

/// A point of a link is drawn towards a place as by a damped spring.
struct Pull {
    std::string link;
    Vec3 point;             ///< m, in the link's frame.
    Vec3 target;            ///< m, in the frame in which the root began.
    double strongest = 200; ///< N
    double seconds = 0.5;   ///< Simulated, 0 to 60: renewed by the next pull of the same link.
};

/// What a physics simulation looks like at one instant.
struct PhysicsSnapshot {
    std::uint64_t steps = 0;   ///< Since the beginning.
    double time = 0;           ///< Simulated seconds since the beginning.
    double realTimeFactor = 0; ///< Simulated seconds a second, over the last half second or so; 0 while paused.
    double stepsPerSecond = 0; ///< How many the machine could do: steps over the time spent stepping.
    bool paused = false;
    bool pushed = false;                 ///< A push still acts.
    std::uint64_t resets = 0;            ///< How often the numbers ran away and the simulation began anew.
    std::vector<OuterForce> outerForces; ///< Pushes and pulls.
    Pose root;                           ///< Of the first root, in the frame in which it began.
    std::vector<ContactForce> contacts;  ///< The first maxContacts.
    std::size_t contactCount = 0;        ///< All of them.
};

/// A robot with mass in a world with gravity, contacts and a floor, driven by position control: a RobotLink like any
/// other, on a thread of its own from construction on.
///
/// Every controlled joint follows its target on a trapezoid of speed, as KinematicSimulator does, through its own
/// PositionDrive, else through a stiff spring and damper (15 Hz, critically damped), with the description's effort as
/// its greatest force. Damping, friction and, where given, armature are the description's. Followers are coupled to
/// their leaders. Frames closing_NAME_1 and closing_NAME_2 are tied together, and where a robot has such, joints named
/// passive_... have no motor. Mass comes from the inertials; a link without one weighs what its collision shapes would
/// in water. Meshes collide as their convex hulls; a robot without any collision shape collides as it looks.
///
/// joints() are the description's scalar joints in its order, followers and passive ones included (those refuse
/// commands). States carry position, velocity and the motors' effort. Every method may be called from any thread.
class PhysicsSimulator final : public RobotLink {
public:
    static constexpr std::size_t maxContacts = 64;

    /// Whether this build has a physics engine.
    static bool isAvailable();

    /// Reads collision meshes (blocks: for a worker thread) and begins. Fails with a PhysicsErrc.
    static Result<std::unique_ptr<PhysicsSimulator>> create(const Description& description,
                                                            const PhysicsOptions& options = {});

    ~PhysicsSimulator() override;

    [[nodiscard]] std::string name() const override;
    [[nodiscard]] const JointNames& joints() const override;
    [[nodiscard]] const StateBuffer& states() const override;
    Status send(const JointCommand& command) override;
    /// Ends every push and pull, too.
    void stop(std::uint64_t epoch) override;
    /// The motors exert no force any more: gravity, contacts and friction do the rest.
    Status release(std::uint64_t epoch) override;
    Status engage() override;
    [[nodiscard]] std::string releaseWarning() const override;

    /// Pushes a link at its centre of mass with a force (N, in the frame in which the root began) for so many simulated
    /// seconds; a new push of the same link takes the place of the old. Force up to 10,000 N, duration up to 60 s.
    Status push(const std::string& link, Vec3 force, double seconds);
    /// Pulls a link: the stiffer the heavier what hangs there, so that light and heavy robots follow alike. It takes
    /// the place of a push or pull of the same link.
    Status pull(const Pull& pull);
    /// Ends every push and pull.
    void letGo();

    /// Stands still: commands are taken and wait, states go on unchanged.
    void setPaused(bool paused);
    /// While paused: exactly so many steps, as fast as the machine can.
    void step(std::uint64_t count);
    /// Simulated seconds a second; brought within 0.001 to 100. The machine may not reach it: see realTimeFactor.
    void setSpeed(double speed);
    /// @param gravity m/s2, each part within -1000 to 1000, in the frame in which the root began; ignored where it is
    /// not a number.
    void setGravity(Vec3 gravity);
    /// Begins anew: the pose and time of the beginning, at rest; commands, pushes and pulls before it are void.
    void reset();

    [[nodiscard]] PhysicsSnapshot snapshot() const;

private:
    struct State;
    explicit PhysicsSimulator(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace orrery::robot
