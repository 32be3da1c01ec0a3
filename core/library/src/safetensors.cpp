// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "safetensors.h"

#include "json.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>
#include <map>

namespace orrery::library {
namespace {

constexpr std::uint64_t largestHeader = 25'000'000;

/// Nothing when the product does not fit.
std::optional<std::uint64_t> product(const nlohmann::json& shape) {
    std::uint64_t result = 1;
    for (const nlohmann::json& dimension : shape) {
        if (!dimension.is_number_unsigned()) return std::nullopt;
        const auto size = dimension.get<std::uint64_t>();
        if (size != 0 && result > std::numeric_limits<std::uint64_t>::max() / size) return std::nullopt;
        result *= size;
    }
    return result;
}

} // namespace

std::optional<SafetensorsFacts> parseSafetensorsHeader(std::string_view text) {
    const nlohmann::json json = parseJson(text);
    if (!json.is_object()) return std::nullopt;
    SafetensorsFacts facts;
    std::map<std::string, std::uint64_t> elementsByType;
    for (const auto& [name, tensor] : json.items()) {
        if (name == "__metadata__") continue;
        const auto elements = product(arrayOf(tensor, "shape"));
        if (!elements || !tensor.is_object()) return std::nullopt;
        facts.parameters += *elements;
        elementsByType[textOf(tensor, "dtype")] += *elements;
    }
    const auto most = std::ranges::max_element(elementsByType, {}, [](const auto& entry) { return entry.second; });
    if (most != elementsByType.end()) facts.type = most->first;
    return facts;
}

std::optional<SafetensorsFacts> readSafetensors(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::array<unsigned char, 8> prefix{};
    if (!stream.read(reinterpret_cast<char*>(prefix.data()), prefix.size())) return std::nullopt;
    std::uint64_t length = 0;
    for (std::size_t i = prefix.size(); i-- > 0;) length = length << 8U | prefix[i];
    if (length > largestHeader) return std::nullopt;
    std::string header(length, '\0');
    if (!stream.read(header.data(), static_cast<std::streamsize>(length))) return std::nullopt;
    return parseSafetensorsHeader(header);
}

} // namespace orrery::library
