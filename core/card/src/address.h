// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace orrery::card {

/// A link as it may be kept: http, https, mailto, "#anchor" or relative to the repository. Anything else, however
/// disguised, becomes empty. Character references are resolved already.
std::string safeLink(std::string_view address);

/// The same for pictures: http, https or relative.
std::string safePicture(std::string_view address);

} // namespace orrery::card
