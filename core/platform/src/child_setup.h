// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

namespace orrery::platform {

/// What a new child does to itself between fork and exec. Everything in it is async-signal-safe.
struct ChildSetup {
    pid_t parent;                                   ///< Us, as seen before the fork.
    std::optional<std::uint64_t> addressSpaceLimit; ///< RLIMIT_AS in bytes.

    /// Own process group; dies with the parent; no inherited signal dispositions or open files; no core dump; limits.
    void operator()() const;
};

} // namespace orrery::platform
