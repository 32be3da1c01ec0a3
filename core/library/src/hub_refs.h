// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/library/item.h>

#include <filesystem>
#include <string>
#include <vector>

namespace orrery::library {

struct HubRef {
    std::string name; ///< "main", "refs/pr/3"
    std::filesystem::path file;
    std::string commit; ///< What the file says, white space at its ends aside.
};

struct HubRefs {
    std::vector<HubRef> refs;
    std::vector<Finding> findings;
};

/// Reads a repository's refs folder, which may be missing.
HubRefs readHubRefs(const std::filesystem::path& folder);

} // namespace orrery::library
