// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json_reader.h"

#include <orrery/hub/types.h>

#include <optional>
#include <string>
#include <vector>

namespace orrery::catalog {

/// One row of an import: what a Hub's listing or info gives, or our own export, which adds
/// "orrery": {"kind": "model", "seen": "2026-11-22"}.
struct WireRow {
    hub::RepoSummary summary;
    std::string seen; ///< Empty: the row does not say.
    std::vector<hub::TreeEntry> files;
};

/// Reads the object that comes next. Check the reader's problem() first: with one, this is not a row.
/// @param kind what rows are that do not say it themselves; nothing: guessed from what they have.
WireRow readWireRow(JsonReader& reader, std::optional<hub::RepoKind> kind);

} // namespace orrery::catalog
