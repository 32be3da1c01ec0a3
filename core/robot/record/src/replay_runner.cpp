// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/replay_runner.h>

#include <orrery/robot/motion/player_thread.h>

#include <cstdint>
#include <utility>

namespace orrery::robot {
namespace {

struct ReplayJob {
    using Player = ReplayPlayer;
    using Report = ReplayReport;
    using Place = double; ///< s in the take
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
        void apply(ReplayJob& job) const {
            job.options.paused = paused.value_or(job.options.paused);
            job.options.from = seek.value_or(job.options.from);
            job.options.speed = speed.value_or(job.options.speed);
            job.options.loop = loop.value_or(job.options.loop);
        }
        [[nodiscard]] Place whereTo(Place place) const { return seek.value_or(place); }
    };
    static constexpr bool replaces = true;
    static Place placeOf(const ReplayPlayer& player) { return player.takeTime(); }

    std::shared_ptr<const Take> take;
    std::string title;
    ReplayOptions options;
    std::stop_token stop;
    ReplayRunner::Started started;
    ReplayRunner::Completion completion;
    std::uint64_t epoch;

    [[nodiscard]] Result<ReplayPlayer> prepare(MotionGate& gate, const std::stop_token& giveUp) const {
        auto lease = gate.acquire(MotionSource::Replay, title, epoch);
        if (!lease) return fail(lease.error());
        return ReplayPlayer::create(take, options, gate, std::move(*lease), giveUp);
    }
};

} // namespace

struct ReplayRunner::State {
    MotionGate& gate;
    PlayerThread<ReplayJob> thread;
};

ReplayRunner::ReplayRunner(MotionGate& gate, Executor& completions) : m_state(new State{gate, {gate, completions}}) {}

ReplayRunner::~ReplayRunner() = default;

void ReplayRunner::start(std::shared_ptr<const Take> take, std::string title, const ReplayOptions& options,
                         std::stop_token stop, Started started, Completion completion) {
    m_state->thread.start({std::move(take), std::move(title), options, std::move(stop), std::move(started),
                           std::move(completion), m_state->gate.epoch()});
}

void ReplayRunner::setPaused(bool paused) {
    m_state->thread.change([paused](ReplayJob::Changes& changes) { changes.paused = paused; });
}

void ReplayRunner::seek(double takeTime) {
    m_state->thread.change([takeTime](ReplayJob::Changes& changes) { changes.seek = takeTime; });
}

void ReplayRunner::setSpeed(double speed) {
    m_state->thread.change([speed](ReplayJob::Changes& changes) { changes.speed = speed; });
}

void ReplayRunner::setLoop(bool loop) {
    m_state->thread.change([loop](ReplayJob::Changes& changes) { changes.loop = loop; });
}

std::optional<double> ReplayRunner::takeTime() const {
    return m_state->thread.place();
}

} // namespace orrery::robot
