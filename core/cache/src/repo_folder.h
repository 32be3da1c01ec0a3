// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "folder.h"

#include <orrery/cache/layout.h>

#include <string_view>
#include <utility>

namespace orrery::cache {

/// The repository's folder, open; made when missing.
Result<Folder> openRepo(const RepoPaths& paths);

Status checkEtag(std::string_view etag);
Status checkCommit(std::string_view commit);

/// "sub/folder" and "name" of "sub/folder/name".
std::pair<std::string_view, std::string_view> splitPath(std::string_view path);

} // namespace orrery::cache
