// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "address.h"

#include "utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace orrery::card {

namespace {

constexpr std::size_t longestAddress = 2048;

/// As browsers read it: without blanks around it and without line ends and controls anywhere.
std::string normalised(std::string_view address) {
    const std::string repaired = repairText(address);
    std::string out;
    for (const char c : repaired) {
        if (c != '\n' && c != '\t') out += c;
    }
    const std::size_t first = out.find_first_not_of(' ');
    if (first == out.npos) return {};
    return out.substr(first, out.find_last_not_of(' ') + 1 - first);
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return out;
}

/// What stands before the first ":", unless that belongs to a path, a query or an anchor. Lower case.
std::string schemeOf(std::string_view address) {
    const std::size_t end = address.find_first_of(":/?#\\");
    return end != address.npos && address[end] == ':' ? lower(address.substr(0, end)) : std::string();
}

std::string escaped(std::string_view address) {
    std::string out;
    for (const char c : address) {
        if (std::string_view(" \"<>\\^`{|}").find(c) == std::string_view::npos) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned>(c));
        }
    }
    return out;
}

/// @param schemes those that may stay, besides none.
std::string safe(std::string_view address, std::initializer_list<std::string_view> schemes) {
    if (address.size() > longestAddress) return {};
    std::string plain = normalised(address);
    std::ranges::replace(plain, '\\', '/');
    if (plain.starts_with("//")) plain.insert(0, "https:");
    const std::string scheme = schemeOf(plain);
    if (plain.starts_with(":") || (!scheme.empty() && std::ranges::find(schemes, scheme) == schemes.end())) return {};
    return escaped(scheme + plain.substr(scheme.size()));
}

} // namespace

std::string safeLink(std::string_view address) {
    return safe(address, {"http", "https", "mailto"});
}

std::string safePicture(std::string_view address) {
    const std::string picture = safe(address, {"http", "https"});
    return picture.starts_with("#") ? std::string() : picture;
}

} // namespace orrery::card
