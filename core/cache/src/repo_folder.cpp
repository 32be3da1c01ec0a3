// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "repo_folder.h"

#include <fmt/format.h>

namespace orrery::cache {

Result<Folder> openRepo(const RepoPaths& paths) {
    return Folder::open(paths.folder());
}

Status checkEtag(std::string_view etag) {
    if (isEtag(etag)) return {};
    return fail(Errc::UnsafeName,
                "The server's name for a file's content cannot be a file name, so the file is left out.");
}

Status checkCommit(std::string_view commit) {
    if (isCommit(commit)) return {};
    return fail(Errc::UnsafeName,
                fmt::format("\"{}\" is not the name of a commit: 40 hex digits.", commit.substr(0, 80)));
}

std::pair<std::string_view, std::string_view> splitPath(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return {{}, path};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

} // namespace orrery::cache
