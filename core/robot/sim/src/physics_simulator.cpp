// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/sim/physics_simulator.h>

#include "command_inbox.h"
#include "physics_world.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace orrery::robot {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::chrono::milliseconds kMisalignment{100};
constexpr double kFactorWindow = 0.5; // s
constexpr double kSlowest = 0.001;
constexpr double kFastest = 100;
constexpr double kStrongestPush = 10000; // N
constexpr double kLongestPush = 60;      // s

struct PendingPush {
    std::size_t link;
    Vec3 force;
    std::optional<Pull> pull; // instead of the force
    std::uint64_t steps;
    std::uint64_t epoch;
};

Status checkOptions(const PhysicsOptions& options, const Description& description) {
    const bool numbers = std::isfinite(options.step) && std::isfinite(options.rate) && std::isfinite(options.speed) &&
                         isFinite(options.gravity) && std::isfinite(options.floorHeight.value_or(0));
    if (!numbers || options.step < 0.0001 || options.step > 0.01) {
        return fail(PhysicsErrc::InvalidArgument,
                    "A simulation needs finite numbers and a step between 0.0001 and 0.01 seconds.");
    }
    if (!description.roots.empty()) return {};
    return fail(PhysicsErrc::NotSimulatable, "A robot without a link cannot be simulated.");
}

std::vector<bool> motorsOf(const PhysicsWorld& world) {
    std::vector<bool> motors;
    motors.reserve(world.names().size());
    for (std::size_t i = 0; i < world.names().size(); ++i) motors.push_back(world.hasMotor(i));
    return motors;
}

} // namespace

struct PhysicsSimulator::State final : CommandInbox::Motors {
    State(std::unique_ptr<PhysicsWorld> made, PhysicsOptions given)
        : options(std::move(given)),
          period(1 / std::clamp(options.rate, 10.0, 1000.0)),
          world(std::move(made)),
          inbox(motorsOf(*world)),
          paused(options.paused),
          speed(std::clamp(options.speed, kSlowest, kFastest)) {
        world->describe(shown);
        shown.paused = paused;
    }

    PhysicsOptions options;
    double period;
    std::unique_ptr<PhysicsWorld> world; // the thread's own after construction, but for names, motors and links
    StateBuffer states;
    CommandInbox inbox;
    std::mutex mutex; // guards what follows, up to the thread's own
    std::condition_variable_any wake;
    std::vector<PendingPush> pushes;
    bool paused;
    double speed;
    std::optional<Vec3> gravity; // a new one
    bool resetWanted = false;
    bool releaseWanted = false;
    std::uint64_t queued = 0; // steps asked for while paused
    PhysicsSnapshot shown;
    double owed = 0;       // simulated seconds; the thread's own, like all that follows
    bool oneByOne = false; // the steps at hand were asked for one by one
    double windowWall = 0;
    double windowStepping = 0;
    std::uint64_t windowSteps = 0;
    std::jthread thread; // last: joined before the rest goes

    void run(const std::stop_token& stop) {
        const auto beat = std::chrono::duration_cast<Clock::duration>(Seconds(period));
        Clock::time_point due = Clock::now();
        Clock::time_point last = due;
        while (!stop.stop_requested()) {
            due += beat;
            std::uint64_t wanted = waitForWork(stop, due);
            takeWishes();
            const Clock::time_point begin = Clock::now();
            if (begin - due > kMisalignment) due = begin;
            wanted = advance(wanted, begin);
            const Clock::time_point end = Clock::now();
            publish(wanted, Seconds(end - last).count(), Seconds(end - begin).count());
            last = end;
        }
    }

    /// @return how many steps are due.
    std::uint64_t waitForWork(const std::stop_token& stop, Clock::time_point due) {
        std::unique_lock lock(mutex);
        wake.wait_until(lock, stop, due, [&] { return queued > 0; });
        oneByOne = paused;
        if (paused) {
            owed = 0;
            return queued;
        }
        owed = std::min(owed + period * speed, 2 * period * speed + options.step);
        return static_cast<std::uint64_t>(owed / options.step);
    }

    /// What works while paused as well.
    void takeWishes() {
        const std::lock_guard lock(mutex);
        if (gravity) world->setGravity(*gravity);
        gravity.reset();
        if (releaseWanted) world->release();
        if (resetWanted) world->restart();
        releaseWanted = resetWanted = false;
    }

    /// As many of the steps as fit into a beat. @return how many were made.
    std::uint64_t advance(std::uint64_t wanted, Clock::time_point begin) {
        std::uint64_t done = 0;
        while (done < wanted && (done == 0 || Seconds(Clock::now() - begin).count() < std::max(period, 0.01))) {
            if (!takeCommands()) break;
            world->step();
            ++done;
        }
        return done;
    }

    /// @return false when the simulation was paused meanwhile.
    bool takeCommands() {
        const std::lock_guard lock(mutex);
        if (paused != oneByOne) return false;
        inbox.take(*this);
        for (const PendingPush& push : pushes) {
            if (push.epoch < inbox.stopEpoch()) continue;
            if (push.pull)
                world->pull(push.link, *push.pull, push.steps);
            else
                world->push(push.link, push.force, push.steps);
        }
        pushes.clear();
        return true;
    }

    void publish(std::uint64_t done, double wall, double stepping) {
        states.push(world->state(Clock::now()));
        windowWall += wall;
        windowStepping += done > 0 ? stepping : 0;
        windowSteps += done;
        const std::lock_guard lock(mutex);
        if (oneByOne) {
            queued -= std::min(queued, done);
        } else {
            owed -= static_cast<double>(done) * options.step;
        }
        world->describe(shown);
        shown.paused = paused;
        if (windowWall < kFactorWindow && !(paused && queued == 0)) return;
        shown.realTimeFactor = static_cast<double>(windowSteps) * options.step / windowWall;
        if (windowSteps > 0) shown.stepsPerSecond = static_cast<double>(windowSteps) / windowStepping;
        windowWall = windowStepping = 0;
        windowSteps = 0;
    }

