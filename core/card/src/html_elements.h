// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "composer.h"
#include "html_tokens.h"

namespace orrery::card {

/// What a start tag means to us; none: the tag vanishes and its text stays.
std::optional<Element> elementOf(const HtmlToken& tag);

/// Elements that vanish with all they hold: programs, styles, frames, forms.
bool vanishesWhole(std::string_view name);

} // namespace orrery::card
