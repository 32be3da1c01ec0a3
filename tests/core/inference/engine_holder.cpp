// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "engine_bench.h"

#include <QCoreApplication>

#include <cstdio>
#include <string_view>

/// engine_holder MODEL sandbox|plain: loads the model, prints the engine's process number, and waits for ever.
int main(int argc, char** argv) {
    using namespace orrery;
    const QCoreApplication application(argc, argv);
    if (argc != 3) return 2;
    test::EngineBench bench;
    if (!bench.host()) return 3;
    inference::Engine engine(bench.services(), {});
    inference::EngineSettings settings;
    settings.model = argv[1];
    settings.threads = 1;
    settings.useSandbox = std::string_view(argv[2]) == "sandbox";
    engine.start(*bench.host(), settings, {}, [&](const Status& status) {
        if (status)
            std::printf("%lld\n", static_cast<long long>(engine.facts().processId));
        else
            std::printf("%s\n", describe(status.error()).c_str());
        std::fflush(stdout);
    });
    bench.executor.runUntil([] { return false; });
}
