// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/card/document.h>

namespace orrery::card {

/// Gives each heading its anchor, as GitHub and the Hub form them: "What's new?" is "whats-new", a second one
/// "whats-new-1".
void nameHeadings(std::vector<Block>& blocks);

} // namespace orrery::card
