// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/card/document.h>

#include <string>

namespace orrery::card {

/// What links to a heading of these words, if it is the first one.
std::string anchorOf(const Runs& runs);

/// Gives each heading its anchor, as GitHub and the Hub form them: "What's new?" is "whats-new", a second one
/// "whats-new-1".
void nameHeadings(std::vector<Block>& blocks);

} // namespace orrery::card
