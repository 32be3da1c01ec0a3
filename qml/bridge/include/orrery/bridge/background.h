// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/executor.h>

#include <stop_token>
#include <utility>

namespace orrery {

/// Runs `work()` on `workers` and then `then(what it gave)` on `gui`, unless `gone` was requested by then: a presenter
/// requests it in its destructor. Both executors outlive the work, and so must whatever `work` refers to.
template <class Work, class Then>
void inBackground(Executor& workers, Executor& gui, std::stop_token gone, Work work, Then then) {
    workers.post([&gui, gone = std::move(gone), work = std::move(work), then = std::move(then)]() mutable {
        if (gone.stop_requested()) return;
        gui.post([gone, then = std::move(then), outcome = work()]() mutable {
            if (!gone.stop_requested()) then(std::move(outcome));
        });
    });
}

} // namespace orrery
