// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "combine.h"

#include <algorithm>
#include <array>

namespace orrery::governance {
namespace {

/// A permission: no beats not stated beats yes.
Stated permission(Stated a, Stated b) {
    if (a == false || b == false) return false;
    return a && b ? a : std::nullopt;
}

/// A duty or limit: yes beats not stated beats no.
Stated burden(Stated a, Stated b) {
    if (a == true || b == true) return true;
    return a && b ? a : std::nullopt;
}

std::string joined(const std::string& a, const std::string& b) {
    return a.empty() || b.empty() ? a + b : a + ", " + b;
}

/// The weaker of two checks.
const std::string& weaker(const std::string& a, const std::string& b) {
    constexpr auto order = std::to_array<std::string_view>({"", "memory", "secondary", "standard", "text"});
    return std::ranges::find(order, a) < std::ranges::find(order, b) ? a : b;
}

void addBurdens(Licence& to, const Licence& from) {
    for (const auto field :
         {&Licence::attribution, &Licence::shareAlike, &Licence::flowDown, &Licence::naming, &Licence::display,
          &Licence::useLimits, &Licence::userThreshold, &Licence::revenueThreshold, &Licence::regionExcluded,
          &Licence::outputTraining, &Licence::revocable})
        to.*field = burden(to.*field, from.*field);
    to.thresholds.insert(to.thresholds.end(), from.thresholds.begin(), from.thresholds.end());
    to.excludedRegions.insert(to.excludedRegions.end(), from.excludedRegions.begin(), from.excludedRegions.end());
    to.regionScope = joined(to.regionScope, from.regionScope);
}

} // namespace

Licence strictest(const Licence& a, const Licence& b) {
    Licence result = a;
    result.id = joined(a.id, b.id);
    result.name = joined(a.name, b.name);
    result.spdx.clear();
    result.textUrl.clear();
    result.licenceClass = std::max(a.licenceClass, b.licenceClass); // the enum goes from lenient to strict
    for (const auto field :
         {&Licence::commercial, &Licence::modification, &Licence::redistribution, &Licence::patentGrant})
        result.*field = permission(a.*field, b.*field);
    addBurdens(result, b);
    result.note = joined(a.note, b.note);
    result.source = joined(a.source, b.source);
    result.verified = weaker(a.verified, b.verified);
    return result;
}

} // namespace orrery::governance
