// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "demo/demo_hub.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>
#include <string>

using namespace orrery::fakes;

namespace {

void printCounts(const FakeHub& hub) {
    const nlohmann::json counts = {{"bytesSent", hub.bytesSent()},
                                   {"requests", hub.requests().size()},
                                   {"storageRequests", hub.storageRequests().size()},
                                   {"rangeRequests", hub.rangeRequests()},
                                   {"storageRequestsWithToken", hub.storageRequestsWithToken()}};
    std::printf("%s\n", counts.dump().c_str());
    std::fflush(stdout);
}

/// Returns when standard input ends.
void obey(FakeHub& hub) {
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "counts") printCounts(hub);
        if (line.starts_with("slow ")) hub.misbehave("*.gguf", {.bytesPerSecond = std::stoull(line.substr(5))});
        if (line == "behave") hub.behave();
    }
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("A Hub on 127.0.0.1 with made-up repositories. Prints its address (for HF_ENDPOINT) and serves until "
                 "standard input ends. Understands lines there: `counts` (prints one line of JSON), `slow BYTES` (GGUF "
                 "files come so many bytes a second), `behave` (no longer).\nTokens: hf_demo sees what is private and "
                 "gated, hf_guest does not.");
    std::uint16_t port = 0;
    bool demo = false;
    std::size_t repositories = 400;
    app.add_option("--port", port, "Where to listen; a free port otherwise");
    app.add_flag("--demo", demo, "Much to look at. Its 15M models run; larger files come with a wrong hash");
    app.add_option("--repos", repositories, "How many repositories the demonstration has")->capture_default_str();
    CLI11_PARSE(app, argc, argv);

    try {
        FakeHub hub(port);
        addSamples(hub);
        if (demo) addDemo(hub, repositories);
        std::printf("%s\n", hub.url().c_str());
        std::fflush(stdout);
        obey(hub);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
