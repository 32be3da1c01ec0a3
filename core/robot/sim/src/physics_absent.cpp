// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/sim/physics_simulator.h>

namespace orrery::robot {

struct PhysicsSimulator::State {
    JointNames names;
    StateBuffer states;
};

std::string_view errorDomain(PhysicsErrc) {
    return "physics";
}

std::string_view errorName(PhysicsErrc) {
    return "unavailable";
}

bool PhysicsSimulator::isAvailable() {
    return false;
}

Result<std::unique_ptr<PhysicsSimulator>> PhysicsSimulator::create(const Description&, const PhysicsOptions&) {
    return fail(PhysicsErrc::Unavailable, "This build of Orrery has no physics engine (MuJoCo).");
}

PhysicsSimulator::PhysicsSimulator(std::unique_ptr<State> state) : m_state(std::move(state)) {}
PhysicsSimulator::~PhysicsSimulator() = default;

std::string PhysicsSimulator::name() const {
    return {};
}
const JointNames& PhysicsSimulator::joints() const {
    return m_state->names;
}
const StateBuffer& PhysicsSimulator::states() const {
    return m_state->states;
}
Status PhysicsSimulator::send(const JointCommand&) {
    return {};
}
void PhysicsSimulator::stop(std::uint64_t) {}
Status PhysicsSimulator::release(std::uint64_t) {
    return {};
}
Status PhysicsSimulator::engage() {
    return {};
}
std::string PhysicsSimulator::releaseWarning() const {
    return {};
}
Status PhysicsSimulator::push(const std::string&, Vec3, double) {
    return {};
}
Status PhysicsSimulator::pull(const Pull&) {
    return {};
}
void PhysicsSimulator::letGo() {}
void PhysicsSimulator::setGravity(Vec3) {}
void PhysicsSimulator::reset() {}
void PhysicsSimulator::setPaused(bool) {}
void PhysicsSimulator::step(std::uint64_t) {}
void PhysicsSimulator::setSpeed(double) {}
PhysicsSnapshot PhysicsSimulator::snapshot() const {
    return {};
}

} // namespace orrery::robot
