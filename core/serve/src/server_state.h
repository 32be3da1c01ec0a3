// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/serve/local_server.h>

#include "relay.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace httplib {
class Server;
struct Request;
struct Response;
} // namespace httplib

namespace orrery::serve {

/// What the server's threads and the executor share. Handlers run on threads of cpp-httplib, one for each connection.
struct LocalServer::State : std::enable_shared_from_this<State> {
    State(inference::ModelPool& pool, net::HttpClient& http, Executor& executor, std::function<void()> onChanged);
    ~State();

    Result<std::uint16_t> start(const ServeOptions& options);
    void stop();
    void setModels(std::vector<OfferedModel> models);
    [[nodiscard]] ServeStatus status() const;
    void abandon();

private:
    void addRoutes();
    bool admit(const httplib::Request& request, httplib::Response& response);
    void refuse(httplib::Response& response, int status, const char* message, const char* type, const char* code);
    void passOn(const httplib::Request& request, httplib::Response& response);
    void begin(const std::shared_ptr<Relay>& relay, const OfferedModel& model, net::HttpRequest upstream);
    void answer(const std::shared_ptr<Relay>& relay, const httplib::Request& request, httplib::Response& response);
    void streamBody(const std::shared_ptr<Relay>& relay, const httplib::Request& request, httplib::Response& response);
    [[nodiscard]] std::optional<OfferedModel> modelNamed(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> modelNames() const;
    std::shared_ptr<Relay> addRelay();
    void removeRelay(const Relay* relay);
    void changed();
    void tellChanges(const std::stop_token& stop);

    inference::ModelPool* m_pool; ///< On the executor.
    net::HttpClient& m_http;
    Executor& m_executor;
    std::function<void()> m_onChanged; ///< On the executor.

    mutable std::mutex m_mutex; ///< Guards all below but the threads.
    std::string m_key;
    bool m_strict = true;
    std::vector<OfferedModel> m_models;
    ServeStatus m_status;
    std::vector<std::shared_ptr<Relay>> m_relays;
    bool m_changedSinceTold = false;
    std::condition_variable_any m_somethingChanged;

    std::unique_ptr<httplib::Server> m_server;
    std::thread m_listening;
    std::jthread m_telling;
};

} // namespace orrery::serve
