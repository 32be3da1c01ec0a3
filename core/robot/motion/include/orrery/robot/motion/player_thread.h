// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/robot/motion/motion_gate.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace orrery::robot {

/// Plays jobs through the gate on a thread of its own, 100 poses a second, one at a time: what MotionRunner and
/// ReplayRunner share. Every method may be called from any thread and returns at once.
///
/// A job says what is played and how:
///     Player, Report   prepare() makes the one, whose tick() and report() are GesturePlayer's; it gives the other
///     Changes          what may be changed while it plays: apply(Player&), apply(Job&) while it still waits, and
///                      whereTo(Place), the place that was asked for or else the one given
///     Place            placeOf(const Player&): where the player is
///     replaces         whether a new job ends the one that plays; else it has to get the lease beside it
///     stop             a stop_token: a request ends it with Cancelled
///     completion       takes a Result<Report>; runs exactly once, on the executor
///     started          if there is one, takes a Report; runs on the executor when the player is made
///     prepare(gate, stop)  a Result<Player>, on the thread; gives up when `stop` is requested
template <class Job>
class PlayerThread {
public:
    using Player = typename Job::Player;
    using Report = typename Job::Report;
    using Changes = typename Job::Changes;
    using Place = typename Job::Place;

    /// Both outlive this.
    PlayerThread(MotionGate& gate, Executor& completions) : m_gate(gate), m_completions(completions) {
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    /// Ends what plays and what waits (Cancelled), and joins.
    ~PlayerThread() = default;
    PlayerThread(const PlayerThread&) = delete;
    PlayerThread& operator=(const PlayerThread&) = delete;

    void start(Job job) {
        {
            const std::lock_guard lock(m_mutex);
            m_jobs.push_back(std::move(job));
            m_changes = {};
            if (Job::replaces) m_preparing.request_stop();
        }
        m_wake.notify_one();
    }

    /// Of the job that waits, or else of the one that plays, from the next tick on.
    void change(const std::function<void(Changes&)>& edit) {
        const std::lock_guard lock(m_mutex);
        if (m_jobs.empty()) return edit(m_changes);
        Changes now;
        edit(now);
        now.apply(m_jobs.back());
    }

    /// Where the player is, or was asked to be; nothing while none plays.
    [[nodiscard]] std::optional<Place> place() const {
        const std::lock_guard lock(m_mutex);
        return m_place ? std::optional(m_changes.whereTo(*m_place)) : std::nullopt;
    }

private:
    static constexpr std::chrono::milliseconds kTick{10};

    struct Playing {
        Job job;
        Player player;
    };

    void run(const std::stop_token& stop) {
        const std::stop_callback giveUp(stop, [this] {
            const std::lock_guard lock(m_mutex);
            m_preparing.request_stop();
        });
        SteadyTime due = std::chrono::steady_clock::now();
        while (!stop.stop_requested()) {
            auto [jobs, changes] = take(stop, due);
            if (m_playing) changes.apply(m_playing->player);
            for (Job& job : jobs) begin(std::move(job), stop);
            if (stop.stop_requested()) break;
            const SteadyTime now = std::chrono::steady_clock::now();
            if (m_playing) step(now);
            due = std::max(due + kTick, now);
        }
        finish();
    }

    /// Waits for the next tick while something plays, else for something to play.
    std::pair<std::deque<Job>, Changes> take(const std::stop_token& stop, SteadyTime due) {
        std::unique_lock lock(m_mutex);
        const auto ready = [this] { return !m_jobs.empty(); };
        if (m_playing) {
            m_wake.wait_until(lock, stop, due, ready);
        } else {
            m_wake.wait(lock, stop, ready);
        }
        if (m_place) m_place = m_changes.whereTo(*m_place);
        return {std::exchange(m_jobs, {}), std::exchange(m_changes, {})};
    }

    void begin(Job job, const std::stop_token& stop) {
        if (Job::replaces && m_playing) end(fail(cancelledError()));
        Result<Player> player = prepare(job, stop);
        if (!player) return complete(job, fail(player.error()));
        // The lease was free, so what plays has lost it and hears that now.
        if (m_playing) step(std::chrono::steady_clock::now());
        if constexpr (requires { job.started; }) {
            if (job.started)
                m_completions.post([started = job.started, report = player->report()] { started(report); });
        }
        m_playing.emplace(Playing{std::move(job), std::move(*player)});
    }

    /// Given up when the job is stopped, another takes its place, or the thread ends.
    Result<Player> prepare(const Job& job, const std::stop_token& stop) {
        std::stop_source source;
        {
            const std::lock_guard lock(m_mutex);
            m_preparing = source;
            if (Job::replaces && !m_jobs.empty()) source.request_stop();
        }
        const std::stop_callback giveUp(job.stop, [source]() mutable { source.request_stop(); });
        if (stop.stop_requested() || source.stop_requested()) return fail(cancelledError());
        return job.prepare(m_gate, source.get_token());
    }

    void step(SteadyTime now) {
        if (m_playing->job.stop.stop_requested()) return end(fail(cancelledError()));
        const Result<bool> going = m_playing->player.tick(now);
        if (!going) return end(fail(going.error()));
        if (!*going) return end(m_playing->player.report());
        const std::lock_guard lock(m_mutex);
        m_place = m_changes.whereTo(Job::placeOf(m_playing->player));
    }

    void end(Result<Report> result) {
        Job job = std::move(m_playing->job);
        m_playing.reset();
        {
            const std::lock_guard lock(m_mutex);
            m_place.reset();
        }
        complete(job, std::move(result));
    }

    void complete(Job& job, Result<Report> result) {
        m_completions.post(
            [completion = std::move(job.completion), result = std::move(result)] { completion(result); });
    }

    void finish() {
        if (m_playing) end(fail(cancelledError()));
        const std::lock_guard lock(m_mutex);
        for (Job& job : m_jobs) complete(job, fail(cancelledError()));
        m_jobs.clear();
    }

    MotionGate& m_gate;
    Executor& m_completions;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_jobs; // guarded, like the next three
    Changes m_changes;
    std::optional<Place> m_place;
    std::stop_source m_preparing;
    std::optional<Playing> m_playing; // the thread's own
    std::jthread m_thread;            // last: joined before the rest goes
};

} // namespace orrery::robot
