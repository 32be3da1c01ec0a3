// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
// Starts a long-lived child, prints the child's pid and waits to be killed.
#include <orrery/base/executor.h>
#include <orrery/platform/child_process.h>
#include <orrery/platform/event_thread.h>

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    orrery::platform::EventThread thread;
    orrery::ManualExecutor executor;
    orrery::platform::ChildProcess child(thread, executor);
    bool ended = false;
    orrery::platform::ProcessCallbacks callbacks;
    callbacks.onStarted = [](std::int64_t pid) {
        std::printf("%lld\n", static_cast<long long>(pid));
        std::fflush(stdout);
    };
    callbacks.onFinished = [&ended](const auto&) { ended = true; };
    orrery::platform::ProcessSpec spec;
    spec.program = "sleep";
    spec.arguments = {"1000"};
    child.start(spec, callbacks);
    executor.runUntil([&ended] { return ended; });
}
