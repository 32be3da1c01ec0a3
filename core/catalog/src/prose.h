// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "schema.h"
#include "word.h"

#include <orrery/catalog/entry.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::catalog {

/// The running text of an entry: its description and its card, as far as they are indexed.
std::string proseOf(std::string_view description, std::string_view card);

/// Keeps the FTS5 index in step: it must be told what it held before.
Status replaceProse(Database& database, std::int64_t id, std::string_view before, std::string_view after);

/// Fills an empty index from all entries and pages.
Status indexAllProse(Database& database);

/// The entries (ids) whose prose has the whole word; at most 50,000, which keeps the commonest words quick.
Result<std::vector<std::int64_t>> entriesWithWord(Database& database, const Word& word);

} // namespace orrery::catalog
