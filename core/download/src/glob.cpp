// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/download/plan.h>

#include <cstddef>
#include <optional>
#include <string>

namespace orrery::download {

namespace {

/// Matches one "[...]" set at the beginning of the pattern and takes it off.
/// @return nothing when it has no end, so that '[' stands for itself.
std::optional<bool> matchSet(std::string_view& pattern, char c) {
    const bool inverted = pattern.size() > 1 && (pattern[1] == '!' || pattern[1] == '^');
    const std::size_t first = inverted ? 2 : 1;
    const std::size_t end = pattern.find(']', first + 1); // a ']' at once is one of the set
    if (end == std::string_view::npos) return std::nullopt;
    bool found = false;
    for (std::size_t i = first; i < end; ++i) {
        const bool range = i + 2 < end && pattern[i + 1] == '-';
        found = found || (range ? pattern[i] <= c && c <= pattern[i + 2] : pattern[i] == c);
        if (range) i += 2;
    }
    pattern.remove_prefix(end + 1);
    return found != inverted && c != '/';
}

bool matchOne(std::string_view& pattern, char c) {
    if (pattern.front() == '[') {
        if (const auto matched = matchSet(pattern, c)) return *matched;
    }
    const bool matched = pattern.front() == '?' ? c != '/' : pattern.front() == c;
    pattern.remove_prefix(1);
    return matched;
}

enum class Reach { InSegment, Anything, Folders };

/// Where to go on when what followed a star did not match.
struct Star {
    std::string_view pattern; ///< What follows it.
    std::string_view text;    ///< What it has not taken yet.
    Reach reach = Reach::InSegment;
};

/// Takes a "*", "**" or "**/" off the pattern.
Reach takeStar(std::string_view& pattern) {
    const Reach reach = pattern.starts_with("**/")  ? Reach::Folders
                        : pattern.starts_with("**") ? Reach::Anything
                                                    : Reach::InSegment;
    pattern.remove_prefix(reach == Reach::Folders ? 3 : reach == Reach::Anything ? 2 : 1);
    return reach;
}

/// Lets a star take one more character, or folder. @return whether it could.
bool extend(std::optional<Star>& star) {
    if (!star || star->text.empty()) return false;
    if (star->reach == Reach::InSegment && star->text.front() == '/') return false;
    const std::size_t slash = star->text.find('/');
    if (star->reach == Reach::Folders && slash == std::string_view::npos) return false;
    star->text.remove_prefix(star->reach == Reach::Folders ? slash + 1 : 1);
    return true;
}

/// Goes back to the last star of each kind only, so its time is bounded by the product of the lengths, squared.
bool matchesWhole(std::string_view pattern, std::string_view text) {
    std::optional<Star> narrow;
    std::optional<Star> wide;
    for (;;) {
        if (pattern.starts_with('*')) {
            const Reach reach = takeStar(pattern);
            if (reach != Reach::InSegment) narrow.reset();
            (reach == Reach::InSegment ? narrow : wide) = Star{pattern, text, reach};
            continue;
        }
        if (pattern.empty() && text.empty()) return true;
        if (!pattern.empty() && !text.empty() && matchOne(pattern, text.front())) {
            text.remove_prefix(1);
            continue;
        }
        if (!extend(narrow)) {
            narrow.reset();
            if (!extend(wide)) return false;
        }
        const Star& star = narrow ? *narrow : *wide;
        pattern = star.pattern;
        text = star.text;
    }
}

} // namespace

bool matches(std::string_view pattern, std::string_view path) {
    if (pattern.size() > 1 && pattern.ends_with('/')) return matchesWhole(std::string(pattern) + "**", path);
    if (pattern.find('/') == std::string_view::npos) path = path.substr(path.rfind('/') + 1);
    return matchesWhole(pattern, path);
}

} // namespace orrery::download
