// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "physics_world.h"

#include <orrery/robot/kinematics/forward.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

namespace orrery::robot {
namespace {

constexpr double kServoFrequency = 2 * std::numbers::pi * 15; // rad/s
constexpr double kPullFrequency = 2 * std::numbers::pi * 5;   // rad/s

KinematicSimulatorOptions targetOptions(const PhysicsOptions& options) {
    KinematicSimulatorOptions result;
    result.positions = options.positions;
    return result;
}

Vec3 vectorFrom(const mjtNum* values) {
    return {values[0], values[1], values[2]};
}

} // namespace

PhysicsWorld::PhysicsWorld(const Description& description, const PhysicsOptions& options)
    : m_description(description), m_options(options), m_targets(description, targetOptions(options)) {}

Result<std::unique_ptr<PhysicsWorld>> PhysicsWorld::create(const Description& description,
                                                           const PhysicsOptions& options) {
    std::unique_ptr<PhysicsWorld> world(new PhysicsWorld(description, options));
    try {
        if (Status status = world->build(); !status) return fail(status.error());
    } catch (const std::exception& error) {
        return fail(PhysicsErrc::NotSimulatable, "The physics engine cannot simulate this robot.", error.what(),
                    description.sourceFile);
    }
    return world;
}

Status PhysicsWorld::load(const PhysicsText& text) {
    std::string error;
    MjModel model = compileMujoco(physicsText(text), error);
    if (!model)
        return fail(PhysicsErrc::NotSimulatable, "The physics engine cannot simulate this robot.", std::move(error));
    m_data.reset();
    m_model = std::move(model);
    for (int i = 0; i < m_model->neq; ++i) {
        // A connect's anchors: the origins of both frames, wherever they stood when the model was made.
        if (m_model->eq_type[i] == mjEQ_CONNECT) std::fill_n(m_model->eq_data + std::ptrdiff_t{mjNEQDATA} * i, 6, 0.0);
    }
    m_data.reset(mj_makeData(m_model.get()));
    m_linkOfBody.assign(static_cast<std::size_t>(m_model->nbody), npos);
    for (std::size_t link = 0; link < m_description.links.size(); ++link) {
        const int body = mj_name2id(m_model.get(), mjOBJ_BODY, bodyName(link).c_str());
        if (body >= 0) m_linkOfBody[static_cast<std::size_t>(body)] = link;
    }
    setUpDrives();
    reset();
    return {};
}

Status PhysicsWorld::build() {
    const auto shapes = collisionShapes(m_description);
    PhysicsText text{m_description, m_options, shapes, m_options.floorHeight.value_or(lowestPoint(shapes)),
                     neighbours(m_description, shapes)};
    if (Status status = load(text); !status) return status;
    ignoreTouching(text.ignored);
    return load(text);
}

double PhysicsWorld::lowestPoint(const std::vector<std::vector<CollisionShape>>& shapes) const {
    const KinematicModel model(m_description);
    const JointState start = m_targets.state({});
    std::vector<double> positions(model.coordinateCount(), 0);
    for (std::size_t i = 0; i < names().size(); ++i) {
        if (const std::size_t at = model.findCoordinate(names()[i]); at != npos) positions[at] = start.position[i];
    }
    const std::vector<Pose> poses = forwardKinematics(model, positions);
    double lowest = std::numeric_limits<double>::infinity();
    for (std::size_t link = 0; link < shapes.size(); ++link) {
        for (const CollisionShape& shape : shapes[link]) {
            const Pose pose = poses[link] * shape.linkFromShape;
            for (const Vec3 point : shape.points) lowest = std::min(lowest, (pose * point).z);
        }
    }
    return std::isfinite(lowest) ? lowest : 0;
}

/// Shapes of real robots overlap where their makers did not mean a collision.
void PhysicsWorld::ignoreTouching(LinkPairs& ignored) const {
    for (int i = 0; i < m_data->ncon; ++i) {
        const mjContact& contact = m_data->contact[i];
        const auto one = m_linkOfBody[static_cast<std::size_t>(m_model->geom_bodyid[contact.geom1])];
        const auto two = m_linkOfBody[static_cast<std::size_t>(m_model->geom_bodyid[contact.geom2])];
        if (one != npos && two != npos) ignored.insert({std::min(one, two), std::max(one, two)});
    }
    if (m_options.selfCollision) return;
    for (std::size_t a = 0; a < m_description.links.size(); ++a)
        for (std::size_t b = a + 1; b < m_description.links.size(); ++b) ignored.insert({a, b});
}

void PhysicsWorld::setUpDrives() {
    const bool closed = !closingFrames(m_description).empty();
    m_drives.assign(names().size(), {});
    std::size_t next = 0;
    for (std::size_t i = 0; i < m_description.joints.size(); ++i) {
        const Joint& joint = m_description.joints[i];
        if (!joint.isScalar()) continue;
        Drive& drive = m_drives[next++];
        const int id = mj_name2id(m_model.get(), mjOBJ_JOINT, jointName(i).c_str());
        drive.position = m_model->jnt_qposadr[id];
        drive.dof = m_model->jnt_dofadr[id];
        drive.motor = joint.isControlled() && !(closed && joint.name.starts_with("passive_"));
        if (!drive.motor) continue;
        const double inertia = m_model->dof_M0[drive.dof];
        drive.stiffness = inertia * kServoFrequency * kServoFrequency;
        drive.damping = 2 * inertia * kServoFrequency;
        if (joint.drive) {
            drive.stiffness = joint.drive->stiffness;
            drive.damping = joint.drive->damping;
        }
        drive.strongest = joint.limits.effort > 0 ? joint.limits.effort : std::numeric_limits<double>::infinity();
        m_model->dof_damping[drive.dof] += drive.damping; // integrated implicitly there
    }
}

void PhysicsWorld::reset() {
    mj_resetData(m_model.get(), m_data.get());
    const JointState start = m_targets.state({});
    for (std::size_t i = 0; i < m_drives.size(); ++i) {
        m_data->qpos[m_drives[i].position] = start.position[i];
        m_drives[i].force = 0;
    }
    m_pushes.clear();
    mj_forward(m_model.get(), m_data.get());
}

void PhysicsWorld::drive() {
    if (!m_powered) return;
    const JointState wanted = m_targets.state({});
    for (std::size_t i = 0; i < m_drives.size(); ++i) {
        Drive& drive = m_drives[i];
        if (!drive.motor) continue;
        const double spring = drive.stiffness * (wanted.position[i] - m_data->qpos[drive.position]);
        const double damped = drive.damping * m_data->qvel[drive.dof]; // taken off by the engine
        drive.force =
            std::clamp(spring + drive.damping * wanted.velocity[i] - damped, -drive.strongest, drive.strongest);
        m_data->qfrc_applied[drive.dof] = drive.force + damped;
    }
}

void PhysicsWorld::setPowered(bool on) {
    if (on == m_powered) return;
    m_powered = on;
    for (Drive& drive : m_drives) {
        if (!drive.motor) continue;
        m_model->dof_damping[drive.dof] += on ? drive.damping : -drive.damping;
        m_data->qfrc_applied[drive.dof] = drive.force = 0;
    }
    if (on) m_targets.placeAt(state({}).position);
}

void PhysicsWorld::push(std::size_t link, Vec3 force, std::uint64_t steps) {
    replacePush({mj_name2id(m_model.get(), mjOBJ_BODY, bodyName(link).c_str()), steps, force, {}, {}});
}

void PhysicsWorld::pull(std::size_t link, const Pull& pull, std::uint64_t steps) {
    replacePush({mj_name2id(m_model.get(), mjOBJ_BODY, bodyName(link).c_str()), steps, {}, pull, {}});
}

void PhysicsWorld::replacePush(Push push) {
    std::erase_if(m_pushes, [&](const Push& other) { return push.body == other.body; });
    m_pushes.push_back(std::move(push));
}

void PhysicsWorld::release() {
    m_pushes.clear();
}

void PhysicsWorld::setGravity(Vec3 gravity) {
    m_model->opt.gravity[0] = gravity.x;
    m_model->opt.gravity[1] = gravity.y;
    m_model->opt.gravity[2] = gravity.z;
}

void PhysicsWorld::restart() {
    m_targets = JointSet(m_description, targetOptions(m_options));
    m_steps = 0;
    reset();
}

void PhysicsWorld::applyPushes() {
    std::fill_n(m_data->xfrc_applied, std::ptrdiff_t{6} * m_model->nbody, 0.0);
    std::erase_if(m_pushes, [](Push& push) { return push.steps-- == 0; });
    for (Push& push : m_pushes) {
        const Vec3 centre = vectorFrom(m_data->xipos + std::ptrdiff_t{3} * push.body);
        push.position = centre;
        if (push.pull) applyPull(push);
        const Vec3 torque = cross(push.position - centre, push.force);
        mjtNum* const applied = m_data->xfrc_applied + std::ptrdiff_t{6} * push.body;
        const std::array parts{push.force.x, push.force.y, push.force.z, torque.x, torque.y, torque.z};
        std::ranges::copy(parts, applied);
    }
}

void PhysicsWorld::applyPull(Push& push) const {
    const std::ptrdiff_t body = push.body;
    const mjtNum* const turn = m_data->xquat + 4 * body;
    const Pose worldFromLink{vectorFrom(m_data->xpos + 3 * body), {turn[0], turn[1], turn[2], turn[3]}};
    push.position = worldFromLink * push.pull->point;
    std::array<mjtNum, 6> motion{}; // turning and speed of the link's origin
    mj_objectVelocity(m_model.get(), m_data.get(), mjOBJ_XBODY, push.body, motion.data(), 0);
    const Vec3 speed =
        vectorFrom(motion.data() + 3) + cross(vectorFrom(motion.data()), push.position - worldFromLink.position);
    const double lightness = m_model->body_invweight0[2 * body]; // 1/kg; 0 where it stands fast
    const double mass = lightness > 0 ? 1 / lightness : m_model->body_subtreemass[0];
    push.force = mass * kPullFrequency * (kPullFrequency * (push.pull->target - push.position) - 2.0 * speed);
    const double strength = norm(push.force);
    if (strength > push.pull->strongest) push.force = (push.pull->strongest / strength) * push.force;
}

bool PhysicsWorld::ranAway() const {
    return std::ranges::any_of(std::array{mjWARN_BADQPOS, mjWARN_BADQVEL, mjWARN_BADQACC},
                               [&](int warning) { return m_data->warning[warning].number > 0; });
}

void PhysicsWorld::step() {
    m_targets.step(m_options.step);
    applyPushes();
    drive();
    ++m_steps;
    try {
        mj_step(m_model.get(), m_data.get());
        if (!ranAway()) return;
    } catch (const std::exception&) { // as much as running away
    }
    ++m_resets;
    reset();
}

JointState PhysicsWorld::state(SteadyTime time) const {
    JointState state;
    state.time = time;
    for (const Drive& drive : m_drives) {
        state.position.push_back(m_data->qpos[drive.position]);
        state.velocity.push_back(m_data->qvel[drive.dof]);
        state.effort.push_back(drive.force);
    }
    return state;
}

std::size_t PhysicsWorld::findLink(const std::string& name) const {
    return m_description.findLink(name);
}

std::string PhysicsWorld::nameOfBody(int body) const {
    const std::size_t link = m_linkOfBody[static_cast<std::size_t>(body)];
    return link == npos ? "floor" : m_description.links[link].name;
}

void PhysicsWorld::describe(PhysicsSnapshot& snapshot) const {
    snapshot.steps = m_steps;
    snapshot.time = static_cast<double>(m_steps) * m_options.step;
    snapshot.resets = m_resets;
    snapshot.pushed = !m_pushes.empty();
    snapshot.outerForces.clear();
    for (const Push& push : m_pushes)
        snapshot.outerForces.push_back({nameOfBody(push.body), push.position, push.force});
    const int root = mj_name2id(m_model.get(), mjOBJ_BODY, bodyName(m_description.roots.front()).c_str());
    const mjtNum* const turn = m_data->xquat + std::ptrdiff_t{4} * root;
    snapshot.root = {vectorFrom(m_data->xpos + std::ptrdiff_t{3} * root), {turn[0], turn[1], turn[2], turn[3]}};
    snapshot.contacts.clear();
    snapshot.contactCount = static_cast<std::size_t>(m_data->ncon);
    for (int i = 0; i < m_data->ncon && snapshot.contacts.size() < PhysicsSimulator::maxContacts; ++i) {
        const mjContact& contact = m_data->contact[i];
        std::array<mjtNum, 6> force{};
        mj_contactForce(m_model.get(), m_data.get(), i, force.data());
        const Vec3 along = force[0] * vectorFrom(contact.frame);
        const Vec3 across = force[1] * vectorFrom(contact.frame + 3) + force[2] * vectorFrom(contact.frame + 6);
        snapshot.contacts.push_back({nameOfBody(m_model->geom_bodyid[contact.geom1]),
                                     nameOfBody(m_model->geom_bodyid[contact.geom2]), vectorFrom(contact.pos),
                                     along + across, std::max(0.0, -contact.dist)});
    }
}

} // namespace orrery::robot
