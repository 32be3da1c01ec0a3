// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace orrery::gguf {

/// Where a quantisation's name stands in a text; end 0: nowhere.
struct NamePlace {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The last quantisation named in an upper-case text, between separators.
NamePlace findQuantisation(std::string_view upperCase);

} // namespace orrery::gguf
