// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/catalog/entry.h>

#include <optional>
#include <string>
#include <string_view>

namespace orrery::catalog {

/// What is known of one repository as the database keeps it: an Entry's facts, without what Orrery works out from them
/// (licence class, country, parameters read from the name).
std::string encodeEntry(const Entry& entry);

/// Nothing when the bytes are none of encodeEntry's.
std::optional<Entry> decodeEntry(std::string_view bytes);

} // namespace orrery::catalog
