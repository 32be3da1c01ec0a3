// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::governance {

/// From the most to the least permissive; Unknown means nothing may be assumed.
enum class LicenceClass { OpenOsi, OpenOther, Conditional, NonCommercial, ResearchOnly, Unknown };

/// "open-osi", ...: as data files, the command line and the catalogue write it.
std::string_view licenceClassName(LicenceClass value);
std::optional<LicenceClass> licenceClassFromName(std::string_view name);

/// Yes, no, or not stated: nothing is ever read as "no".
using Stated = std::optional<bool>;

/// From where on other terms apply.
struct LicenceThreshold {
    std::string kind;        ///< "mau" (users a month), "annual_revenue_usd", "business_type", ...
    std::uint64_t value = 0; ///< 0: of a kind without number.
    std::string business;    ///< With "business_type": which.
    std::string when;        ///< What is counted, "calendar month before the release date".
    std::string effect;      ///< "separate licence from Meta"
};

/// What one licence says, as the licence table has it.
struct Licence {
    std::string id;   ///< "apache-2.0"
    std::string name; ///< "Apache License 2.0"
    std::string spdx; ///< Empty: none.
    LicenceClass licenceClass = LicenceClass::Unknown;
    Stated commercial, modification, redistribution;
    Stated attribution, shareAlike, flowDown, naming, display;
    Stated useLimits, userThreshold, revenueThreshold, regionExcluded, outputTraining, revocable;
    Stated patentGrant;
    std::vector<LicenceThreshold> thresholds;
    std::vector<std::string> excludedRegions; ///< "EU", "GB"
    std::string regionScope;                  ///< What of it is excluded there; empty: all.
    std::string note;
    std::string textUrl;
    std::string verified; ///< "text", "standard", "secondary", "memory": how well it was checked.
    std::string source;
};

/// One sentence about a licence for a person, and whether it is a permission, a duty or a limit.
struct LicencePoint {
    enum class Kind { Allowed, Duty, Limit, Unknown };
    Kind kind;
    std::string text; ///< English; a stable `code` lets the window translate it.
    std::string code; ///< "commercial.yes", "attribution", ...
};

/// A repository's licence as far as tag, name and publisher tell.
struct LicenceVerdict {
    Licence licence;        ///< The table's entry; for what the table lacks: class Unknown, `id` the raw text.
    std::string raw;        ///< As the card wrote it.
    bool ambiguous = false; ///< Several licences, a family tag, or matched by name alone.
    std::vector<LicencePoint>
        points; ///< In plain words: permissions first, then duties, limits, and what is not known.
};

/// The licence table (resources/governance/licences.json), read once. Immutable.
class LicenceTable {
public:
    /// @param json the file's bytes; refuses duplicate ids, unknown classes, dangling references.
    static Result<LicenceTable> parse(std::string_view json);

    [[nodiscard]] const std::vector<Licence>& all() const { return m_licences; }
    [[nodiscard]] const Licence* find(std::string_view id) const;
    /// @param licences raw identifiers of the card (usually one); `licenceName` as with "other"; `repo` "owner/name".
    [[nodiscard]] LicenceVerdict resolve(const std::vector<std::string>& licences, std::string_view licenceName,
                                         std::string_view repo) const;
    /// Only the class; cheap, for millions of rows.
    [[nodiscard]] LicenceClass classOf(std::string_view licence, std::string_view licenceName = {},
                                       std::string_view repo = {}) const;

private:
    /// A licence without an identifier of its own on the Hub, and what gives it away.
    struct Pattern {
        std::size_t licence; ///< Place in m_licences.
        std::string tag;     ///< The card's identifier, mostly "other".
        std::string repoGlob;
        std::string licenceName;
        std::string publisher; ///< Who writes that name; empty: anybody.
    };
    struct Reader;

    [[nodiscard]] const Licence* named(std::string_view tag, std::string_view licenceName, std::string_view repo) const;

    std::vector<Licence> m_licences;
    std::vector<std::size_t> m_byId; ///< Places in m_licences, by id in lower case.
    std::vector<Pattern> m_patterns;
};

} // namespace orrery::governance
