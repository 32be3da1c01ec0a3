// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "child_setup.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

namespace orrery::platform {
namespace {

constexpr unsigned closeRangeCloexec = 4; // CLOSE_RANGE_CLOEXEC, missing in older kernel headers

void dieWithParent(pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const bool parentWentBeforeThat = ::getppid() != parent;
    if (parentWentBeforeThat) ::_exit(1);
}

void resetSignals() {
    for (int number = 1; number < NSIG; ++number) {
        if (number != SIGKILL && number != SIGSTOP) ::signal(number, SIG_DFL);
    }
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void lowerLimit(decltype(RLIMIT_AS) resource, rlim_t value) {
    struct rlimit limit {};
    if (::getrlimit(resource, &limit) != 0) return;
    limit.rlim_max = std::min(limit.rlim_max, value);
    limit.rlim_cur = std::min(limit.rlim_cur, limit.rlim_max);
    ::setrlimit(resource, &limit);
}

} // namespace

void ChildSetup::operator()() const {
    ::setpgid(0, 0);
    dieWithParent(parent);
    resetSignals();
#ifdef SYS_close_range
    ::syscall(SYS_close_range, 3U, ~0U, closeRangeCloexec);
#endif
    lowerLimit(RLIMIT_CORE, 0);
    if (addressSpaceLimit) lowerLimit(RLIMIT_AS, *addressSpaceLimit);
}

} // namespace orrery::platform
