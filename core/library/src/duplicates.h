// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/library/item.h>

#include <vector>

namespace orrery::library {

/// Large files (1 MB and more) that are on the disk more than once: by their hash where two are known, else by size
/// and name. Names of the same bytes (links) are no duplicates. Largest first.
std::vector<Duplicate> findDuplicates(const std::vector<Item>& items);

} // namespace orrery::library
