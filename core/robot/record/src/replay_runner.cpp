// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/replay_runner.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace orrery::robot {
namespace {

constexpr std::chrono::milliseconds kTick{10};

struct Request {
    std::shared_ptr<const Take> take;
    std::string title;
    ReplayOptions options;
    std::stop_token stop;
    ReplayRunner::Started started;
    ReplayRunner::Completion completion;
    std::uint64_t epoch;
};

struct Playing {
    Request request;
    ReplayPlayer player;
};

/// What a person changed since the last tick.
struct Changes {
    std::optional<bool> paused;
    std::optional<double> seek;
    std::optional<double> speed;
    std::optional<bool> loop;

    void apply(ReplayPlayer& player) const {
        if (speed) player.setSpeed(*speed);
        if (loop) player.setLoop(*loop);
        if (paused) player.setPaused(*paused);
        if (seek) player.seek(*seek);
    }
};

Result<ReplayPlayer> prepare(const Request& request, MotionGate& gate) {
    if (request.stop.stop_requested()) return fail(cancelledError());
    auto lease = gate.acquire(MotionSource::Replay, request.title, request.epoch);
    if (!lease) return fail(lease.error());
    return ReplayPlayer::create(request.take, request.options, gate, std::move(*lease));
}

} // namespace

struct ReplayRunner::State {
    State(MotionGate& motionGate, Executor& executor) : gate(motionGate), completions(executor) {}

    MotionGate& gate;
    Executor& completions;
    mutable std::mutex mutex;
    std::condition_variable_any wake;
    std::deque<Request> requests; // guarded, like the next two
    Changes changes;
    std::optional<double> time;
    std::optional<Playing> playing; // the thread's own
    std::jthread thread;            // last: joined before the rest goes

    void run(const std::stop_token& stop) {
        SteadyTime due = std::chrono::steady_clock::now();
        while (!stop.stop_requested()) {
            auto [wanted, changed] = take(stop, due);
            if (playing) changed.apply(playing->player);
            for (Request& request : wanted) begin(std::move(request));
            if (stop.stop_requested()) break;
            const SteadyTime now = std::chrono::steady_clock::now();
            if (playing) step(now);
            due = std::max(due + kTick, now);
        }
        finish();
    }

    /// Waits for the next tick while something plays, else for something to play.
    std::pair<std::deque<Request>, Changes> take(const std::stop_token& stop, SteadyTime due) {
        std::unique_lock lock(mutex);
        const auto ready = [this] { return !requests.empty(); };
        if (playing) {
            wake.wait_until(lock, stop, due, ready);
        } else {
            wake.wait(lock, stop, ready);
        }
        return {std::exchange(requests, {}), std::exchange(changes, {})};
    }

    void begin(Request request) {
        if (playing) end(fail(cancelledError()));
        auto player = prepare(request, gate);
        if (!player) return complete(request, fail(player.error()));
        completions.post([started = request.started, report = player->report()] {
            if (started) started(report);
        });
        playing.emplace(Playing{std::move(request), std::move(*player)});
    }

    void step(SteadyTime now) {
        if (playing->request.stop.stop_requested()) return end(fail(cancelledError()));
        const auto going = playing->player.tick(now);
        if (!going) return end(fail(going.error()));
        if (!*going) return end(playing->player.report());
        const std::lock_guard lock(mutex);
        time = changes.seek ? changes.seek : playing->player.takeTime();
    }

    void end(Result<ReplayReport> result) {
        Request request = std::move(playing->request);
        playing.reset();
        {
            const std::lock_guard lock(mutex);
            time.reset();
        }
        complete(request, std::move(result));
    }

    void complete(Request& request, Result<ReplayReport> result) {
        completions.post(
            [completion = std::move(request.completion), result = std::move(result)] { completion(result); });
    }

    void finish() {
        if (playing) end(fail(cancelledError()));
        const std::lock_guard lock(mutex);
        for (Request& request : requests) complete(request, fail(cancelledError()));
        requests.clear();
    }

    void change(const std::function<void(Changes&)>& edit) {
        const std::lock_guard lock(mutex);
        if (!requests.empty()) {
            Changes now;
            edit(now);
            ReplayOptions& options = requests.back().options;
            options.paused = now.paused.value_or(options.paused);
            options.from = now.seek.value_or(options.from);
            options.speed = now.speed.value_or(options.speed);
            options.loop = now.loop.value_or(options.loop);
            return;
        }
        edit(changes);
    }
};

ReplayRunner::ReplayRunner(MotionGate& gate, Executor& completions)
    : m_state(std::make_unique<State>(gate, completions)) {
    m_state->thread = std::jthread([state = m_state.get()](const std::stop_token& stop) { state->run(stop); });
}

ReplayRunner::~ReplayRunner() = default;

void ReplayRunner::start(std::shared_ptr<const Take> take, std::string title, const ReplayOptions& options,
                         std::stop_token stop, Started started, Completion completion) {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->requests.push_back({std::move(take), std::move(title), options, std::move(stop), std::move(started),
                                     std::move(completion), m_state->gate.epoch()});
        m_state->changes = {};
    }
    m_state->wake.notify_one();
}

void ReplayRunner::setPaused(bool paused) {
    m_state->change([paused](Changes& changes) { changes.paused = paused; });
}

void ReplayRunner::seek(double takeTime) {
    m_state->change([takeTime](Changes& changes) { changes.seek = takeTime; });
}

void ReplayRunner::setSpeed(double speed) {
    m_state->change([speed](Changes& changes) { changes.speed = speed; });
}

void ReplayRunner::setLoop(bool loop) {
    m_state->change([loop](Changes& changes) { changes.loop = loop; });
}

std::optional<double> ReplayRunner::takeTime() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->changes.seek && m_state->time ? m_state->changes.seek : m_state->time;
}

} // namespace orrery::robot
