// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/governance/licence.h>

#include "json.h"
#include "text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace orrery::governance {
namespace {

tl::unexpected<Error> damaged(std::string_view why) {
    return fail(Errc::InvalidArgument, fmt::format("The licence table cannot be used: {}. Reinstall Orrery.", why));
}

void readRights(const Json& entry, Licence& licence) {
    const Json& rights = member(entry, "rights");
    licence.commercial = stated(rights, "commercial");
    licence.modification = stated(rights, "modification");
    licence.redistribution = stated(rights, "redistribution");
    licence.patentGrant = stated(entry, "patent_grant");
}

void readDuties(const Json& entry, Licence& licence) {
    const Json& duties = member(entry, "duties");
    licence.attribution = stated(duties, "attribution");
    licence.shareAlike = stated(duties, "share_alike");
    licence.flowDown = stated(duties, "flow_down");
    licence.naming = stated(duties, "naming");
    licence.display = stated(duties, "display");
}

void readLimits(const Json& entry, Licence& licence) {
    const Json& limits = member(entry, "limits");
    licence.useLimits = stated(limits, "use_based");
    licence.userThreshold = stated(limits, "user_threshold");
    licence.revenueThreshold = stated(limits, "revenue_threshold");
    licence.regionExcluded = stated(limits, "geo_exclusion");
    licence.outputTraining = stated(limits, "output_training");
    licence.revocable = stated(limits, "revocable");
    licence.excludedRegions = texts(entry, "excluded_regions");
    licence.regionScope = text(entry, "region_scope");
}

std::vector<LicenceThreshold> thresholds(const Json& entry) {
    std::vector<LicenceThreshold> result;
    for (const Json& threshold : list(entry, "thresholds")) {
        const Json& value = member(threshold, "value");
        result.push_back({.kind = text(threshold, "kind"),
                          .value = value.is_number_unsigned() ? value.get<std::uint64_t>() : 0,
                          .business = text(threshold, "value"),
                          .when = text(threshold, "when"),
                          .effect = text(threshold, "effect")});
    }
    return result;
}

bool isKnownCheck(std::string_view verified) {
    constexpr auto known = std::to_array<std::string_view>({"text", "standard", "secondary", "memory"});
    return std::ranges::find(known, verified) != known.end();
}

Result<Licence> readLicence(const Json& entry) {
    Licence licence;
    licence.id = text(entry, "id");
    if (licence.id.empty()) return damaged("an entry has no id");
    licence.name = text(entry, "name");
    licence.spdx = text(entry, "spdx");
    const auto licenceClass = licenceClassFromName(text(entry, "class"));
    if (!licenceClass) return damaged(fmt::format("{} is of no known class", licence.id));
    licence.licenceClass = *licenceClass;
    readRights(entry, licence);
    readDuties(entry, licence);
    readLimits(entry, licence);
    licence.thresholds = thresholds(entry);
    licence.note = text(entry, "note");
    licence.textUrl = text(entry, "text_url");
    licence.verified = text(entry, "verified");
    if (!isKnownCheck(licence.verified)) return damaged(fmt::format("{} does not say how it was checked", licence.id));
    licence.source = text(entry, "source");
    return licence;
}

} // namespace

/// Fills a table from its file.
struct LicenceTable::Reader {
    LicenceTable& table;

    Status read(const Json& document) {
        if (text(document, "schema") != "orrery.licences/1") return damaged("it is of another form");
        for (const char* part : {"hub_identifiers", "named_licences"})
            for (const Json& entry : list(document, part))
                if (Status added = add(entry); !added) return added;
        if (table.m_licences.empty()) return damaged("it is empty");
        if (Status indexed = index(); !indexed) return indexed;
        return checkReferences(document);
    }

    Status add(const Json& entry) {
        auto licence = readLicence(entry);
        if (!licence) return fail(licence.error());
        addPatterns(member(entry, "match"), text(entry, "publisher"));
        table.m_licences.push_back(std::move(*licence));
        return {};
    }

    void addPatterns(const Json& match, const std::string& publisher) {
        const std::size_t place = table.m_licences.size();
        for (const std::string& tag : texts(match, "license")) {
            for (const std::string& glob : texts(match, "repo_glob"))
                table.m_patterns.push_back({place, tag, glob, {}, {}});
            for (const std::string& name : texts(match, "license_name"))
                table.m_patterns.push_back({place, tag, {}, name, publisher});
        }
    }

    Status index() {
        const auto idOf = [this](std::size_t place) -> const std::string& { return table.m_licences[place].id; };
        for (std::size_t i = 0; i < table.m_licences.size(); ++i) table.m_byId.push_back(i);
        std::ranges::sort(table.m_byId, lessIgnoringCase, idOf);
        const auto twin = std::ranges::adjacent_find(table.m_byId, sameIgnoringCase, idOf);
        if (twin == table.m_byId.end()) return {};
        return damaged(fmt::format("{} is in it twice", idOf(*twin)));
    }

    Status checkReferences(const Json& document) const {
        std::vector<std::string> referred;
        for (const Json& line : list(document, "model_lines")) referred.push_back(text(line, "licence"));
        for (const Pattern& pattern : table.m_patterns) referred.push_back(pattern.tag);
        const auto dangling = std::ranges::find_if(referred, [this](const auto& id) { return !table.find(id); });
        if (dangling == referred.end()) return {};
        return damaged(fmt::format("it refers to a licence \"{}\" that it lacks", *dangling));
    }
};

Result<LicenceTable> LicenceTable::parse(std::string_view json) {
    const Json document = Json::parse(json.begin(), json.end(), nullptr, false);
    LicenceTable table;
    if (const Status read = Reader{table}.read(document); !read) return fail(read.error());
    return table;
}

} // namespace orrery::governance
