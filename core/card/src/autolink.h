// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

namespace orrery::card {

/// Finds addresses written out in text ("see https://example.org/a."), in order; the end of a sentence is not part of
/// one.
void splitAddresses(std::string_view text, const std::function<void(std::string_view)>& onText,
                    const std::function<void(std::string_view)>& onAddress);

} // namespace orrery::card
