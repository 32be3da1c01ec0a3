// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "composer.h"

namespace orrery::card {

/// Adds Markdown (GitHub's dialect) and the HTML within it.
void readMarkdown(const std::string& markdown, const MathsShield& maths, Composer& composer);

} // namespace orrery::card
