// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "server_state.h"

#include "call.h"
#include "peer_socket.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace orrery::serve {

namespace {

constexpr std::size_t mostConnections = 24;
constexpr std::size_t largestBody = 64U << 20;
constexpr std::chrono::milliseconds tellingPause{100};

/// cpp-httplib's own options would let a second program listen on the same port.
void setSocketOptions(int socket) {
    const int on = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
}

} // namespace

LocalServer::State::State(inference::ModelPool& pool, net::HttpClient& http, Executor& executor,
                          std::function<void()> onChanged)
    : m_pool(&pool),
      m_http(http),
      m_executor(executor),
      m_onChanged(std::move(onChanged)),
      m_telling([this](const std::stop_token& stop) { tellChanges(stop); }) {}

LocalServer::State::~State() {
    stop();
}

Result<std::uint16_t> LocalServer::State::start(const ServeOptions& options) {
    if (options.key.empty()) return fail(Errc::InvalidArgument, "The server needs a key that callers must send.");
    stop();
    m_server = std::make_unique<httplib::Server>();
    m_server->new_task_queue = [] { return new httplib::ThreadPool(mostConnections); };
    m_server->set_socket_options(setSocketOptions);
    m_server->set_payload_max_length(largestBody);
    m_server->set_keep_alive_timeout(2);
    addRoutes();
    constexpr const char* loopback = "127.0.0.1";
    const bool anyPort = options.port == 0;
    const int port = anyPort ? m_server->bind_to_any_port(loopback)
                             : (m_server->bind_to_port(loopback, options.port) ? options.port : -1);
    if (port < 0) {
        m_server.reset();
        return fail(Errc::Io, fmt::format("Port {} of this computer is in use by another program. Choose another port.",
                                          options.port));
    }
    {
        const std::lock_guard lock(m_mutex);
        m_key = options.key;
        m_strict = options.strict;
        m_status = ServeStatus{static_cast<std::uint16_t>(port), 0, 0, 0, {}};
    }
    m_listening = std::thread([server = m_server.get()] { server->listen_after_bind(); });
    while (!m_server->is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1)); // else stop() is lost
    changed();
    return static_cast<std::uint16_t>(port);
}

void LocalServer::State::stop() {
    if (!m_server) return;
    std::uint16_t port = 0;
    {
        const std::lock_guard lock(m_mutex);
        port = std::exchange(m_status.port, std::uint16_t(0));
        for (const auto& relay : m_relays) relay->cancel();
    }
    m_server->stop();
    disconnectAll(port); // else idle connections and slow readers would hold its threads for seconds
    m_listening.join();
    m_server.reset();
    changed();
}

void LocalServer::State::setModels(std::vector<OfferedModel> models) {
    const std::lock_guard lock(m_mutex);
    m_models = std::move(models);
}

ServeStatus LocalServer::State::status() const {
    const std::lock_guard lock(m_mutex);
    return m_status;
}

void LocalServer::State::abandon() {
    stop();
    m_telling.request_stop();
    m_telling.join();
    m_onChanged = {};
    m_pool = nullptr;
}

void LocalServer::State::addRoutes() {
    m_server->set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
        return admit(request, response) ? httplib::Server::HandlerResponse::Unhandled
                                        : httplib::Server::HandlerResponse::Handled;
    });
    m_server->set_error_handler([](const httplib::Request& /*request*/, httplib::Response& response) {
        if (response.has_header("Content-Type")) return; // an answer of ours, or the engine's
        const std::string message = response.status == 413 ? "The request is too large." : "There is nothing here.";
        response.set_content(errorBody(message, "invalid_request_error", "not_found"), "application/json");
    });
    m_server->Get("/health", [](const httplib::Request& /*request*/, httplib::Response& response) {
        response.set_content(R"({"status":"ok"})", "application/json");
    });
    m_server->Get("/v1/models", [this](const httplib::Request& /*request*/, httplib::Response& response) {
        response.set_content(modelList(modelNames()), "application/json");
    });
    for (const char* path : {"/v1/chat/completions", "/v1/completions"})
        m_server->Post(
            path, [this](const httplib::Request& request, httplib::Response& response) { passOn(request, response); });
}

std::optional<OfferedModel> LocalServer::State::modelNamed(const std::string& name) const {
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_models, name, &OfferedModel::name);
    if (found != m_models.end()) return *found;
    const bool anyWillDo = name.empty() || !m_strict;
    return anyWillDo && !m_models.empty() ? std::optional(m_models.front()) : std::nullopt;
}

std::vector<std::string> LocalServer::State::modelNames() const {
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> names;
    for (const OfferedModel& model : m_models) names.push_back(model.name);
    return names;
}

std::shared_ptr<Relay> LocalServer::State::addRelay() {
    auto relay = std::make_shared<Relay>(m_http, m_executor);
    {
        const std::lock_guard lock(m_mutex);
        if (m_status.port == 0) relay->cancel(); // it is being stopped
        m_relays.push_back(relay);
        ++m_status.active;
    }
    changed();
    return relay;
}

void LocalServer::State::removeRelay(const Relay* relay) {
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_relays, [relay](const auto& each) { return each.get() == relay; });
        --m_status.active;
        ++m_status.requests;
    }
    changed();
}

void LocalServer::State::changed() {
    const std::lock_guard lock(m_mutex);
    m_changedSinceTold = true;
    m_somethingChanged.notify_all();
}

void LocalServer::State::tellChanges(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (!m_somethingChanged.wait(lock, stop, [this] { return m_changedSinceTold; })) continue;
        m_changedSinceTold = false;
        m_executor.post([weak = weak_from_this()] {
            const auto self = weak.lock();
            if (self && self->m_onChanged) self->m_onChanged();
        });
        m_somethingChanged.wait_for(lock, stop, tellingPause, [] { return false; });
    }
}

} // namespace orrery::serve
