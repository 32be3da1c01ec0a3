// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "machine_parsers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

namespace orrery::platform {
namespace {

/// Cuts the first line off `text`.
std::string_view takeLine(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\"";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

struct KeyValue {
    std::string_view key;
    std::string_view value;
};

KeyValue split(std::string_view line, char separator) {
    const std::size_t at = line.find(separator);
    if (at == std::string_view::npos) return {};
    return {trimmed(line.substr(0, at)), trimmed(line.substr(at + 1))};
}

/// The most telling name any architecture gives, best first.
constexpr std::array<std::string_view, 6> modelKeys = {"model name", "cpu model", "cpu", "Model", "Hardware", "uarch"};

} // namespace

CpuInfo parseCpuInfo(std::string_view text) {
    CpuInfo info;
    std::size_t bestModel = modelKeys.size();
    std::set<std::pair<std::string, std::string>> cores;
    std::string package;
    while (!text.empty()) {
        const auto [key, value] = split(takeLine(text), ':');
        if (key == "processor" && parseNumber(value)) ++info.logicalCores;
        if (key == "physical id") package = value;
        if (key == "core id") cores.emplace(package, value);
        const auto rank =
            static_cast<std::size_t>(std::find(modelKeys.begin(), modelKeys.end(), key) - modelKeys.begin());
        if (rank >= bestModel || value.empty()) continue;
        bestModel = rank;
        info.model = value;
    }
    info.physicalCores = cores.empty() ? info.logicalCores : static_cast<unsigned>(cores.size());
    return info;
}

std::optional<std::uint64_t> memInfoBytes(std::string_view text, std::string_view name) {
    std::string value = valueOf(text, name, ':');
    if (!value.ends_with(" kB")) return std::nullopt;
    const auto kibibytes = parseNumber(value.substr(0, value.size() - 3));
    return kibibytes ? std::optional(*kibibytes * 1024) : std::nullopt;
}

std::optional<std::uint64_t> statValue(std::string_view text, std::string_view key) {
    return parseNumber(valueOf(text, key, ' '));
}

std::string valueOf(std::string_view text, std::string_view key, char separator) {
    while (!text.empty()) {
        const KeyValue line = split(takeLine(text), separator);
        if (line.key == key) return std::string(line.value);
    }
    return {};
}

std::optional<std::uint64_t> parseNumber(std::string_view text) {
    text = trimmed(text);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::vector<ControlGroup> parseMemoryControlGroups(std::string_view text) {
    std::vector<ControlGroup> groups;
    while (!text.empty()) {
        const KeyValue hierarchy = split(takeLine(text), ':');
        const KeyValue group = split(hierarchy.value, ':');
        if (group.value.empty()) continue;
        const bool unified = hierarchy.key == "0" && group.key.empty();
        const std::string controllers = ',' + std::string(group.key) + ',';
        if (!unified && controllers.find(",memory,") == std::string::npos) continue;
        groups.push_back({unified, std::string(group.value)});
    }
    return groups;
}

std::optional<std::string> pciDeviceName(std::string_view pciIds, std::string_view vendor, std::string_view device) {
    bool inVendor = false;
    while (!pciIds.empty()) {
        std::string_view line = takeLine(pciIds);
        if (line.empty() || line.starts_with('#') || line.starts_with("\t\t")) continue;
        if (!line.starts_with('\t')) {
            if (inVendor) return std::nullopt;
            inVendor = line.starts_with(vendor);
            continue;
        }
        line.remove_prefix(1);
        if (inVendor && line.starts_with(device)) return std::string(trimmed(line.substr(device.size())));
    }
    return std::nullopt;
}

} // namespace orrery::platform
