// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/net/curl_http_client.h>

#include <QtGlobal>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

/// One request and how often, and with what, it completed.
struct Attempt {
    int completions = 0;
    std::optional<orrery::Result<orrery::net::HttpResponse>> result;

    orrery::net::HttpClient::Completion completion() {
        return [this](orrery::Result<orrery::net::HttpResponse> r) {
            ++completions;
            result = std::move(r);
        };
    }
};

/// A client whose completions run on the test's own thread.
struct ClientFixture {
    orrery::ManualExecutor executor;
    orrery::net::CurlHttpClient client;

    explicit ClientFixture(orrery::net::HttpClientOptions options = {}) : client(executor, std::move(options)) {}

    bool wait(const std::function<bool()>& done) { return executor.runUntil(done, std::chrono::seconds(60)); }

    orrery::Result<orrery::net::HttpResponse>
    fetch(orrery::net::HttpRequest request, orrery::net::HttpCallbacks callbacks = {}, std::stop_token stop = {}) {
        Attempt attempt;
        client.start(std::move(request), std::move(stop), std::move(callbacks), attempt.completion());
        if (!wait([&] { return attempt.completions > 0; })) qFatal("the request never completed");
        return *attempt.result;
    }

    orrery::Result<orrery::net::HttpResponse> get(std::string url) { return fetch({.url = std::move(url)}); }
};