    void hold() override {
        world->hold();
        world->release();
    }
    void setTarget(const JointCommand::Target& target) override { world->setTarget(target); }
    void setPowered(bool on) override { world->setPowered(on); }

    Status addPush(const std::string& link, PendingPush push, double seconds) {
        push.link = world->findLink(link);
        if (push.link == npos) {
            return fail(PhysicsErrc::InvalidArgument, fmt::format("This robot has no link '{}' to push.", link), {},
                        link);
        }
        if (!isFinite(push.force) || norm(push.force) > kStrongestPush || !(seconds > 0) || seconds > kLongestPush) {
            return fail(PhysicsErrc::InvalidArgument,
                        "A push needs a force of at most 10,000 N and a duration above 0 and up to 60 seconds.", {},
                        link);
        }
        push.steps = static_cast<std::uint64_t>(std::ceil(seconds / options.step));
        push.epoch = inbox.stopEpoch();
        const std::lock_guard lock(mutex);
        std::erase_if(pushes, [&](const PendingPush& other) { return other.link == push.link; });
        pushes.push_back(std::move(push));
        return {};
    }
};

std::string_view errorDomain(PhysicsErrc) {
    return "physics";
}

std::string_view errorName(PhysicsErrc value) {
    switch (value) {
    case PhysicsErrc::Unavailable: return "unavailable";
    case PhysicsErrc::NotSimulatable: return "not-simulatable";
    case PhysicsErrc::InvalidArgument: return "invalid-argument";
    }
    return "unknown";
}

bool PhysicsSimulator::isAvailable() {
    return true;
}

Result<std::unique_ptr<PhysicsSimulator>> PhysicsSimulator::create(const Description& description,
                                                                   const PhysicsOptions& options) {
    if (Status status = checkOptions(options, description); !status) return fail(status.error());
    auto world = PhysicsWorld::create(description, options);
    if (!world) return fail(world.error());
    auto state = std::make_unique<State>(*std::move(world), options);
    return std::unique_ptr<PhysicsSimulator>(new PhysicsSimulator(std::move(state)));
}

PhysicsSimulator::PhysicsSimulator(std::unique_ptr<State> state) : m_state(std::move(state)) {
    m_state->states.push(m_state->world->state(Clock::now()));
    m_state->thread = std::jthread([running = m_state.get()](const std::stop_token& stop) { running->run(stop); });
}

PhysicsSimulator::~PhysicsSimulator() = default;

std::string PhysicsSimulator::name() const {
    return m_state->options.name;
}

const JointNames& PhysicsSimulator::joints() const {
    return m_state->world->names();
}

const StateBuffer& PhysicsSimulator::states() const {
    return m_state->states;
}

Status PhysicsSimulator::send(const JointCommand& command) {
    return m_state->inbox.put(command);
}

void PhysicsSimulator::stop(std::uint64_t epoch) {
    m_state->inbox.stop(epoch);
}

Status PhysicsSimulator::release(std::uint64_t epoch) {
    m_state->inbox.release(epoch);
    return {};
}

Status PhysicsSimulator::engage() {
    m_state->inbox.engage();
    return {};
}

std::string PhysicsSimulator::releaseWarning() const {
    return "The motors let go, and the simulated robot falls as a real one would.";
}

Status PhysicsSimulator::push(const std::string& link, Vec3 force, double seconds) {
    return m_state->addPush(link, {0, force, {}, 0, 0}, seconds);
}

Status PhysicsSimulator::pull(const Pull& pull) {
    if (!isFinite(pull.point) || !isFinite(pull.target))
        return fail(PhysicsErrc::InvalidArgument, "A pull needs a point and a target that are numbers.", {}, pull.link);
    return m_state->addPush(pull.link, {0, {pull.strongest, 0, 0}, pull, 0, 0}, pull.seconds);
}

void PhysicsSimulator::letGo() {
    const std::lock_guard lock(m_state->mutex);
    m_state->pushes.clear();
    m_state->releaseWanted = true;
}

void PhysicsSimulator::setGravity(Vec3 gravity) {
    constexpr double most = 1000;
    if (!isFinite(gravity)) return;
    const std::lock_guard lock(m_state->mutex);
    m_state->gravity = Vec3{std::clamp(gravity.x, -most, most), std::clamp(gravity.y, -most, most),
                            std::clamp(gravity.z, -most, most)};
}

void PhysicsSimulator::reset() {
    const std::lock_guard lock(m_state->mutex);
    m_state->inbox.forget();
    m_state->pushes.clear();
    m_state->resetWanted = true;
}

void PhysicsSimulator::setPaused(bool paused) {
    const std::lock_guard lock(m_state->mutex);
    m_state->paused = paused;
    m_state->shown.paused = paused;
    m_state->queued = 0;
}

void PhysicsSimulator::step(std::uint64_t count) {
    {
        const std::lock_guard lock(m_state->mutex);
        if (!m_state->paused) return;
        m_state->queued += count;
    }
    m_state->wake.notify_all();
}

void PhysicsSimulator::setSpeed(double speed) {
    if (!std::isfinite(speed)) return;
    const std::lock_guard lock(m_state->mutex);
    m_state->speed = std::clamp(speed, kSlowest, kFastest);
}

PhysicsSnapshot PhysicsSimulator::snapshot() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->shown;
}

} // namespace orrery::robot
