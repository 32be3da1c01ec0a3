// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub_session.h"

#include "output.h"

#include <orrery/hub/errors.h>
#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <iostream>

using namespace orrery;

namespace {

Result<hub::FoundToken> tokenFromStdin() {
    std::string token;
    std::getline(std::cin, token);
    const auto end = token.find_last_not_of(" \t\r");
    token.resize(end == std::string::npos ? 0 : end + 1);
    if (token.empty())
        return fail(orrery::Errc::InvalidArgument, "No token came on the standard input. Write it there, on one line.");
    return hub::FoundToken{token, "the standard input"};
}

/// What the environment keeps is for the endpoint that the environment names.
hub::FoundToken tokenFromEnvironment(const hub::Environment& environment, const hub::Endpoint& endpoint) {
    if (endpoint.url != hub::defaultEndpoint(environment).url) return {};
    return hub::findToken(environment, hub::hubFolders(environment, platform::homeFolder()))
        .value_or(hub::FoundToken{});
}

hub::Endpoint endpointFor(const HubAccess& access, const hub::Environment& environment) {
    if (access.endpointUrl.empty()) return hub::defaultEndpoint(environment);
    return hub::defaultEndpoint([&access](std::string_view) { return access.endpointUrl; });
}

std::string hintFor(const Error& error) {
    switch (hub::nextStep(error)) {
    case hub::NextStep::LogIn:
    case hub::NextStep::ReplaceToken: return "A token comes from HF_TOKEN, `hf auth login`, or --token-stdin.";
    case hub::NextStep::AskForAccess: return "Open the page in a browser.";
    case hub::NextStep::CheckEndpoint: return "The address comes from --endpoint or HF_ENDPOINT.";
    case hub::NextStep::GoOnline:
    case hub::NextStep::TryAgain:
    case hub::NextStep::TryLater:
    case hub::NextStep::None: break;
    }
    return {};
}

} // namespace

HubSession::HubSession(hub::Endpoint endpoint, hub::FoundToken token)
    : m_endpoint(std::move(endpoint)),
      m_token(std::move(token)),
      m_tokenSource([this](const hub::Endpoint&) -> std::optional<std::string> {
          if (m_token.token.empty()) return std::nullopt;
          return m_token.token;
      }),
      m_client({m_http, m_workers, m_executor, m_tokenSource}) {
    watchInterrupts();
}

download::Queue::Services HubSession::downloadServices() {
    return {m_http, m_client, m_workers, m_executor, m_tokenSource};
}

Result<std::unique_ptr<HubSession>> HubSession::open(const HubAccess& access) {
    const hub::Environment environment = hub::processEnvironment();
    if (hub::offlineByEnvironment(environment)) {
        return fail(net::Errc::Offline,
                    "HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE is set, so the Hub was not asked. Unset it to go online.");
    }
    hub::Endpoint endpoint = endpointFor(access, environment);
    Result<hub::FoundToken> token =
        access.tokenFromStdin ? tokenFromStdin() : tokenFromEnvironment(environment, endpoint);
    if (!token) return fail(token.error());
    return std::unique_ptr<HubSession>(new HubSession(std::move(endpoint), *std::move(token)));
}

int reportHubError(const Error& error, bool json) {
    if (error.is(orrery::Errc::Cancelled)) return interruptedExitCode;
    if (json) printJson({{"ok", false}, {"error", toJson(error)}});
    const std::string hint = hintFor(error);
    fmt::print(stderr, "{}{}{}\n", printable(error.message), hint.empty() ? "" : " ", hint);
    return 1;
}
