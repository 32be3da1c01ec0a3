// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "joint_set.h"
#include "mujoco_text.h"
#include "physics_model.h"

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/sim/physics_simulator.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace orrery::robot {

/// The physics of one robot: no thread, no clock.
class PhysicsWorld {
public:
    static Result<std::unique_ptr<PhysicsWorld>> create(const Description& description, const PhysicsOptions& options);

    [[nodiscard]] const JointNames& names() const { return m_targets.names(); }
    [[nodiscard]] bool hasMotor(std::size_t joint) const { return m_drives[joint].motor; }
    /// The link with this name; npos without one.
    [[nodiscard]] std::size_t findLink(const std::string& name) const;

    void setTarget(const JointCommand::Target& target) { m_targets.setTarget(target); }
    void hold() { m_targets.hold(); }
    /// Motors on or off; on again, every joint holds where it is.
    void setPowered(bool on);
    void push(std::size_t link, Vec3 force, std::uint64_t steps);
    /// By link index instead of its name.
    void pull(std::size_t link, const Pull& pull, std::uint64_t steps);
    void release();
    void setGravity(Vec3 gravity);
    /// Pose and time of the beginning, at rest.
    void restart();

    void step();

    [[nodiscard]] JointState state(SteadyTime time) const;
    /// Everything but the speed figures.
    void describe(PhysicsSnapshot& snapshot) const;

private:
    struct DeleteData {
        void operator()(mjData* data) const { mj_deleteData(data); }
    };
    struct Drive {
        int position = 0; ///< Index into qpos.
        int dof = 0;
        bool motor = false;
        double stiffness = 0; ///< N m/rad or N/m
        double damping = 0;   ///< N m s/rad or N s/m
        double strongest = 0; ///< N m or N; infinite where the description gives none.
        double force = 0;     ///< Of the last step.
    };
    struct Push {
        int body = 0;
        std::uint64_t steps = 0;
        Vec3 force;               ///< N
        std::optional<Pull> pull; ///< Else a push at the centre of mass.
        Vec3 position;            ///< Where it acts, m.
    };

    PhysicsWorld(const Description& description, const PhysicsOptions& options);
    Status build();
    Status load(const PhysicsText& text);
    [[nodiscard]] double lowestPoint(const std::vector<std::vector<CollisionShape>>& shapes) const;
    void ignoreTouching(LinkPairs& ignored) const;
    void setUpDrives();
    void reset();
    void drive();
    void applyPushes();
    void applyPull(Push& push) const;
    void replacePush(Push push);
    [[nodiscard]] bool ranAway() const;
    [[nodiscard]] std::string nameOfBody(int body) const;

    Description m_description;
    PhysicsOptions m_options;
    JointSet m_targets;
    MjModel m_model;
    std::unique_ptr<mjData, DeleteData> m_data;
    std::vector<Drive> m_drives;           // beside names()
    std::vector<std::size_t> m_linkOfBody; // npos for the world
    std::vector<Push> m_pushes;
    bool m_powered = true;
    std::uint64_t m_steps = 0;
    std::uint64_t m_resets = 0;
};

} // namespace orrery::robot
