// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "points.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace orrery::governance {
namespace {

using Kind = LicencePoint::Kind;

/// What one field means to a person, by what it says. An empty text: nothing worth a line.
struct Field {
    Stated Licence::*value;
    std::string_view code;
    Kind kindOfYes;
    std::string_view yes;
    Kind kindOfNo;
    std::string_view no;
    std::string_view subject; ///< "Not stated: ..."
};

constexpr auto fields = std::to_array<Field>({
    {&Licence::commercial, "commercial", Kind::Allowed, "You may use it commercially", Kind::Limit,
     "You may not use it commercially", "commercial use"},
    {&Licence::modification, "modification", Kind::Allowed, "You may change it and build on it", Kind::Limit,
     "You may not pass on changed versions", "changing it"},
    {&Licence::redistribution, "redistribution", Kind::Allowed, "You may pass it on", Kind::Limit,
     "You may not pass it on", "passing it on"},
    {&Licence::patentGrant, "patents", Kind::Allowed, "Patent rights are included", Kind::Unknown,
     "No patent rights are spelled out", "patents"},
    {&Licence::attribution, "attribution", Kind::Duty, "Keep the copyright notice", Kind::Allowed, "", "credit"},
    {&Licence::shareAlike, "share-alike", Kind::Duty, "Share what you make from it under the same licence",
     Kind::Allowed, "", "sharing under the same licence"},
    {&Licence::flowDown, "flow-down", Kind::Duty, "Bind whoever gets it from you to its rules of use", Kind::Allowed,
     "", "passing rules of use on"},
    {&Licence::naming, "naming", Kind::Duty, "Name models made from it as the licence asks", Kind::Allowed, "",
     "names of models made from it"},
    {&Licence::display, "display", Kind::Duty, "Show the publisher's name or phrase in your product", Kind::Allowed, "",
     "showing the publisher's name"},
    {&Licence::useLimits, "use-limits", Kind::Limit, "Some uses are forbidden: read the list in its text",
     Kind::Allowed, "", "forbidden uses"},
    {&Licence::userThreshold, "users", Kind::Limit, "Other terms apply to products with many users", Kind::Allowed, "",
     "limits by number of users"},
    {&Licence::revenueThreshold, "revenue", Kind::Limit, "Other terms apply to companies with a large revenue",
     Kind::Allowed, "", "limits by revenue"},
    {&Licence::regionExcluded, "region", Kind::Limit, "It is not licensed everywhere", Kind::Allowed, "",
     "excluded countries"},
    {&Licence::outputTraining, "outputs", Kind::Limit, "What it makes may not be used to train other models",
     Kind::Allowed, "", "training on what it makes"},
    {&Licence::revocable, "revocable", Kind::Limit, "The publisher may end the licence", Kind::Allowed, "",
     "whether it can be taken back"},
});

std::string amount(std::uint64_t value) {
    constexpr std::uint64_t million = 1'000'000;
    constexpr std::uint64_t billion = 1'000 * million;
    if (value >= billion && value % billion == 0) return fmt::format("{} billion", value / billion);
    if (value >= million && value % million == 0) return fmt::format("{} million", value / million);
    return fmt::format("{}", value);
}

/// Whom a threshold concerns; empty for kinds that are not known.
std::string whom(const LicenceThreshold& threshold) {
    const std::string number = amount(threshold.value);
    if (threshold.kind == "mau") return fmt::format("Products with more than {} monthly users", number);
    if (threshold.kind == "annual_revenue_usd")
        return fmt::format("Companies with more than {} US dollars of yearly revenue", number);
    if (threshold.kind == "monthly_revenue_usd")
        return fmt::format("Companies with more than {} US dollars of monthly revenue", number);
    if (threshold.kind == "revenue_12m_usd")
        return fmt::format("Companies with more than {} US dollars of revenue in twelve months", number);
    return threshold.business.empty() ? std::string() : fmt::format("Businesses of the kind {}", threshold.business);
}

std::string sentence(const LicenceThreshold& threshold) {
    const std::string who = whom(threshold);
    if (who.empty()) return {};
    if (threshold.effect.starts_with("separate ")) return fmt::format("{} need a {}", who, threshold.effect);
    return fmt::format("{}: {}", who, threshold.effect);
}

std::string_view regionName(std::string_view code) {
    constexpr auto names = std::to_array<std::pair<std::string_view, std::string_view>>({{"EU", "the European Union"},
                                                                                         {"GB", "the United Kingdom"},
                                                                                         {"KR", "South Korea"},
                                                                                         {"US", "the United States"}});
    const auto* const found = std::ranges::find(names, code, [](const auto& entry) { return entry.first; });
    return found == names.end() ? code : found->second;
}

std::string excludedRegions(const Licence& licence) {
    std::string names;
    for (const std::string& code : licence.excludedRegions)
        names += fmt::format("{}{}", names.empty() ? "" : ", ", regionName(code));
    if (licence.regionScope.empty()) return fmt::format("It is not licensed in {}", names);
    return fmt::format("It is not licensed in {} ({})", names, licence.regionScope);
}

bool hasConditions(const Licence& licence) {
    return licence.useLimits == true || licence.userThreshold == true || licence.revenueThreshold == true ||
           licence.regionExcluded == true;
}

LicencePoint pointOf(const Field& field, const Licence& licence) {
    const Stated value = licence.*field.value;
    const auto code = [&field](std::string_view answer) { return fmt::format("{}.{}", field.code, answer); };
    if (!value) return {Kind::Unknown, fmt::format("Not stated: {}", field.subject), code("unknown")};
    if (!*value) return {field.kindOfNo, std::string(field.no), code("no")};
    if (field.value == &Licence::commercial && hasConditions(licence))
        return {Kind::Allowed, "You may use it commercially, with conditions", code("conditions")};
    if (field.value == &Licence::regionExcluded && !licence.excludedRegions.empty())
        return {Kind::Limit, excludedRegions(licence), code("yes")};
    return {field.kindOfYes, std::string(field.yes), code("yes")};
}

std::vector<LicencePoint> thresholdPoints(const Licence& licence) {
    std::vector<LicencePoint> points;
    for (const LicenceThreshold& threshold : licence.thresholds)
        if (std::string text = sentence(threshold); !text.empty())
            points.push_back({Kind::Limit, std::move(text), fmt::format("threshold.{}", threshold.kind)});
    return points;
}

/// Whether a threshold says it in numbers already.
bool isToldInNumbers(const Field& field, const Licence& licence) {
    const auto any = [&licence](std::string_view part) {
        return std::ranges::any_of(licence.thresholds, [part](const LicenceThreshold& threshold) {
            return threshold.kind.find(part) != std::string::npos;
        });
    };
    if (field.value == &Licence::userThreshold) return any("mau");
    return field.value == &Licence::revenueThreshold && any("revenue");
}

bool isBlank(const Licence& licence) {
    return !licence.commercial && !licence.modification && !licence.redistribution;
}

} // namespace

std::vector<LicencePoint> pointsOf(const Licence& licence) {
    if (licence.id.empty()) return {{Kind::Unknown, "No licence is stated: nothing may be assumed", "licence.missing"}};
    if (licence.licenceClass == LicenceClass::Unknown && isBlank(licence))
        return {{Kind::Unknown, "This licence is not known here: read its text before you use it", "licence.unknown"}};
    std::vector<LicencePoint> points = thresholdPoints(licence);
    for (const Field& field : fields) {
        if (isToldInNumbers(field, licence)) continue;
        if (LicencePoint point = pointOf(field, licence); !point.text.empty()) points.push_back(std::move(point));
    }
    std::ranges::stable_sort(points, {}, &LicencePoint::kind);
    return points;
}

} // namespace orrery::governance
