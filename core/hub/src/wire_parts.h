// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json.h"

#include <orrery/hub/types.h>

namespace orrery::hub {

// One value of the Hub's JSON each, for the readers of wire.h.

/// Nothing when its name is none that a repository can have.
std::optional<RepoSummary> summaryFrom(const Json& row, RepoKind kind);
std::optional<TreeEntry> treeEntryFrom(const Json& entry);
/// What /api/models/<name> calls a sibling.
std::optional<TreeEntry> siblingFrom(const Json& sibling);
ScanStatus scanStatusFrom(std::string_view name);
Commit commitFrom(const Json& commit);

} // namespace orrery::hub
