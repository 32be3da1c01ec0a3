// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/conversation/conversation.h>

#include <orrery/base/result.h>
#include <orrery/sqlite/statements.h>

#include <string>
#include <string_view>
#include <vector>

namespace orrery::conversation {

/// What FTS5 is asked for a person's words: each a quoted beginning, all wanted. Empty when there are none.
std::string wordsQuery(std::string_view text);

Result<std::vector<Hit>> searchWords(sqlite::Statements& sql, std::string_view text, std::size_t most);

} // namespace orrery::conversation
