// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace orrery {

/// Whether objects and arrays of a JSON text nest no deeper than `deepest`: to be asked before outside bytes are
/// parsed, for a few million brackets would become gigabytes of values, and what walks them may go as deep. A plain
/// scan that allocates nothing. What is no JSON is told by the parser: up to the text's first mistake, where that
/// stops, both count alike.
[[nodiscard]] bool isShallowJson(std::string_view text, int deepest = 64);

} // namespace orrery
