// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

struct sqlite3;

namespace orrery::sqlite {

/// Makes FTS5's tokenizer "orrery_words" known to a connection. Without FTS5 nothing happens.
void addWordsTokenizer(sqlite3* connection);

} // namespace orrery::sqlite
