// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/governance/licence.h>

#include "combine.h"
#include "points.h"
#include "text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace orrery::governance {
namespace {

constexpr auto classNames = std::to_array<std::string_view>(
    {"open-osi", "open-other", "conditional", "non-commercial", "research-only", "unknown"}); // in the enum's order

/// Identifiers that name a family of texts, not one.
bool isFamily(std::string_view id) {
    constexpr auto families = std::to_array<std::string_view>({"bsd", "cc", "gfdl", "gpl", "lgpl", "openrail"});
    return std::ranges::find(families, id) != families.end();
}

std::string_view ownerOf(std::string_view repo) {
    return repo.substr(0, repo.find('/'));
}

/// "NVIDIA Open Model License", as a card may write it, is "nvidia-open-model-license".
bool sameName(std::string_view written, std::string_view known) {
    const auto plain = [](char c) { return c == ' ' || c == '_' ? '-' : lowerCase(c); };
    return std::ranges::equal(written, known, {}, plain, plain);
}

bool isWholePublisher(std::string_view glob) {
    return glob.ends_with("/*");
}

Licence unlisted(std::string_view raw) {
    Licence licence;
    licence.id = raw;
    licence.name = raw;
    return licence;
}

std::string rawText(const std::vector<std::string>& licences, std::string_view name) {
    std::string raw;
    for (const std::string& licence : licences) raw += (raw.empty() ? "" : ", ") + licence;
    return name.empty() ? raw : fmt::format("{} ({})", raw, name);
}

} // namespace

std::string_view licenceClassName(LicenceClass value) {
    return classNames.at(static_cast<std::size_t>(value));
}

std::optional<LicenceClass> licenceClassFromName(std::string_view name) {
    const auto* const found = std::ranges::find(classNames, name);
    if (found == classNames.end()) return std::nullopt;
    return static_cast<LicenceClass>(found - classNames.begin());
}

const Licence* LicenceTable::find(std::string_view id) const {
    const std::string_view wanted = trimmed(id);
    const auto idOf = [this](std::size_t place) -> std::string_view { return m_licences[place].id; };
    const auto found = std::ranges::lower_bound(m_byId, wanted, lessIgnoringCase, idOf);
    if (found == m_byId.end() || !sameIgnoringCase(idOf(*found), wanted)) return nullptr;
    return &m_licences[*found];
}

/// The repository decides before the name does, by its longest pattern; a pattern of everything a publisher has is a
/// guess for cards without a name.
const Licence* LicenceTable::named(std::string_view tag, std::string_view licenceName, std::string_view repo) const {
    const Pattern* byRepo = nullptr;
    const Pattern* byName = nullptr;
    const Pattern* byPublisher = nullptr;
    for (const Pattern& pattern : m_patterns) {
        if (!sameIgnoringCase(pattern.tag, tag)) continue;
        if (pattern.repoGlob.empty()) {
            const bool theirs = pattern.publisher.empty() || sameIgnoringCase(pattern.publisher, ownerOf(repo));
            if (theirs && !byName && sameName(licenceName, pattern.licenceName)) byName = &pattern;
        } else if (matchesGlob(repo, pattern.repoGlob)) {
            const Pattern*& best = isWholePublisher(pattern.repoGlob) ? byPublisher : byRepo;
            if (!best || best->repoGlob.size() < pattern.repoGlob.size()) best = &pattern;
        }
    }
    const Pattern* found = byRepo ? byRepo : byName;
    if (!found && licenceName.empty()) found = byPublisher;
    return found ? &m_licences[found->licence] : nullptr;
}

LicenceVerdict LicenceTable::resolve(const std::vector<std::string>& licences, std::string_view licenceName,
                                     std::string_view repo) const {
    const std::string_view name = trimmed(licenceName);
    LicenceVerdict verdict;
    verdict.raw = rawText(licences, name);
    verdict.ambiguous = licences.size() > 1;
    for (const std::string& raw : licences) {
        const Licence* special = named(trimmed(raw), name, repo);
        const Licence* found = special ? special : find(raw);
        if (special || (found && isFamily(found->id))) verdict.ambiguous = true;
        const Licence licence = found ? *found : unlisted(trimmed(raw));
        verdict.licence = &raw == &licences.front() ? licence : strictest(verdict.licence, licence);
    }
    const bool saysNothing = verdict.licence.licenceClass == LicenceClass::Unknown && licences.size() == 1;
    if (saysNothing && !name.empty()) verdict.licence.name = name; // "other" tells a person nothing
    verdict.points = pointsOf(verdict.licence);
    return verdict;
}

LicenceClass LicenceTable::classOf(std::string_view licence, std::string_view licenceName,
                                   std::string_view repo) const {
    const Licence* found = named(trimmed(licence), trimmed(licenceName), repo);
    if (!found) found = find(licence);
    return found ? found->licenceClass : LicenceClass::Unknown;
}

} // namespace orrery::governance
