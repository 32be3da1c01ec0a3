// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "pins.h"

#include "json.h"

#include <orrery/library/scan.h>
#include <orrery/platform/atomic_file.h>

#include <fmt/format.h>

namespace orrery::library {
namespace fs = std::filesystem;

std::set<std::string> readPins(const fs::path& file) {
    std::set<std::string> keys;
    const auto text = platform::readFile(file);
    if (!text) return keys;
    const nlohmann::json json = parseJson(*text);
    for (const nlohmann::json& key : arrayOf(json, "pinned"))
        if (key.is_string()) keys.insert(key.get<std::string>());
    return keys;
}

Status setPinned(const Places& places, const std::string& key, bool pinned) {
    std::set<std::string> keys = readPins(places.pins);
    const bool changed = pinned ? keys.insert(key).second : keys.erase(key) > 0;
    if (!changed) return {};
    std::error_code error;
    fs::create_directories(places.pins.parent_path(), error);
    if (error) {
        return fail(Errc::Io, fmt::format("The folder {} could not be made.", places.pins.parent_path().string()),
                    error.message(), places.pins.string());
    }
    const nlohmann::json json = {{"pinned", keys}};
    return platform::writeFileAtomically(places.pins,
                                         json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

} // namespace orrery::library
