// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_openai.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <sstream>

int main(int argc, char** argv) {
    CLI::App app("An OpenAI-compatible server for trying by hand: it answers everything with the same words.");
    orrery::fakes::FakeOpenAiOptions options;
    std::uint16_t port = 0;
    std::string text;
    int pause = 0;
    app.add_option("--port", port, "0: any free one");
    app.add_option("--key", options.key, "The key it asks for");
    app.add_option("--text", text, "What it says");
    app.add_option("--reasoning", options.reasoning, "What it thinks before");
    app.add_option("--pause", pause, "Milliseconds before each word");
    app.add_option("--too-many", options.tooManyRequests, "So many questions are refused first");
    app.add_option("--cut-after", options.cutAfterWords, "Ends the connection after so many words");
    app.add_option("--error-after", options.errorAfterWords, "Sends an error after so many words");
    app.add_flag("--strict", options.refusesUnknownFields, "Refuses fields OpenAI does not know");
    app.add_flag("--garbage", options.garbage, "Answers with a web page");
    CLI11_PARSE(app, argc, argv);
    options.pause = std::chrono::milliseconds(pause);
    if (!text.empty()) options.words.clear();
    std::istringstream words(text);
    for (std::string word; words >> word;) options.words.push_back((options.words.empty() ? "" : " ") + word);

    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    const orrery::fakes::FakeOpenAi server(options, port);
    std::printf("%s\n", server.url().c_str());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&ends, &signal);
}
