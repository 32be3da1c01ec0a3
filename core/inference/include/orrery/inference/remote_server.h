// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::inference {

/// An OpenAI-compatible server somebody else runs. Its key is kept in the secret store under secretKey().
struct RemoteServer {
    std::string name;                ///< For a person.
    std::string url;                 ///< "https://host" or ".../v1"
    std::vector<std::string> models; ///< As last seen; may be empty.

    bool operator==(const RemoteServer&) const = default;
};

/// What its key is kept under in the secret store.
std::string secretKey(const RemoteServer& server);

/// Checks and tidies an address: http or https, a host, no password, no query; what ends in "/chat/completions" or
/// "/models" is cut there. Without a scheme: http where that is allowed, else https. http only to this machine, to
/// private and link-local addresses and to *.local, since keys and words would be readable on the way.
/// InvalidArgument says what is wrong.
Result<std::string> serverUrl(std::string_view typed);

/// Whether a host can only be this machine or one of the networks at home: loopback, private and link-local addresses,
/// localhost and *.local. @param host as net::parseUrl() tells it. Pure.
bool isNearHost(std::string_view host);

/// The list as it is kept: JSON. What cannot be read, or would not pass serverUrl(), is left out; so is a second one of
/// the same address. Pure.
std::string writeServers(const std::vector<RemoteServer>& servers);
std::vector<RemoteServer> readServers(std::string_view json);

/// Where the window and the command line keep the list: servers.json in the settings folder. Holds no keys.
std::filesystem::path serversFile();
/// Empty when there is no such file; an Error when it cannot be read or is no list. Blocks; for workers.
Result<std::vector<RemoteServer>> loadServers(const std::filesystem::path& file);
/// Replaces the file as a whole, or leaves it as it was; what is no list is kept beside it as "<file>.damaged". Makes
/// its folder. Blocks; for workers.
Status saveServers(const std::filesystem::path& file, const std::vector<RemoteServer>& servers);

} // namespace orrery::inference
