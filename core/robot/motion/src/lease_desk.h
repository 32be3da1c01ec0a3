// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/motion/motion_lease.h>

#include <atomic>
#include <cstdint>

namespace orrery::robot {

/// Shared by a gate and its leases; what a stop must reach without a lock.
struct MotionLease::Desk {
    std::atomic<std::uint64_t> epoch{0};
    std::atomic<bool> released{false};    ///< The motors are off.
    std::atomic<std::uint64_t> holder{0}; ///< Id of the lease given out last and not ended; 0 none.
};

} // namespace orrery::robot
