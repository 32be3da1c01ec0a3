// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server_command.h"

#include "interrupt.h"
#include "output.h"

#include <orrery/inference/chat_client.h>
#include <orrery/inference/remote_server.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/platform/paths.h>
#include <orrery/platform/secret_store.h>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

using namespace orrery;
using namespace orrery::inference;

namespace {

struct ServerOptions {
    std::string url;
    std::string name;
    bool keyFromInput = false;
    bool json = false;
};

/// The same file the window uses where there is no keyring.
std::unique_ptr<platform::SecretStore> secrets() {
    return platform::openSecretStore(platform::standardFolders().data / "secrets.json");
}

int failed(const Error& error) {
    if (error.is(orrery::Errc::Cancelled)) return interruptedExitCode;
    fmt::print(stderr, "{}\n", printable(describe(error)));
    return 1;
}

std::string keyFromInput() {
    std::string key;
    std::getline(std::cin, key);
    const auto end = key.find_last_not_of(" \t\r");
    key.resize(end == std::string::npos ? 0 : end + 1);
    return key;
}

int runAdd(const ServerOptions& options) {
    const auto url = serverUrl(options.url);
    if (!url) return failed(url.error());
    auto servers = loadServers(serversFile());
    if (!servers) return failed(servers.error());
    RemoteServer server{options.name.empty() ? *url : options.name, *url, {}};
    if (options.keyFromInput) {
        const std::string key = keyFromInput();
        if (key.empty()) return failed({orrery::Errc::InvalidArgument, "No key came on the standard input.", {}, {}});
        if (Status written = secrets()->write(secretKey(server), key); !written) return failed(written.error());
    }
    const auto known = std::ranges::find(*servers, *url, &RemoteServer::url);
    if (known == servers->end())
        servers->push_back(std::move(server));
    else if (!options.name.empty())
        known->name = options.name;
    if (Status saved = saveServers(serversFile(), *servers); !saved) return failed(saved.error());
    fmt::print("{}\n", *url);
    return 0;
}

int runList(const ServerOptions& options) {
    const auto servers = loadServers(serversFile());
    if (!servers) return failed(servers.error());
    if (options.json) {
        auto json = nlohmann::json::array();
        for (const RemoteServer& server : *servers)
            json.push_back({{"name", server.name}, {"url", server.url}, {"models", server.models}});
        printJson(json);
        return 0;
    }
    Table table({{"name"}, {"address"}, {"models", Table::Align::Right}});
    for (const RemoteServer& server : *servers)
        table.add({printable(server.name, 40), server.url, std::to_string(server.models.size())});
    fmt::print("{}", table.text());
    return 0;
}

int runRemove(const ServerOptions& options) {
    auto servers = loadServers(serversFile());
    if (!servers) return failed(servers.error());
    const std::string url = serverUrl(options.url).value_or(options.url);
    const auto found =
        std::ranges::find_if(*servers, [&](const RemoteServer& s) { return s.url == url || s.name == options.url; });
    if (found == servers->end())
        return failed(
            {orrery::Errc::NotFound, fmt::format("There is no server \"{}\" in the list.", options.url), {}, {}});
    if (Status removed = secrets()->remove(secretKey(*found)); !removed) return failed(removed.error());
    servers->erase(found);
    if (Status saved = saveServers(serversFile(), *servers); !saved) return failed(saved.error());
    return 0;
}

/// What came of asking one server for its models.
struct Health {
    Result<std::vector<std::string>> models = std::vector<std::string>();
    double milliseconds = 0;
};

Health check(const RemoteServer& server) {
    ManualExecutor executor;
    net::CurlHttpClient http(executor);
    ChatClient client(http, executor);
    const auto key = secrets()->read(secretKey(server));
    if (!key) return {fail(key.error()), 0};
    std::stop_source stop;
    std::optional<Health> health;
    const auto begin = std::chrono::steady_clock::now();
    client.listModels({.baseUrl = server.url, .unixSocket = {}, .apiKey = key->value_or(""), .model = {}},
                      stop.get_token(), [&](Result<std::vector<std::string>> models) {
                          const std::chrono::duration<double, std::milli> took =
                              std::chrono::steady_clock::now() - begin;
                          health = Health{std::move(models), took.count()};
                      });
    executor.runUntil([&] {
        if (isInterrupted()) stop.request_stop();
        return health.has_value();
    });
    return *std::move(health);
}

nlohmann::json toJson(const RemoteServer& server, const Health& health) {
    nlohmann::json json = {{"name", server.name}, {"url", server.url}, {"milliseconds", health.milliseconds}};
    if (health.models)
        json["models"] = *health.models;
    else
        json["error"] = ::toJson(health.models.error());
    return json;
}

void print(const RemoteServer& server, const Health& health) {
    if (!health.models) return fmt::print("{}: {}\n", server.url, printable(health.models.error().message));
    fmt::print("{}: {} models, answered in {:.0f} ms\n", server.url, health.models->size(), health.milliseconds);
    for (const std::string& model : *health.models) fmt::print("  {}\n", printable(model));
}

int runCheck(const ServerOptions& options) {
    watchInterrupts();
    auto servers = loadServers(serversFile());
    if (!servers) return failed(servers.error());
    const std::string url = options.url.empty() ? std::string() : serverUrl(options.url).value_or(options.url);
    auto json = nlohmann::json::array();
    bool allWell = true;
    bool any = false;
    for (RemoteServer& server : *servers) {
        if (!url.empty() && server.url != url && server.name != options.url) continue;
        const Health health = check(server);
        if (isInterrupted()) return interruptedExitCode;
        any = true;
        allWell = allWell && health.models;
        if (health.models) server.models = *health.models;
        if (options.json)
            json.push_back(toJson(server, health));
        else
            print(server, health);
    }
    if (options.json) printJson(json);
    if (!any && !url.empty())
        return failed(
            {orrery::Errc::NotFound, fmt::format("There is no server \"{}\" in the list.", options.url), {}, {}});
    if (Status saved = saveServers(serversFile(), *servers); !saved) return failed(saved.error());
    return allWell ? 0 : 1;
}

} // namespace

void addServerCommand(CLI::App& app, CommandContext& context) {
    const auto options = std::make_shared<ServerOptions>();
    CLI::App* server = app.add_subcommand("server", "OpenAI-compatible servers that others run");
    server->require_subcommand(1);
    CLI::App* add = server->add_subcommand("add", "Adds one to the list");
    add->add_option("url", options->url, "Its address, as https://example.org/v1")->required();
    add->add_option("--name", options->name, "What to call it");
    add->add_flag("--key-stdin", options->keyFromInput,
                  "Reads its key from the standard input, and keeps it among the secrets");
    add->callback([options, &context] { context.exitCode = runAdd(*options); });
    CLI::App* list = server->add_subcommand("list", "Prints the list");
    list->add_flag("--json", options->json, "Print it as JSON");
    list->callback([options, &context] { context.exitCode = runList(*options); });
    CLI::App* check = server->add_subcommand("check", "Asks all of them, or one, for their models");
    check->add_option("server", options->url, "Its address or its name");
    check->add_flag("--json", options->json, "Print it as JSON");
    check->callback([options, &context] { context.exitCode = runCheck(*options); });
    CLI::App* remove = server->add_subcommand("remove", "Takes one off the list, and its key out of the secrets");
    remove->add_option("server", options->url, "Its address or its name")->required();
    remove->callback([options, &context] { context.exitCode = runRemove(*options); });
}
