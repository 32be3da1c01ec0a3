// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "unpack_folder.h"

#include <orrery/platform/posix_error.h>
#include <orrery/runtimes/runtime_store.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longestPath = 2000;
constexpr std::size_t longestComponent = 255;
constexpr std::size_t deepest = 32;
constexpr int folderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

std::vector<std::string> componentsOf(std::string_view path) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        if (!part.empty() && part != ".") parts.emplace_back(part);
        at = end + 1;
    }
    return parts;
}

} // namespace

std::optional<InnerPath> innerPath(std::string_view path) {
    const bool odd = path.find('\0') != std::string_view::npos || path.find('\\') != std::string_view::npos;
    if (path.empty() || path.size() > longestPath || path.front() == '/' || odd) return std::nullopt;
    InnerPath parts = componentsOf(path);
    if (parts.size() > deepest) return std::nullopt;
    const bool wrong = std::ranges::any_of(
        parts, [](const std::string& part) { return part == ".." || part.size() > longestComponent; });
    return wrong ? std::nullopt : std::optional(std::move(parts));
}

bool staysInside(const InnerPath& link, std::string_view target) {
    if (target.empty() || target.size() > longestPath || target.front() == '/' || link.empty()) return false;
    if (target.find('\0') != std::string_view::npos) return false;
    const auto parts = componentsOf(target);
    const auto firstName = std::ranges::find_if(parts, [](const std::string& part) { return part != ".."; });
    if (static_cast<std::size_t>(firstName - parts.begin()) >= link.size()) return false;
    return std::find(firstName, parts.end(), "..") == parts.end();
}

Result<UnpackFolder> UnpackFolder::open(const fs::path& folder) {
    platform::FileDescriptor root(::open(folder.c_str(), folderFlags));
    if (root.isOpen()) return UnpackFolder(folder, std::move(root));
    return fail(platform::errcFromErrno(errno), fmt::format("The folder {} cannot be used.", folder.string()),
                platform::errnoText(errno), folder.string());
}

Error UnpackFolder::failure(const InnerPath& path, int number) const {
    const std::string name = fmt::format("{}", fmt::join(path, "/"));
    if (number == EEXIST || number == ELOOP || number == ENOTDIR)
        return {Errc::BadArchive,
                "The archive is not safe to unpack: it holds one name twice, or reaches through a link.", name,
                m_path.string()};
    const auto code = platform::errcFromErrno(number);
    if (code == platform::Errc::NoSpace)
        return {code, "The disk is full, so the engine could not be unpacked. Free some space and try again.",
                platform::errnoText(number), m_path.string()};
    return {code, fmt::format("\"{}\" could not be unpacked.", name), platform::errnoText(number), m_path.string()};
}

Result<platform::FileDescriptor> UnpackFolder::parentOf(const InnerPath& path) {
    platform::FileDescriptor at(::openat(m_root.get(), ".", folderFlags));
    for (std::size_t i = 0; at.isOpen() && i + 1 < path.size(); ++i) {
        if (::mkdirat(at.get(), path[i].c_str(), 0755) != 0 && errno != EEXIST) return fail(failure(path, errno));
        at = platform::FileDescriptor(::openat(at.get(), path[i].c_str(), folderFlags));
    }
    if (!at.isOpen()) return fail(failure(path, errno));
    return at;
}

Status UnpackFolder::makeFolder(const InnerPath& path) {
    if (path.empty()) return {};
    const auto parent = parentOf(path);
    if (!parent) return fail(parent.error());
    if (::mkdirat(parent->get(), path.back().c_str(), 0755) == 0) return {};
    const platform::FileDescriptor there(::openat(parent->get(), path.back().c_str(), folderFlags));
    return there.isOpen() ? Status() : fail(failure(path, errno));
}

Result<platform::FileDescriptor> UnpackFolder::createFile(const InnerPath& path, mode_t mode) {
    const auto parent = parentOf(path);
    if (!parent) return fail(parent.error());
    platform::FileDescriptor file(
        ::openat(parent->get(), path.back().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!file.isOpen()) return fail(failure(path, errno));
    return file;
}

Status UnpackFolder::makeLink(const InnerPath& path, const std::string& target) {
    const auto parent = parentOf(path);
    if (!parent) return fail(parent.error());
    if (::symlinkat(target.c_str(), parent->get(), path.back().c_str()) != 0) return fail(failure(path, errno));
    return {};
}

Status UnpackFolder::makeHardLink(const InnerPath& path, const InnerPath& existing) {
    const auto parent = parentOf(path);
    if (!parent) return fail(parent.error());
    const auto source = parentOf(existing);
    if (!source) return fail(source.error());
    struct stat info {};
    if (::fstatat(source->get(), existing.back().c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0)
        return fail(failure(existing, errno));
    if (!S_ISREG(info.st_mode)) return fail(failure(path, ELOOP));
    if (::linkat(source->get(), existing.back().c_str(), parent->get(), path.back().c_str(), 0) != 0)
        return fail(failure(path, errno));
    return {};
}

} // namespace orrery::runtimes
