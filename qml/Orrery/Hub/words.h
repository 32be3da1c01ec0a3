// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <orrery/gguf/fit.h>
#include <orrery/governance/licence.h>
#include <orrery/hub/errors.h>
#include <orrery/hub/types.h>

#include <string>
#include <string_view>

namespace orrery::ui {

/// A judgement on a chip: an icon and a word carry it, the mood ("good", "caution", "danger", "quiet") only colours it.
struct Verdict {
    QString icon;
    QString text;
    QString mood;
};

Verdict licenceVerdict(governance::LicenceClass value);
Verdict fitVerdict(gguf::Fit fit);
Verdict scanVerdict(hub::ScanStatus status);

/// "text-generation" as "Text generation".
QString taskText(std::string_view task);
/// ISO 3166 code, "EU" or "INT" as the country's name; what is unknown stays a code.
QString countryText(std::string_view code);
/// ISO 639 code as the language's name.
QString languageText(std::string_view code);
QString kindText(hub::RepoKind kind);

/// The catalogue's names of the values one filters by, for a person.
QString fitFacetText(std::string_view value);
QString licenceFacetText(std::string_view value);
QString sizeFacetText(std::string_view value);
QString gatedFacetText(std::string_view value);
QString updatedFacetText(std::string_view value);

/// The label of the button that takes an error's next step; empty: there is nothing to press.
QString nextStepText(hub::NextStep step);

} // namespace orrery::ui
