// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/governance/labs.h>

#include "json.h"
#include "text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace orrery::governance {
namespace {

tl::unexpected<Error> damaged(std::string_view why) {
    return fail(Errc::InvalidArgument,
                fmt::format("The table of publishers cannot be used: {}. Reinstall Orrery.", why));
}

bool isKind(std::string_view kind) {
    constexpr auto kinds = std::to_array<std::string_view>(
        {"company", "lab", "university", "nonprofit", "government", "community", "individual"});
    return std::ranges::find(kinds, kind) != kinds.end();
}

bool isCountry(std::string_view code) {
    const bool letters = std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
    return code.empty() || code == "INT" || (code.size() == 2 && letters);
}

} // namespace

Result<LabTable> LabTable::parse(std::string_view json) {
    const Json document = Json::parse(json.begin(), json.end(), nullptr, false);
    if (text(document, "schema") != "orrery.labs/1") return damaged("it is of another form");
    LabTable table;
    for (const Json& entry : list(document, "labs")) {
        Lab lab{text(entry, "handle"), text(entry, "name"), text(entry, "country"), text(entry, "kind"),
                texts(entry, "tags")};
        if (lab.handle.empty()) return damaged("an entry has no handle");
        if (!isKind(lab.kind)) return damaged(fmt::format("{} is of no known kind", lab.handle));
        if (!isCountry(lab.country)) return damaged(fmt::format("the country of {} is no code", lab.handle));
        if (!table.m_byHandle.try_emplace(lowerCase(lab.handle), lab).second)
            return damaged(fmt::format("{} is in it twice", lab.handle));
    }
    if (table.m_byHandle.empty()) return damaged("it is empty");
    return table;
}

const Lab* LabTable::find(std::string_view handle) const {
    const auto found = m_byHandle.find(lowerCase(handle));
    return found == m_byHandle.end() ? nullptr : &found->second;
}

} // namespace orrery::governance
