// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include "mcap_source.h"

#include <orrery/robot/record/mcap_values.h>

#include <optional>

namespace orrery::robot::mcap {

/// What the index at a file's end says; nothing where there is none, or one that cannot be trusted.
Result<std::optional<Contents>> readSummary(Source& source);

/// Takes a schema, channel, metadata or header record in.
void learn(Contents& contents, std::uint8_t op, std::string_view content);

} // namespace orrery::robot::mcap
