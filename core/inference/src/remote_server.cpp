// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "json_fields.h"

#include <orrery/inference/remote_server.h>

#include <orrery/net/url.h>
#include <orrery/platform/atomic_file.h>
#include <orrery/platform/errc.h>
#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <system_error>

namespace orrery::inference {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t largestList = 4U << 20U;
constexpr std::size_t longestUrl = 2000;

using Address4 = std::array<unsigned char, 4>;
using Address6 = std::array<unsigned char, 16>;

bool isNear(const Address4& a) {
    return a[0] == 127 || a[0] == 10 || (a[0] == 172 && (a[1] & 0xF0U) == 16) || (a[0] == 192 && a[1] == 168) ||
           (a[0] == 169 && a[1] == 254);
}

bool isNear(const Address6& a) {
    constexpr std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (std::equal(mapped.begin(), mapped.end(), a.begin())) return isNear(Address4{a[12], a[13], a[14], a[15]});
    const bool unique = (a[0] & 0xFEU) == 0xFC;
    const bool linkLocal = a[0] == 0xFE && (a[1] & 0xC0U) == 0x80;
    const bool loopback = a[15] == 1 && std::all_of(a.begin(), a.end() - 1, [](unsigned char b) { return b == 0; });
    return unique || linkLocal || loopback;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

void cutEnd(std::string& text, std::string_view end) {
    if (text.ends_with(end)) text.resize(text.size() - end.size());
}

tl::unexpected<Error> refused(std::string why, std::string_view typed) {
    return fail(orrery::Errc::InvalidArgument, std::move(why), {}, net::withoutSecrets(typed));
}

std::string withScheme(std::string_view typed) {
    if (typed.find("://") != std::string_view::npos) return std::string(typed);
    const auto url = net::parseUrl("http://" + std::string(typed));
    return (url && isNearHost(url->host) ? "http://" : "https://") + std::string(typed);
}

std::string textOf(const nlohmann::json& object, const char* key) {
    const auto member = object.find(key);
    return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

std::optional<RemoteServer> serverFrom(const nlohmann::json& json) {
    if (!json.is_object()) return std::nullopt;
    const auto url = serverUrl(textOf(json, "url"));
    if (!url) return std::nullopt;
    RemoteServer server{textOf(json, "name"), *url, {}};
    const auto models = json.find("models");
    if (models == json.end() || !models->is_array()) return server;
    for (const auto& model : *models) {
        if (model.is_string() && !model.get_ref<const std::string&>().empty()) server.models.push_back(model);
    }
    return server;
}

bool isServerList(std::string_view json) {
    const auto document = parseJson(json);
    return member(document, "servers").is_array();
}

} // namespace

std::string secretKey(const RemoteServer& server) {
    return "server key " + server.url;
}

Result<std::string> serverUrl(std::string_view typed) {
    typed = trimmed(typed);
    if (typed.empty()) return refused("Type the server's address, for example https://example.org/v1.", typed);
    const bool odd =
        std::ranges::any_of(typed, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; });
    if (odd || typed.size() > longestUrl)
        return refused("A server's address holds no blanks and is not that long. Check it.", typed);
    if (typed.find_first_of("?#") != std::string_view::npos)
        return refused("A server's address ends with its path: leave out what begins with \"?\" or \"#\".", typed);
    std::string url = withScheme(typed);
    const auto parsed = net::parseUrl(url);
    if (!parsed) return refused(parsed.error().message, typed);
    if (net::withoutSecrets(url) != url)
        return refused("Leave user and password out of the address: the key has a field of its own.", typed);
    if (parsed->scheme == "http" && !isNearHost(parsed->host))
        return refused(fmt::format("Without encryption anyone on the way to {} could read your key and your words. Use "
                                   "https://; http:// is only for this computer and the network at home.",
                                   parsed->host),
                       typed);
    std::string path = parsed->path;
    for (std::string before; before != path;) {
        before = path;
        cutEnd(path, "/");
        cutEnd(path, "/chat/completions");
        cutEnd(path, "/models");
    }
    return fmt::format("{}://{}{}", parsed->scheme, net::displayHost(*parsed), path);
}

bool isNearHost(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    if (host == "localhost" || host.ends_with(".localhost") || host.ends_with(".local")) return true;
    if (host.starts_with('[') && host.ends_with(']')) {
        const std::string inner(host.substr(1, host.find_first_of("%]") - 1));
        Address6 address{};
        return ::inet_pton(AF_INET6, inner.c_str(), address.data()) == 1 && isNear(address);
    }
    Address4 address{};
    return ::inet_pton(AF_INET, std::string(host).c_str(), address.data()) == 1 && isNear(address);
}

std::string writeServers(const std::vector<RemoteServer>& servers) {
    nlohmann::json list = nlohmann::json::array();
    for (const RemoteServer& server : servers)
        list.push_back({{"name", server.name}, {"url", server.url}, {"models", server.models}});
    const nlohmann::json document = {{"servers", std::move(list)}};
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::vector<RemoteServer> readServers(std::string_view json) {
    std::vector<RemoteServer> servers;
    const auto document = parseJson(json);
    if (!document.is_object()) return servers;
    const auto list = document.find("servers");
    if (list == document.end() || !list->is_array()) return servers;
    for (const auto& item : *list) {
        auto server = serverFrom(item);
        if (!server) continue;
        const bool known = std::ranges::any_of(servers, [&](const RemoteServer& s) { return s.url == server->url; });
        if (!known) servers.push_back(std::move(*server));
    }
    return servers;
}

fs::path serversFile() {
    return platform::standardFolders().config / "servers.json";
}

Result<std::vector<RemoteServer>> loadServers(const fs::path& file) {
    const auto bytes = platform::readFile(file, largestList);
    if (!bytes && bytes.error().is(platform::Errc::NotFound)) return std::vector<RemoteServer>();
    if (!bytes) return fail(bytes.error());
    if (!isServerList(*bytes))
        return fail(
            orrery::Errc::InvalidArgument,
            fmt::format("The list of servers in {} cannot be read: it is no JSON with \"servers\" in it. Mend it, "
                        "or remove the file to begin anew.",
                        file.string()),
            {}, file.string());
    return readServers(*bytes);
}

Status saveServers(const fs::path& file, const std::vector<RemoteServer>& servers) {
    std::error_code failed;
    fs::create_directories(file.parent_path(), failed);
    if (failed)
        return fail(orrery::Errc::Io,
                    fmt::format("The folder {} cannot be made, so the list of servers was not kept.",
                                file.parent_path().string()),
                    failed.message(), file.string());
    const auto before = platform::readFile(file, largestList);
    if (before && !isServerList(*before)) fs::rename(file, file.string() + ".damaged", failed);
    return platform::writeFileAtomically(file, writeServers(servers), platform::NewFileAccess::Private);
}

} // namespace orrery::inference
