// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/cache/layout.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace orrery::cache {

namespace {

constexpr std::size_t longestSegment = 255;
constexpr std::size_t longestPath = 2048;

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string upperCase(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return result;
}

/// "1" to "9", or the superscripts that Windows takes for them.
bool isPortNumber(std::string_view text) {
    return (text.size() == 1 && isDigit(text[0]) && text[0] != '0') || text == "\u00b9" || text == "\u00b2" ||
           text == "\u00b3";
}

/// Windows opens a device instead of a file of such a name, whatever its ending.
bool isDevice(std::string_view segment) {
    std::string base = upperCase(segment.substr(0, segment.find('.')));
    base.erase(base.find_last_not_of(' ') + 1);
    constexpr std::array<std::string_view, 6> devices{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
    if (std::find(devices.begin(), devices.end(), base) != devices.end()) return true;
    return (base.starts_with("COM") || base.starts_with("LPT")) && isPortNumber(std::string_view(base).substr(3));
}

/// @return what is wrong with one part of a path; empty: nothing.
std::string_view faultOf(std::string_view segment) {
    if (segment.empty()) return "it has an empty part";
    if (segment == ".." || segment == ".") return "it leads through \".\" or \"..\"";
    if (segment.size() > longestSegment) return "a part of it is longer than 255 bytes";
    if (segment.size() >= 2 && isLetter(segment[0]) && segment[1] == ':') return "it names a drive";
    if (segment.back() == '.' || segment.back() == ' ') return "a part of it ends in a dot or blank";
    if (isDevice(segment)) return "it is the name of a device on Windows";
    return {};
}

std::string_view faultOfPath(std::string_view path) {
    if (path.empty()) return "it is empty";
    if (path.size() > longestPath) return "it is too long";
    if (path.front() == '/') return "it is absolute";
    if (path.find('\\') != std::string_view::npos) return "it contains a backslash";
    if (std::any_of(path.begin(), path.end(), isControl)) return "it contains control characters";
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        if (const auto fault = faultOf(path.substr(begin, end - begin)); !fault.empty()) return fault;
        begin = end + 1;
    }
    return {};
}

/// For a message: what would break a line or a terminal is replaced.
std::string shown(std::string_view path) {
    std::string result(path.substr(0, 200));
    std::replace_if(result.begin(), result.end(), isControl, '?');
    return result;
}

} // namespace

Status checkFileName(std::string_view path) {
    const std::string_view fault = faultOfPath(path);
    if (fault.empty()) return {};
    return fail(Errc::UnsafeName,
                fmt::format("The file name \"{}\" is not safe: {}. It is left out.", shown(path), fault), {},
                shown(path));
}

bool isEtag(std::string_view etag) {
    constexpr std::size_t longest = 128;
    const auto allowed = [](char c) { return isLetter(c) || isDigit(c) || c == '.' || c == '_' || c == '-'; };
    return !etag.empty() && etag.size() <= longest && etag.front() != '.' &&
           std::all_of(etag.begin(), etag.end(), allowed);
}

} // namespace orrery::cache
