// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "opened_file.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace orrery::download {

namespace fs = std::filesystem;

namespace {

bool isFileOfSize(const fs::path& path, std::uint64_t size) {
    std::error_code error;
    return fs::is_regular_file(path, error) && fs::file_size(path, error) == size && !error;
}

std::uint64_t lengthOf(const fs::path& path) {
    std::error_code error;
    const std::uintmax_t length = fs::file_size(path, error);
    return error ? 0 : length;
}

Error busy(const FileTarget& target, const Error& locked) {
    return {Errc::Busy,
            fmt::format("Another program is downloading {}. It goes on here when that one is done.", target.file.path),
            locked.detail, locked.where};
}

} // namespace

Result<std::optional<FileSink::Parts>> openFile(const Options& options, const FileTarget& target) {
    const PlannedFile& file = target.file;
    if (auto prepared = cache::prepare(target.paths); !prepared) return fail(prepared.error());
    auto lock = cache::BlobLock::tryAcquire(target.paths, file.etag);
    if (!lock) return fail(lock.error().is(cache::Errc::Locked) ? busy(target, lock.error()) : lock.error());
    if (isFileOfSize(target.paths.blob(file.etag), file.size)) {
        auto linked = cache::link(target.paths, file.etag, target.commit, file.path);
        if (!linked) return fail(linked.error());
        return std::optional<FileSink::Parts>();
    }
    auto partial = cache::openPartial(target.paths, file.etag);
    if (!partial) return fail(partial.error());
    auto map = SegmentMap::open(mapPath(options, target.partial()), file.size, lengthOf(target.partial()));
    if (!map) return fail(map.error());
    if (auto space = checkSpace(options, file.size - map->ranges().count()); !space) return fail(space.error());
    return FileSink::Parts{std::move(*lock), std::move(*partial), std::move(*map), file.size, file.etag};
}

orrery::Status publishFile(const Options& options, const FileTarget& target) {
    auto published = cache::publish(target.paths, target.file.etag, target.partial(), target.commit, target.file.path);
    if (!published) return fail(published.error());
    std::error_code ignored;
    fs::remove(mapPath(options, target.partial()), ignored);
    return {};
}

void discardFile(const Options& options, const FileTarget& target) {
    std::error_code ignored;
    fs::remove(mapPath(options, target.partial()), ignored);
    fs::remove(target.partial(), ignored);
}

void discardUnlockedFile(const Options& options, const FileTarget& target) {
    if (const auto lock = cache::BlobLock::tryAcquire(target.paths, target.file.etag)) discardFile(options, target);
}

Presence presenceOf(const Options& options, const FileTarget& target) {
    const PlannedFile& file = target.file;
    if (isFileOfSize(target.paths.snapshot(target.commit) / file.path, file.size)) return {true, file.size};
    if (isFileOfSize(target.paths.blob(file.etag), file.size)) return {false, file.size};
    const fs::path partial = target.partial();
    return {false, SegmentMap::read(mapPath(options, partial), file.size, lengthOf(partial)).count()};
}

} // namespace orrery::download
