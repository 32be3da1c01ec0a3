// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/repo.h>

#include "text.h"

#include <algorithm>
#include <array>

namespace orrery::hub {

namespace {

constexpr std::size_t longestName = 96;
constexpr std::array allKinds{RepoKind::Model, RepoKind::Dataset, RepoKind::Space};

bool isValidSegment(std::string_view segment) {
    const auto isEdge = [](char c) { return c == '.' || c == '-'; };
    return !segment.empty() && !isEdge(segment.front()) && !isEdge(segment.back()) &&
           std::all_of(segment.begin(), segment.end(),
                       [](char c) { return isAlphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

} // namespace

std::string_view kindName(RepoKind kind) {
    std::string_view plural = kindPlural(kind);
    plural.remove_suffix(1);
    return plural;
}

std::optional<RepoKind> kindFromName(std::string_view name) {
    const auto* found =
        std::find_if(allKinds.begin(), allKinds.end(), [name](RepoKind k) { return kindName(k) == name; });
    if (found == allKinds.end()) return std::nullopt;
    return *found;
}

std::string_view kindPlural(RepoKind kind) {
    switch (kind) {
    case RepoKind::Model: return "models";
    case RepoKind::Dataset: return "datasets";
    case RepoKind::Space: return "spaces";
    }
    return "models";
}

std::string_view RepoId::owner() const {
    const auto slash = name.find('/');
    return slash == std::string::npos ? std::string_view() : std::string_view(name).substr(0, slash);
}

std::string_view RepoId::shortName() const {
    return std::string_view(name).substr(name.find('/') + 1);
}

bool isValidRepoName(std::string_view name) {
    const auto segments = split(name, '/');
    return name.size() <= longestName && segments.size() <= 2 &&
           std::all_of(segments.begin(), segments.end(), isValidSegment) && name.find("--") == std::string_view::npos &&
           name.find("..") == std::string_view::npos && !name.ends_with(".git");
}

} // namespace orrery::hub
