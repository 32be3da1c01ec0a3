// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
// Downloads a repository of a Hub on this machine until it is whole, as a program that may be killed at any instant.
// Usage: download_helper ENDPOINT REPOSITORY CACHE JOURNAL

#include <orrery/base/executor.h>
#include <orrery/download/queue.h>
#include <orrery/hub/client.h>
#include <orrery/net/curl_http_client.h>

#include <cstdio>
#include <optional>

using namespace orrery;

int main(int argc, char** argv) {
    if (argc != 5) return 2;
    WorkerPool workers(2);
    ManualExecutor executor;
    net::CurlHttpClient http(workers, {.maxConnectionsPerHost = 16});
    hub::HubClient client({http, workers, workers, {}});
    const download::Options options{.cache = argv[3],
                                    .journal = argv[4],
                                    .segmentsPerFile = 2,
                                    .segmentSize = 32U << 10,
                                    .chunkSize = 32U << 10,
                                    .spareSpace = 0,
                                    .firstRetryDelay = std::chrono::milliseconds(20)};
    std::optional<download::Status> last;
    download::Queue queue({http, client, workers, executor, {}}, options,
                          [&](const download::Status& status) { last = status; });
    // The journal tells whether it is the first start.
    if (!executor.runUntil([&] { return last.has_value(); }, std::chrono::milliseconds(100))) {
        download::Request request;
        request.endpoint = {"Fake", argv[1]};
        request.repo = {hub::RepoKind::Model, argv[2]};
        queue.add(request);
    }
    using download::State;
    executor.runUntil([&] { return last && (last->state == State::Done || last->state == State::Failed); });
    if (last->problem) std::fprintf(stderr, "%s\n", describe(*last->problem).c_str());
    return last->state == State::Done ? 0 : 1;
}
