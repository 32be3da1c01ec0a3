// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/motion/motion_gate.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace orrery::robot {

enum class StopLevel {
    Hold,    ///< Every joint holds where it is: MotionGate::stop().
    Park,    ///< Hold; once at rest travel slowly to a park pose, and hold there.
    Release, ///< Motors off: MotionGate::release(). It may fall: ask a person first, with MotionGate::releaseWarning().
};

/// Park moves at these shares of what the joints may.
inline constexpr double kParkSpeed = 0.25;
inline constexpr double kParkAcceleration = 0.5;

/// What the telemetry showed after a stop, in the end.
struct StopReport {
    StopLevel level = StopLevel::Hold;
    bool atRest = false;     ///< No joint moved any more.
    double milliseconds = 0; ///< From the stop to rest; where it did not come to rest, how long was waited. For Park:
                             ///< until the first hold.
    JointNames moving;       ///< Joints that still moved, or reported nothing.
    bool parked = false;     ///< Park: at rest in the park pose.
    std::string sentence;    ///< For a person: what happened.
};

/// A stop, followed until the telemetry shows what came of it. The stop itself happens in begin(), at once; this only
/// watches and, for Park, moves on. Has no thread: whoever owns it ticks it some 20 times a second or more, from one
/// thread at a time. Destruction ends the watching, not the stop.
class StopProcedure {
public:
    /// @param gate must outlive the procedure.
    /// @param park where Park goes; checked before anything happens, though the robot is stopped in any case. Fails
    /// with what is wrong with it, or with Errc::Unsupported where a Release cannot be: the robot holds then.
    static Result<StopProcedure> begin(MotionGate& gate, StopLevel level, std::vector<JointTarget> park = {});

    StopProcedure(StopProcedure&&) noexcept;
    StopProcedure& operator=(StopProcedure&&) noexcept;
    ~StopProcedure();

    /// @return nothing while it goes on, then the report. A Park ends early, and says so, when the robot is stopped
    /// again or a person takes over.
    std::optional<StopReport> tick();

private:
    struct State;
    explicit StopProcedure(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace orrery::robot
