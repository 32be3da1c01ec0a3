// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "call.h"
#include "caller_check.h"
#include "peer_socket.h"
#include "server_state.h"

#include <orrery/inference/errors.h>

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace orrery::serve {

namespace {

constexpr const char* json = "application/json";
constexpr const char* badRequest = "invalid_request_error";
constexpr int mostActive = 8;                    // more would wait for one engine to be heard at all
constexpr std::chrono::milliseconds lookout{50}; // between two looks at whether the caller is still there

std::string shortened(const std::string& text) {
    constexpr std::size_t longest = 60;
    std::string result = text.substr(0, longest);
    std::ranges::replace_if(
        result, [](char c) { return c < ' ' || c > '~'; }, '?');
    return result;
}

/// Beyond what the engine itself answers.
int statusFor(const Error& error) {
    if (error.is(inference::Errc::NotEnoughMemory) || error.is(inference::Errc::NoRuntime)) return 503;
    return 500;
}

std::uint16_t portOfHost(const httplib::Request& request) {
    return static_cast<std::uint16_t>(request.remote_port);
}

} // namespace

bool LocalServer::State::admit(const httplib::Request& request, httplib::Response& response) {
    const Caller caller{request.get_header_value("Host"), request.get_header_value("Origin"),
                        request.get_header_value("Authorization"), request.get_header_value("X-Api-Key")};
    std::string key;
    {
        const std::lock_guard lock(m_mutex);
        key = m_key;
        m_status.lastCaller = shortened(request.get_header_value("User-Agent"));
    }
    switch (judgeCaller(caller, key, request.path != "/health")) {
    case Verdict::Welcome: return true;
    case Verdict::ForeignHost:
        refuse(response, 403, "Call this server by 127.0.0.1 or localhost.", "permission_error", "foreign_host");
        break;
    case Verdict::WebPage:
        refuse(response, 403, "Web pages may not use this server.", "permission_error", "web_page");
        break;
    case Verdict::WrongKey:
        refuse(response, 401, "The API key is missing or wrong. Orrery shows it beside the switch of its server.",
               "authentication_error", "invalid_api_key");
        break;
    }
    {
        const std::lock_guard lock(m_mutex);
        ++m_status.refused;
    }
    changed();
    return false;
}

void LocalServer::State::refuse(httplib::Response& response, int status, const char* message, const char* type,
                                const char* code) {
    response.status = status;
    response.set_content(errorBody(message, type, code), json);
}

void LocalServer::State::passOn(const httplib::Request& request, httplib::Response& response) {
    const auto call = readCall(request.body);
    if (!call) return refuse(response, 400, call.error().message.c_str(), badRequest, "invalid_request");
    const auto model = modelNamed(call->model);
    if (!model)
        return refuse(response, 404, "Orrery does not offer this model. Ask /v1/models for those it does.", badRequest,
                      "model_not_found");
    if (status().active >= mostActive)
        return refuse(response, 503, "Too many requests at a time. Try again in a moment.", "server_error", "busy");
    const auto relay = addRelay();
    net::HttpRequest upstream;
    upstream.method = "POST";
    upstream.url = request.path;
    upstream.headers = {{"Content-Type", json}};
    upstream.body = request.body;
    begin(relay, *model, std::move(upstream));
    answer(relay, request, response);
}

void LocalServer::State::begin(const std::shared_ptr<Relay>& relay, const OfferedModel& model,
                               net::HttpRequest upstream) {
    m_executor.post([weak = weak_from_this(), relay, settings = model.settings, upstream = std::move(upstream)] {
        const auto self = weak.lock();
        if (self && self->m_pool)
            relay->start(*self->m_pool, settings, upstream);
        else
            relay->cancel();
    });
}

void LocalServer::State::answer(const std::shared_ptr<Relay>& relay, const httplib::Request& request,
                                httplib::Response& response) {
    const PeerSocket peer(portOfHost(request), status().port);
    auto wait = relay->waitForHead(lookout);
    while (wait == Relay::Wait::NotYet) {
        if (peer.hasGone()) relay->cancel();
        wait = relay->waitForHead(lookout);
    }
    if (wait == Relay::Wait::Ready) return streamBody(relay, request, response);
    const auto failure = relay->failure();
    removeRelay(relay.get());
    if (failure)
        refuse(response, statusFor(*failure), failure->message.c_str(), "server_error",
               std::string(failure->code.name()).c_str());
    else
        refuse(response, 503, "The server is being switched off.", "server_error", "stopping");
}

void LocalServer::State::streamBody(const std::shared_ptr<Relay>& relay, const httplib::Request& request,
                                    httplib::Response& response) {
    const auto head = relay->head();
    response.status = head.status;
    const auto peer = std::make_shared<PeerSocket>(portOfHost(request), status().port);
    const auto done = std::shared_ptr<void>(nullptr, [this, relay](void*) {
        relay->cancel(); // the caller has it all, or has gone
        removeRelay(relay.get());
    });
    response.set_chunked_content_provider(head.contentType,
                                          [relay, peer, done](std::size_t /*offset*/, httplib::DataSink& sink) {
                                              std::string piece;
                                              const auto wait = relay->take(piece, lookout);
                                              if (wait == Relay::Wait::Ready)
                                                  return sink.write(piece.data(), piece.size());
                                              if (wait == Relay::Wait::NotYet) return !peer->hasGone();
                                              if (relay->failure() || relay->stopToken().stop_requested()) return false;
                                              sink.done();
                                              return true;
                                          });
}

} // namespace orrery::serve
