// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/motion/motion_runner.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace orrery::robot {
namespace {

constexpr std::chrono::milliseconds kTick{10};

struct Request {
    Gesture gesture;
    std::stop_token stop;
    MotionRunner::Completion completion;
    std::uint64_t epoch;
};

struct Playing {
    Request request;
    GesturePlayer player;
};

Result<GesturePlayer> prepare(const Request& request, MotionGate& gate) {
    if (request.stop.stop_requested()) return fail(cancelledError());
    auto lease = gate.acquire(MotionSource::Gesture, request.gesture.title, request.epoch);
    if (!lease) return fail(lease.error());
    return GesturePlayer::create(request.gesture, gate, std::move(*lease));
}

} // namespace

struct MotionRunner::State {
    State(MotionGate& motionGate, Executor& executor) : gate(motionGate), completions(executor) {}

    MotionGate& gate;
    Executor& completions;
    std::mutex mutex;
    std::condition_variable_any wake;
    std::deque<Request> requests; // guarded
    std::optional<Playing> playing;
    std::jthread thread; // last: joined before the rest goes

    void run(const std::stop_token& stop) {
        SteadyTime due = std::chrono::steady_clock::now();
        while (!stop.stop_requested()) {
            for (Request& request : take(stop, due)) begin(std::move(request));
            if (stop.stop_requested()) break;
            const SteadyTime now = std::chrono::steady_clock::now();
            if (playing) step(now);
            due = std::max(due + kTick, now);
        }
        finish();
    }

    /// Waits for the next tick while something plays, else for something to play.
    std::deque<Request> take(const std::stop_token& stop, SteadyTime due) {
        std::unique_lock lock(mutex);
        const auto ready = [this] { return !requests.empty(); };
        if (playing) {
            wake.wait_until(lock, stop, due, ready);
        } else {
            wake.wait(lock, stop, ready);
        }
        return std::exchange(requests, {});
    }

    void begin(Request request) {
        auto player = prepare(request, gate);
        if (!player) return complete(request, fail(player.error()));
        // The lease was free, so what plays has lost it and hears that now.
        if (playing) step(std::chrono::steady_clock::now());
        playing.emplace(Playing{std::move(request), std::move(*player)});
    }

    void step(SteadyTime now) {
        if (playing->request.stop.stop_requested()) return end(fail(cancelledError()));
        const auto going = playing->player.tick(now);
        if (!going) return end(fail(going.error()));
        if (!*going) end(playing->player.report());
    }

    void end(Result<GestureReport> result) {
        Request request = std::move(playing->request);
        playing.reset();
        complete(request, std::move(result));
    }

    void complete(Request& request, Result<GestureReport> result) {
        completions.post(
            [completion = std::move(request.completion), result = std::move(result)] { completion(result); });
    }

    void finish() {
        if (playing) end(fail(cancelledError()));
        const std::lock_guard lock(mutex);
        for (Request& request : requests) complete(request, fail(cancelledError()));
        requests.clear();
    }
};

MotionRunner::MotionRunner(MotionGate& gate, Executor& completions)
    : m_state(std::make_unique<State>(gate, completions)) {
    m_state->thread = std::jthread([state = m_state.get()](const std::stop_token& stop) { state->run(stop); });
}

MotionRunner::~MotionRunner() = default;

void MotionRunner::start(Gesture gesture, std::stop_token stop, Completion completion) {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->requests.push_back(
            {std::move(gesture), std::move(stop), std::move(completion), m_state->gate.epoch()});
    }
    m_state->wake.notify_one();
}

} // namespace orrery::robot
