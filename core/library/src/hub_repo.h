// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/cache/layout.h>
#include <orrery/library/item.h>

#include <stop_token>

namespace orrery::library {

/// Reads one repository of a Hub cache: names, sizes and links, no content. Never fails: what breaks the rules of the
/// layout becomes a finding.
Item readHubRepo(const cache::RepoPaths& paths, const std::stop_token& stop = {});

/// The paths an item of the Hub cache was read from.
cache::RepoPaths pathsOf(const Item& item);

} // namespace orrery::library
