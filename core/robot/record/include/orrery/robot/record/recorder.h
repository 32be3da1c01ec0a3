// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/robot/motion/motion_gate.h>
#include <orrery/robot/record/take.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace orrery::robot {

struct RecorderOptions {
    std::string robotName;
    std::string robotFile;               ///< The description, so that a replay finds the robot again.
    double ringSeconds = 600;            ///< The ring keeps no more than this,
    std::size_t ringBytes = 128U << 20U; ///< and no more than about this.
};

struct TakeSummary {
    std::filesystem::path file;
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;
};

struct RecorderStatus {
    bool recording = false;
    TakeSummary take;             ///< Of the take being recorded, or the last one.
    std::optional<Error> failure; ///< What ended the last take early (disk full, ...); the robot and the ring go on.
    double ringSeconds = 0;
    std::size_t ringBytes = 0;
};

/// Records everything a robot does: always the last minutes in memory, and takes into MCAP files. Only reads from the
/// link and the gate, on a thread of its own; states as they are measured, the targets that stand 50 times a second.
///
/// What is recorded is with the operating system within half a second: a kill of this process loses no more. Every
/// method may be called from any thread and returns at once; completions run exactly once, on the executor.
class Recorder {
public:
    /// @param gate must outlive the recorder or the call of letGo(), @param completions the recorder.
    Recorder(const MotionGate& gate, Executor& completions, RecorderOptions options = {});
    /// Finishes the take and the copy of the ring that are being written, and joins: files are written meanwhile.
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    /// Begins a take in a new file. Fails with AlreadyRecording, or with why the file cannot be made.
    /// @param secondsBefore how much of the ring goes in front: "keep what just happened".
    void startTake(std::filesystem::path file, double secondsBefore, std::function<void(Status)> completion);

    /// Ends the take. Fails with NotRecording, or with what ended the take before.
    void stopTake(std::function<void(Result<TakeSummary>)> completion);

    /// Writes the ring into a file of its own, whether a take is being recorded or not; recording goes on meanwhile.
    /// Fails with AlreadyRecording while the last one is still being written, with NoJoints when nothing was recorded
    /// yet, or with why the file cannot be written; a file begun is then gone.
    void saveRing(std::filesystem::path file, std::function<void(Result<TakeSummary>)> completion);

    /// The robot goes: it is read a last time, and its gate is not used any more. What is being recorded goes on, to be
    /// finished where nobody waits for it.
    void letGo();

    /// Notes something at this moment, in the ring and the take.
    void mark(std::string text);

    [[nodiscard]] RecorderStatus status() const;

    /// The last minutes as a take. Copies them: not for every frame.
    [[nodiscard]] std::shared_ptr<const Take> ring() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace orrery::robot
