// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::hub {

/// Reads one environment variable; nothing when it is unset.
using Environment = std::function<std::optional<std::string>(std::string_view name)>;

/// Where the Python tools keep things, by the same variables and defaults (HF_HOME, HF_HUB_CACHE, HF_TOKEN_PATH, ...).
struct HubFolders {
    std::filesystem::path home;
    std::filesystem::path cache;
    std::filesystem::path tokenFile;
};
HubFolders hubFolders(const Environment& environment, const std::filesystem::path& userHome);

/// The user's own environment.
Environment processEnvironment();

/// Where a token was found, for the settings page ("from HF_TOKEN").
struct FoundToken {
    std::string token;  ///< Secret.
    std::string origin; ///< "the variable HF_TOKEN", "the file ~/.cache/huggingface/token"
};
/// The token the Python tools would use for the default endpoint: HF_TOKEN, else the token file; not when
/// HF_HUB_DISABLE_IMPLICIT_TOKEN says no. Blocks on a small file.
std::optional<FoundToken> findToken(const Environment& environment, const HubFolders& folders);

/// HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE is true.
bool offlineByEnvironment(const Environment& environment);

} // namespace orrery::hub
