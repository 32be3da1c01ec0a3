// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "xacro_reading.h"

#include <orrery/robot/description/errors.h>

#include <fmt/format.h>

#include <algorithm>

namespace orrery::robot {
namespace {

/// "'arm', 'gripper', ..."
std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i) text += (i > 0 ? ", '" : "'") + names[i] + '\'';
    return names.size() > most ? text + ", ..." : text;
}

} // namespace

Result<LoadedDescription> readExpandedXacro(
    const tinyxml2::XMLElement& root, const std::string& sourceName, const ExpansionOptions& options,
    const std::function<Result<LoadedDescription>(const ExpandedXacro&, const tinyxml2::XMLElement& root)>& read) {
    auto expanded = expandXacro(root, sourceName, options);
    if (!expanded) return fail(expanded.error());
    tinyxml2::XMLDocument document;
    if (document.Parse(expanded->text.data(), expanded->text.size()) != tinyxml2::XML_SUCCESS)
        return fail(DescriptionErrc::TooLarge,
                    "Expanded, this file is nested deeper than any robot needs, or uses names that XML does not know.",
                    document.ErrorStr(), sourceName);
    auto loaded = read(*expanded, *document.RootElement());
    if (!loaded) {
        Error failure = loaded.error();
        if (failure.is(DescriptionErrc::NoLinks) && !expanded->macros.empty())
            failure.message =
                fmt::format("This file only defines macros ({}) for others to use and no robot by itself. "
                            "Open the file that includes it.",
                            listed(expanded->macros));
        return fail(std::move(failure));
    }
    loaded->findings.insert(loaded->findings.begin(), expanded->findings.begin(), expanded->findings.end());
    return loaded;
}

} // namespace orrery::robot
