// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/recorder.h>

#include "recorded_robot.h"
#include "ring.h"
#include "take_writer.h"

#include <orrery/robot/record/record_error.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace orrery::robot {
namespace {

using namespace std::chrono_literals;

constexpr auto kPoll = 20ms;
constexpr auto kFlush = 480ms;

/// Turns the steady clock into UTC, by what both said once.
class UtcClock {
public:
    [[nodiscard]] mcap::Time utc(SteadyTime time) const {
        const auto at = m_system + std::chrono::duration_cast<std::chrono::system_clock::duration>(time - m_steady);
        const auto since = std::chrono::duration_cast<std::chrono::nanoseconds>(at.time_since_epoch()).count();
        return static_cast<mcap::Time>(std::max<std::int64_t>(since, 0));
    }

private:
    SteadyTime m_steady = std::chrono::steady_clock::now();
    std::chrono::system_clock::time_point m_system = std::chrono::system_clock::now();
};

} // namespace

struct Recorder::State {
    State(const MotionGate& motionGate, Executor& executor, RecorderOptions given)
        : robot(motionGate),
          completions(executor),
          options(std::move(given)),
          ring(options.ringSeconds, options.ringBytes) {}

    RecordedRobot robot;
    Executor& completions;
    const RecorderOptions options;
    const UtcClock clock;

    mutable std::mutex mutex;
    std::condition_variable_any wake;
    std::deque<Task> requests; // guarded, like the next three
    std::vector<std::pair<SteadyTime, std::string>> newMarks;
    Ring ring;
    RecorderStatus reported;

    std::optional<TakeWriter> take; // the thread's own, like all below
    std::optional<Error> failure;
    std::filesystem::path takeFile;
    TakeSummary summary;
    SteadyTime flushed;
    AppliedNow applied;
    std::atomic<bool> savingRing = false;
    std::jthread ringSaver;
    std::jthread thread; // last: joined before the rest goes

    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            for (const Task& request : waitForWork(stop)) request();
            record();
        }
        std::unique_lock lock(mutex);
        const auto left = std::exchange(requests, {});
        lock.unlock();
        for (const Task& request : left) request();
        if (take) (void)endTake();
    }

    std::deque<Task> waitForWork(const std::stop_token& stop) {
        std::unique_lock lock(mutex);
        wake.wait_for(lock, stop, kPoll, [this] { return !requests.empty(); });
        return std::exchange(requests, {});
    }

    void record() {
        RecordedRobot::Reading read = robot.read();
        std::unique_lock lock(mutex);
        const auto marks = std::exchange(newMarks, {});
        for (const JointState& state : read.states) ring.add(state);
        for (const auto& [time, text] : marks) ring.mark(time, text);
        lock.unlock();
        const bool changed = read.applied != applied;
        applied = std::move(read.applied);
        if (take) keep(write(read.states, marks, changed));
        report();
    }

    Status write(const std::vector<JointState>& states, const std::vector<std::pair<SteadyTime, std::string>>& marks,
                 bool appliedChanged) {
        for (const JointState& state : states) {
            if (Status status = take->state(clock.utc(state.time), state); !status) return status;
        }
        for (const auto& [time, text] : marks) {
            if (Status status = take->mark(clock.utc(time), text); !status) return status;
        }
        const SteadyTime now = std::chrono::steady_clock::now();
        if (appliedChanged) {
            if (Status status = take->applied(clock.utc(now), applied.names, applied.positions); !status) return status;
        }
        if (now - flushed < kFlush) return {};
        flushed = now;
        return take->flush();
    }

    /// A take that cannot be written ends; everything else goes on.
    void keep(Status status) {
        if (status) return;
        failure = status.error();
        summarise();
        take.reset();
    }

    Status beginTake(const std::filesystem::path& file, double secondsBefore) {
        if (take) return fail(RecordErrc::AlreadyRecording, "A take is being recorded already. Stop it first.");
        auto writer = TakeWriter::create(file, robot.joints(), robotText());
        if (!writer) return fail(writer.error());
        failure.reset();
        take.emplace(*std::move(writer));
        takeFile = file;
        flushed = std::chrono::steady_clock::now();
        applied = {};
        Status status =
            writeRing(flushed - std::chrono::duration_cast<SteadyTime::duration>(
                                    std::chrono::duration<double>(std::clamp(secondsBefore, 0.0, 86400.0))));
        keep(status);
        report();
        return status;
    }

    Status writeRing(SteadyTime from) {
        for (const JointState& state : ring.states()) { // only this thread changes it
            if (state.time < from) continue;
            if (Status status = take->state(clock.utc(state.time), state); !status) return status;
        }
        for (const auto& [time, text] : ring.marks()) {
            if (time < from) continue;
            if (Status status = take->mark(clock.utc(time), text); !status) return status;
        }
        return take->flush();
    }

    void saveRing(const std::filesystem::path& file, const std::function<void(Result<TakeSummary>)>& completion) {
        const auto complete = [this, completion](Result<TakeSummary> result) {
            completions.post([completion, result = std::move(result)] { completion(result); });
        };
        if (savingRing.exchange(true))
            return complete(fail(RecordErrc::AlreadyRecording, "The last minutes are being saved already."));
        ringSaver = std::jthread([this, file, complete, states = ring.states(), marks = ring.marks()] {
            auto result = writeCopy(file, states, marks);
            savingRing = false;
            complete(std::move(result));
        });
    }

    /// On the saver's thread: the copies and what never changes are all it uses.
    Result<TakeSummary> writeCopy(const std::filesystem::path& file, const std::deque<JointState>& states,
                                  const std::deque<std::pair<SteadyTime, std::string>>& marks) const {
        if (states.empty()) return fail(RecordErrc::NoJoints, "Nothing was recorded yet. Try again in a moment.");
        auto writer = TakeWriter::create(file, robot.joints(), robotText());
        if (!writer) return fail(writer.error());
        Status status;
        for (const JointState& state : states) {
            if (status) status = writer->state(clock.utc(state.time), state);
        }
        for (const auto& [time, text] : marks) {
            if (status) status = writer->mark(clock.utc(time), text);
        }
        if (status) status = writer->finish();
        if (status) return TakeSummary{file, writer->file().messageCount(), writer->file().fileSize()};
        std::error_code ignored;
        std::filesystem::remove(file, ignored);
        return fail(status.error());
    }

    [[nodiscard]] mcap::TextMap robotText() const { return {{"name", options.robotName}, {"file", options.robotFile}}; }

    Result<TakeSummary> endTake() {
        if (failure) return fail(*std::exchange(failure, std::nullopt));
        if (!take) return fail(RecordErrc::NotRecording, "No take is being recorded.");
        record();
        if (take) keep(take->finish());
        if (failure) return fail(*failure);
        summarise();
        take.reset();
        report();
        return summary;
    }

    void summarise() { summary = {takeFile, take->file().messageCount(), take->file().fileSize()}; }

    void report() {
        if (take) summarise();
        const std::lock_guard lock(mutex);
        reported = {take.has_value(), summary, failure, ring.seconds(), ring.bytes()};
    }

    void request(Task task) {
        {
            const std::lock_guard lock(mutex);
            requests.push_back(std::move(task));
        }
        wake.notify_one();
    }
};

