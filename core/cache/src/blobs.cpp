// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/cache/store.h>

#include "repo_folder.h"

#include <orrery/platform/hashing.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace orrery::cache {

namespace fs = std::filesystem;
using platform::FileDescriptor;

namespace {

constexpr std::string_view cacheTag = "Signature: 8a477f597d28d172789f06886806bc55\n"
                                      "# This folder can be made again from the network; backups may leave it out.\n";

/// Where one file of one commit is shown.
struct Place {
    Folder folder;
    std::string name;
    std::string toBlob; ///< Relative, as the pointer says it.

    [[nodiscard]] fs::path file() const { return folder.path(name); }
};

Result<Place> placeOf(const Folder& repo, std::string_view etag, std::string_view commit, std::string_view path) {
    const auto [parent, name] = splitPath(path);
    std::string where = "snapshots/" + std::string(commit);
    if (!parent.empty()) where.append("/").append(parent);
    Result<Folder> folder = repo.enterAll(where);
    if (!folder) return fail(folder.error());
    std::string target = "../../";
    for (auto depth = std::count(path.begin(), path.end(), '/'); depth > 0; --depth) target += "../";
    target += "blobs/" + std::string(etag);
    return Place{std::move(*folder), std::string(name), std::move(target)};
}

Status checkNames(std::string_view etag, std::string_view commit, std::string_view path) {
    if (Status checked = checkEtag(etag); !checked) return checked;
    if (Status checked = checkCommit(commit); !checked) return checked;
    return checkFileName(path);
}

Result<int> copyBytes(const Folder& from, std::string_view name, const Folder& to, std::string_view newName) {
    const Result<FileDescriptor> source = from.openToRead(name);
    if (!source) return fail(source.error());
    const Result<FileDescriptor> target = to.openFile(newName, O_TRUNC);
    if (!target) return fail(target.error());
    struct stat info {};
    (void)::fstat(source->get(), &info);
    for (off_t done = 0; done < info.st_size;) {
        const ssize_t count = ::sendfile(target->get(), source->get(), &done, 1U << 30U);
        if (count > 0) continue;
        return count < 0 ? errno : EIO;
    }
    return ::fsync(target->get()) == 0 ? 0 : errno;
}

/// For file systems without links: others may point to the blob already, so it stays.
Status placeCopy(const Folder& blobs, std::string_view etag, const Place& place) {
    if (place.folder.holdsFile(place.name)) return {};
    const std::string temporary = fmt::format("{}.{}.incomplete", etag, randomSuffix());
    const Result<int> copied = copyBytes(blobs, etag, blobs, temporary);
    if (!copied) return fail(copied.error());
    if (*copied == 0) return place.folder.adopt(blobs.path(temporary), place.name);
    std::error_code ignored;
    fs::remove(blobs.path(temporary), ignored);
    return fail(platform::errcFromErrno(*copied), fmt::format("{} could not be copied into the snapshot.", place.name),
                platform::errnoText(*copied), place.file().string());
}

/// Whether a file system refused the link because it has no links.
bool hasNoLinks(int failure) {
    return failure == EPERM || failure == ENOTSUP || failure == ENOSYS || failure == EINVAL;
}

/// @return whether the pointer is there; false: this file system makes no links.
Result<bool> placePointer(const Place& place) {
    if (place.folder.holdsFile(place.name)) return true; // a snapshot without links
    const int failed = place.folder.placeLink(place.name, place.toBlob);
    if (failed == 0) return true;
    if (hasNoLinks(failed)) return false;
    return fail(platform::errcFromErrno(failed), fmt::format("{} could not be written.", place.file().string()),
                platform::errnoText(failed), place.file().string());
}

/// The file in the snapshot, from a blob that is there. `fresh`: nothing else points to it yet.
Status show(const RepoPaths& paths, const Folder& blobs, std::string_view etag, const Place& place, bool fresh) {
    if (paths.links) {
        const Result<bool> placed = placePointer(place);
        if (!placed) return fail(placed.error());
        if (*placed) return {};
    }
    return fresh ? place.folder.adopt(blobs.path(etag), place.name) : placeCopy(blobs, etag, place);
}

Result<fs::path> publishIn(const RepoPaths& paths, std::string_view etag, const fs::path* partial,
                           std::string_view commit, std::string_view path) {
    if (Status checked = checkNames(etag, commit, path); !checked) return fail(checked.error());
    const Result<Folder> repo = openRepo(paths);
    if (!repo) return fail(repo.error());
    const Result<Folder> blobs = repo->enter("blobs");
    if (!blobs) return fail(blobs.error());
    const Result<Place> place = placeOf(*repo, etag, commit, path);
    if (!place) return fail(place.error());
    const bool fresh = partial != nullptr && !blobs->holdsFile(etag);
    if (partial != nullptr) {
        if (Status adopted = blobs->adopt(*partial, etag); !adopted) return fail(adopted.error());
    } else if (!blobs->holdsFile(etag)) {
        return fail(Errc::Damaged, fmt::format("The cache has no content for {}. Download it again.", path), {},
                    paths.blob(etag).string());
    }
    if (Status shown = show(paths, *blobs, etag, *place, fresh); !shown) return fail(shown.error());
    return place->file();
}

} // namespace

Status prepare(const RepoPaths& paths) {
    const Result<Folder> root = Folder::open(paths.root);
    if (!root) return fail(root.error());
    if (!root->holdsFile("CACHEDIR.TAG")) {
        if (Status tagged = root->write("CACHEDIR.TAG", cacheTag); !tagged) return tagged;
    }
    const Result<Folder> repo = openRepo(paths);
    if (!repo) return fail(repo.error());
    for (const std::string_view name : {"snapshots", "blobs"}) {
        if (const Result<Folder> made = repo->enter(name); !made) return fail(made.error());
    }
    return {};
}

fs::path partialPath(const RepoPaths& paths, std::string_view etag) {
    // The same on every start, and another than what other programs draw by chance.
    const std::string digest = platform::sha256(fmt::format("orrery\n{}\n{}", paths.folder().string(), etag));
    return paths.blobs() / fmt::format("{}.{}.incomplete", etag, digest.substr(0, 8));
}

Result<FileDescriptor> openPartial(const RepoPaths& paths, std::string_view etag) {
    if (Status checked = checkEtag(etag); !checked) return fail(checked.error());
    const Result<Folder> repo = openRepo(paths);
    if (!repo) return fail(repo.error());
    const Result<Folder> blobs = repo->enter("blobs");
    if (!blobs) return fail(blobs.error());
    return blobs->openFile(partialPath(paths, etag).filename().string());
}

Result<fs::path> publish(const RepoPaths& paths, std::string_view etag, const fs::path& partial,
                         std::string_view commit, std::string_view path) {
    return publishIn(paths, etag, &partial, commit, path);
}

Result<fs::path> link(const RepoPaths& paths, std::string_view etag, std::string_view commit, std::string_view path) {
    return publishIn(paths, etag, nullptr, commit, path);
}

} // namespace orrery::cache
