// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/catalog/catalog.h>

#include <optional>
#include <string>
#include <string_view>

namespace orrery::catalog {

/// A Page as the database keeps it.
std::string encodePage(const Page& page);

/// Nothing when the bytes are none of encodePage's.
std::optional<Page> decodePage(std::string_view bytes);

} // namespace orrery::catalog
