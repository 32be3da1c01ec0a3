// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

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

std::string secretKey(const RemoteServer& server);

/// Checks and tidies an address: http or https, a host, no query; http only to this machine and to private networks,
/// since keys and words would be readable on the way. InvalidArgument says what is wrong.
Result<std::string> serverUrl(std::string_view typed);

/// The list as it is kept in the settings: JSON. What cannot be read is left out. Pure.
std::string writeServers(const std::vector<RemoteServer>& servers);
std::vector<RemoteServer> readServers(std::string_view json);

} // namespace orrery::inference
