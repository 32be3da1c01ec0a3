// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::governance {

/// A publisher on the Hub. Country: where its headquarters are, not where anything was trained.
struct Lab {
    std::string handle;
    std::string name;
    std::string country; ///< ISO 3166-1 alpha-2, "EU", "INT"; empty: not known.
    std::string kind;    ///< "company", "lab", "university", "nonprofit", "government", "community", "individual"
    std::vector<std::string> tags;
};

/// The table of known publishers (resources/governance/labs.json). Immutable.
class LabTable {
public:
    static Result<LabTable> parse(std::string_view json);

    /// By handle, whatever its case; nullptr: not known.
    [[nodiscard]] const Lab* find(std::string_view handle) const;
    [[nodiscard]] const std::map<std::string, Lab>& all() const { return m_byHandle; }

private:
    std::map<std::string, Lab> m_byHandle; ///< Keys in lower case.
};

} // namespace orrery::governance
