// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/sqlite/schema.h>

namespace orrery::conversation {

/// Tables of conversations, their turns, what is still being written, drafts, presets and the words of it all.
sqlite::Schema conversationSchema();

} // namespace orrery::conversation
