// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/serve/local_server.h>

#include "server_state.h"

#include <random>
#include <string_view>
#include <utility>

namespace orrery::serve {

LocalServer::LocalServer(inference::ModelPool& pool, net::HttpClient& http, Executor& executor,
                         std::function<void()> onChanged)
    : m_state(std::make_shared<State>(pool, http, executor, std::move(onChanged))) {}

LocalServer::~LocalServer() {
    m_state->abandon();
}

Result<std::uint16_t> LocalServer::start(const ServeOptions& options) {
    return m_state->start(options);
}

void LocalServer::stop() {
    m_state->stop();
}

void LocalServer::setModels(std::vector<OfferedModel> models) {
    m_state->setModels(std::move(models));
}

ServeStatus LocalServer::status() const {
    return m_state->status();
}

std::string LocalServer::makeKey() {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    constexpr int length = 32;
    std::random_device device; // the system's own source of secrets
    std::uniform_int_distribution<std::size_t> letter(0, letters.size() - 1);
    std::string key = "orrery-";
    for (int i = 0; i < length; ++i) key += letters[letter(device)];
    return key;
}

} // namespace orrery::serve