Recorder::Recorder(const MotionGate& gate, Executor& completions, RecorderOptions options)
    : m_state(std::make_unique<State>(gate, completions, std::move(options))) {
    m_state->thread = std::jthread([state = m_state.get()](const std::stop_token& stop) { state->run(stop); });
}

Recorder::~Recorder() = default;

void Recorder::letGo() {
    m_state->robot.letGo();
}

void Recorder::startTake(std::filesystem::path file, double secondsBefore, std::function<void(Status)> completion) {
    m_state->request([state = m_state.get(), file = std::move(file), secondsBefore,
                      completion = std::move(completion)] {
        state->completions.post([completion, result = state->beginTake(file, secondsBefore)] { completion(result); });
    });
}

void Recorder::stopTake(std::function<void(Result<TakeSummary>)> completion) {
    m_state->request([state = m_state.get(), completion = std::move(completion)] {
        state->completions.post([completion, result = state->endTake()] { completion(result); });
    });
}

void Recorder::saveRing(std::filesystem::path file, std::function<void(Result<TakeSummary>)> completion) {
    m_state->request([state = m_state.get(), file = std::move(file), completion = std::move(completion)] {
        state->saveRing(file, completion);
    });
}

void Recorder::mark(std::string text) {
    const std::lock_guard lock(m_state->mutex);
    m_state->newMarks.emplace_back(std::chrono::steady_clock::now(), std::move(text));
}

RecorderStatus Recorder::status() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->reported;
}

std::shared_ptr<const Take> Recorder::ring() const {
    std::unique_lock lock(m_state->mutex);
    const auto states = m_state->ring.states();
    const auto marks = m_state->ring.marks();
    lock.unlock();
    TakeBuilder builder;
    const JointNames& names = m_state->robot.joints();
    for (const JointState& state : states) {
        if (!builder.add(m_state->clock.utc(state.time), names, state.position, state.velocity, state.effort)) break;
    }
    for (const auto& [time, text] : marks) builder.mark(m_state->clock.utc(time), text);
    return builder.build();
}

} // namespace orrery::robot
