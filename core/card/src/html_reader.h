// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "composer.h"

namespace orrery::card {

/// Adds a stretch of HTML, which may begin and end anywhere.
void readHtml(std::string_view html, const MathsShield& maths, Composer& composer);

} // namespace orrery::card
