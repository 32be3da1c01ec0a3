// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/tokens.h>

#include "text.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace orrery::hub {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longestToken = 16384;

/// Set and not empty, as the Python tools see it.
std::optional<std::string> valueOf(const Environment& environment, std::string_view name) {
    auto value = environment(name);
    if (value && value->empty()) value.reset();
    return value;
}

bool isTrue(const Environment& environment, std::string_view name) {
    const std::string value = lowered(environment(name).value_or(""));
    return value == "1" || value == "on" || value == "yes" || value == "true";
}

bool isNameCharacter(char c) {
    return isAlphanumeric(c) || c == '_';
}

/// Puts in $NAME and ${NAME}; one that is unset stays as it is written.
std::string withVariables(const Environment& environment, std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto dollar = std::min(text.find('$'), text.size());
        result += text.substr(0, dollar);
        text.remove_prefix(dollar);
        if (text.empty()) break;
        const bool braced = text.substr(1, 1) == "{";
        const std::size_t begin = braced ? 2 : 1;
        std::size_t end = begin;
        while (end < text.size() && isNameCharacter(text[end])) ++end;
        const std::size_t after = end + (braced ? 1 : 0);
        const bool whole = end > begin && (!braced || text.substr(end, 1) == "}");
        const auto value = whole ? environment(text.substr(begin, end - begin)) : std::nullopt;
        result += value ? *value : std::string(text.substr(0, whole ? after : 1));
        text.remove_prefix(whole ? after : 1);
    }
    return result;
}

fs::path expanded(const Environment& environment, const fs::path& userHome, std::string_view text) {
    const std::string path = withVariables(environment, text);
    if (path == "~") return userHome;
    return path.starts_with("~/") ? userHome / path.substr(2) : fs::path(path);
}

std::string readToken(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text(longestToken, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return std::string(trimmed(text));
}

/// What a header can carry.
bool isUsable(std::string_view token) {
    return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

} // namespace

HubFolders hubFolders(const Environment& environment, const fs::path& userHome) {
    const auto path = [&](std::initializer_list<std::string_view> names, const fs::path& otherwise) {
        for (const std::string_view name : names) {
            if (const auto value = valueOf(environment, name)) return expanded(environment, userHome, *value);
        }
        return otherwise;
    };
    HubFolders folders;
    folders.home = path({"HF_HOME"}, path({"XDG_CACHE_HOME"}, userHome / ".cache") / "huggingface");
    folders.cache = path({"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}, folders.home / "hub");
    folders.tokenFile = path({"HF_TOKEN_PATH"}, folders.home / "token");
    return folders;
}

Environment processEnvironment() {
    return [](std::string_view name) -> std::optional<std::string> {
        const char* value = std::getenv(std::string(name).c_str());
        if (value == nullptr) return std::nullopt;
        return value;
    };
}

std::optional<FoundToken> findToken(const Environment& environment, const HubFolders& folders) {
    if (isTrue(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN")) return std::nullopt;
    for (const std::string_view name : {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
        const std::string token(trimmed(environment(name).value_or("")));
        if (isUsable(token)) return FoundToken{token, "the variable " + std::string(name)};
    }
    const std::string token = readToken(folders.tokenFile);
    if (!isUsable(token)) return std::nullopt;
    return FoundToken{token, "the file " + folders.tokenFile.string()};
}

bool offlineByEnvironment(const Environment& environment) {
    return isTrue(environment, "HF_HUB_OFFLINE") || isTrue(environment, "TRANSFORMERS_OFFLINE");
}

} // namespace orrery::hub
