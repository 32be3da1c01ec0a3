// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/conversation/conversation.h>
#include <orrery/sqlite/statements.h>

#include <vector>

namespace orrery::conversation {

/// Those that come with Orrery.
std::vector<Preset> ownPresets();

Result<std::vector<Preset>> readPresets(sqlite::Statements& sql);
Result<Id> writePreset(sqlite::Statements& sql, const Preset& preset);
Status deletePreset(sqlite::Statements& sql, Id preset);

} // namespace orrery::conversation
