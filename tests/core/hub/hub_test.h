// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fake_http_server.h>

#include <orrery/base/executor.h>
#include <orrery/hub/client.h>
#include <orrery/hub/errors.h>
#include <orrery/net/curl_http_client.h>

#include <QtGlobal>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>

/// A client whose answers come on the test's own thread, and a server for it to ask.
struct HubFixture {
    explicit HubFixture(std::string hubToken = {}, orrery::net::HttpClientOptions options = {})
        : token(std::move(hubToken)), http(executor, std::move(options)) {}

    orrery::fakes::FakeHttpServer server;
    orrery::hub::Endpoint endpoint{"Test", server.url("")};
    std::string token; ///< For every endpoint; empty: none.
    std::vector<std::chrono::milliseconds> pauses = {std::chrono::milliseconds(1), std::chrono::milliseconds(1),
                                                     std::chrono::milliseconds(1), std::chrono::milliseconds(1)};
    orrery::ManualExecutor executor;
    orrery::WorkerPool workers{1};
    orrery::net::CurlHttpClient http;
    std::optional<orrery::hub::HubClient> made;

    orrery::hub::HubClient& client() {
        using namespace orrery;
        if (!made) {
            const hub::TokenSource source = [this](const hub::Endpoint&) -> std::optional<std::string> {
                if (token.empty()) return std::nullopt;
                return token;
            };
            made.emplace(hub::HubClient::Services{http, workers, executor, source, pauses});
        }
        return *made;
    }

    /// Asks with `call(client, done)` and waits for the answer.
    template <class T>
    orrery::Result<T> get(const std::function<void(orrery::hub::HubClient&, orrery::hub::HubClient::Done<T>)>& call) {
        std::optional<orrery::Result<T>> answer;
        call(client(), [&answer](orrery::Result<T> result) { answer = std::move(result); });
        if (!executor.runUntil([&] { return answer.has_value(); }, std::chrono::seconds(60)))
            qFatal("the question was never answered");
        return *std::move(answer);
    }

    orrery::Result<orrery::hub::RepoInfo> info(const std::string& name, const std::string& revision = {}) {
        return get<orrery::hub::RepoInfo>([&](auto& hub, auto done) {
            hub.info(endpoint, {orrery::hub::RepoKind::Model, name}, revision, {}, std::move(done));
        });
    }
    orrery::Result<orrery::hub::Page<orrery::hub::RepoSummary>> list(const orrery::hub::ListQuery& query = {}) {
        return get<orrery::hub::Page<orrery::hub::RepoSummary>>(
            [&](auto& hub, auto done) { hub.list(endpoint, query, {}, std::move(done)); });
    }
    orrery::Result<std::vector<orrery::hub::TreeEntry>> tree(orrery::hub::TreeRequest request) {
        return get<std::vector<orrery::hub::TreeEntry>>(
            [&](auto& hub, auto done) { hub.tree(endpoint, request, {}, std::move(done)); });
    }
    orrery::Result<std::vector<orrery::hub::TreeEntry>> tree(const std::string& name) {
        orrery::hub::TreeRequest request;
        request.repo.name = name;
        return tree(std::move(request));
    }
    orrery::Result<orrery::hub::FileHead> head(const std::string& path) {
        return get<orrery::hub::FileHead>([&](auto& hub, auto done) {
            hub.fileHead(endpoint, {orrery::hub::RepoKind::Model, "a/b"}, "main", path, {}, std::move(done));
        });
    }
    orrery::Result<std::string> text(const std::string& path) {
        return get<std::string>([&](auto& hub, auto done) {
            hub.textFile(endpoint, {orrery::hub::RepoKind::Model, "a/b"}, "main", path, {}, std::move(done));
        });
    }
};

inline orrery::fakes::FakeResponse json(std::string body, orrery::fakes::Headers headers = {}, int status = 200) {
    headers.emplace_back("Content-Type", "application/json; charset=utf-8");
    return {.status = status, .headers = std::move(headers), .body = std::move(body)};
}

inline orrery::fakes::FakeResponse redirect(std::string location, orrery::fakes::Headers headers = {},
                                            int status = 302) {
    headers.emplace_back("Location", std::move(location));
    return {.status = status, .headers = std::move(headers)};
}
