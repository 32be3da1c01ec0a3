// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/cache/store.h>

#include "repo_folder.h"

#include <orrery/platform/atomic_file.h>

#include <algorithm>
#include <system_error>

namespace orrery::cache {

namespace fs = std::filesystem;

std::optional<std::string> resolveRevision(const RepoPaths& paths, std::string_view revision) {
    if (isCommit(revision)) return std::string(revision);
    if (!checkFileName(revision)) return std::nullopt;
    const Result<std::string> text = platform::readFile(paths.ref(revision), 4096);
    if (!text) return std::nullopt;
    const std::string_view commit = std::string_view(*text).substr(0, text->find_last_not_of(" \r\n\t") + 1);
    return isCommit(commit) ? std::optional<std::string>(commit) : std::nullopt;
}

Lookup findFile(const RepoPaths& paths, std::string_view revision, std::string_view path) {
    Lookup result;
    const auto commit = resolveRevision(paths, revision);
    if (!commit || !checkFileName(path)) return result;
    result.commit = *commit;
    std::error_code error;
    if (const fs::path file = paths.snapshot(*commit) / path; fs::is_regular_file(file, error)) {
        result.file = file;
    } else {
        result.knownAbsent = fs::exists(paths.noExist(*commit, path), error);
    }
    return result;
}

Status writeRef(const RepoPaths& paths, std::string_view revision, std::string_view commit) {
    if (revision == commit) return {};
    if (Status checked = checkFileName(revision); !checked) return checked;
    if (Status checked = checkCommit(commit); !checked) return checked;
    const Result<Folder> repo = openRepo(paths);
    if (!repo) return fail(repo.error());
    // A ref to a commit without a snapshot folder would hide the whole repository from the Python tools.
    const Result<Folder> snapshots = repo->enter("snapshots");
    if (!snapshots) return fail(snapshots.error());
    if (const Result<Folder> made = snapshots->enter(commit); !made) return fail(made.error());
    const auto [parent, name] = splitPath(revision);
    const Result<Folder> refs = repo->enter("refs");
    if (!refs) return fail(refs.error());
    const Result<Folder> folder = refs->enterAll(parent);
    if (!folder) return fail(folder.error());
    if (folder->holdsFile(name) && folder->read(name, commit.size() + 1) == std::string(commit)) return {};
    return folder->write(name, commit);
}

Status writeNoExist(const RepoPaths& paths, std::string_view commit, std::string_view path) {
    if (Status checked = checkCommit(commit); !checked) return checked;
    if (Status checked = checkFileName(path); !checked) return checked;
    const Result<Folder> repo = openRepo(paths);
    if (!repo) return fail(repo.error());
    const auto [parent, name] = splitPath(path);
    std::string where = ".no_exist/" + std::string(commit);
    if (!parent.empty()) where.append("/").append(parent);
    const Result<Folder> folder = repo->enterAll(where);
    if (!folder) return fail(folder.error());
    return folder->touch(name);
}

} // namespace orrery::cache
