// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/platform/paths.h>
#include <orrery/platform/posix_error.h>

#include <fmt/format.h>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <pwd.h>
#include <string>
#include <vector>

namespace orrery::platform {
namespace fs = std::filesystem;
namespace {

std::string environmentVariable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

fs::path xdgFolder(const char* variable, std::string_view belowHome) {
    const fs::path base = environmentVariable(variable);
    return (base.is_absolute() ? base : homeFolder() / belowHome) / "orrery";
}

fs::path homeFromUserDatabase() {
    std::vector<char> buffer(16384);
    struct passwd entry {};
    struct passwd* found = nullptr;
    ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found);
    return found && found->pw_dir ? fs::path(found->pw_dir) : fs::path("/");
}

bool isProgram(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

Status checkOwnDirectory(const fs::path& path) {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) {
        return fail(errcFromErrno(errno), fmt::format("The folder {} cannot be used.", path.string()), errnoText(errno),
                    path.string());
    }
    if (!S_ISDIR(info.st_mode)) {
        return fail(Errc::WrongKind, fmt::format("{} is not a folder. Move it away and try again.", path.string()), {},
                    path.string());
    }
    if (info.st_uid != ::geteuid()) {
        return fail(Errc::PermissionDenied,
                    fmt::format("The folder {} belongs to another user, so it is not safe to use.", path.string()),
                    fmt::format("owner {}", info.st_uid), path.string());
    }
    return {};
}

} // namespace

fs::path homeFolder() {
    const fs::path home = environmentVariable("HOME");
    return home.is_absolute() ? home : homeFromUserDatabase();
}

Folders standardFolders() {
    return {xdgFolder("XDG_CONFIG_HOME", ".config"), xdgFolder("XDG_DATA_HOME", ".local/share"),
            xdgFolder("XDG_CACHE_HOME", ".cache"), xdgFolder("XDG_STATE_HOME", ".local/state")};
}

Result<fs::path> runtimeFolder() {
    const fs::path base = environmentVariable("XDG_RUNTIME_DIR");
    const fs::path folder = base.is_absolute() ? base / "orrery" : fs::path(fmt::format("/tmp/orrery-{}", ::geteuid()));
    if (auto made = makePrivateDirectory(folder); !made) return fail(made.error());
    return folder;
}

Status makePrivateDirectory(const fs::path& path) {
    std::error_code error;
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
    if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return fail(errcFromErrno(errno), fmt::format("The folder {} could not be made.", path.string()),
                    errnoText(errno), path.string());
    }
    if (auto checked = checkOwnDirectory(path); !checked) return checked;
    if (::chmod(path.c_str(), S_IRWXU) != 0) {
        return fail(errcFromErrno(errno), fmt::format("The folder {} could not be made private.", path.string()),
                    errnoText(errno), path.string());
    }
    return {};
}

std::optional<fs::path> findOnPath(std::string_view name) {
    if (name.empty() || name.find('/') != std::string_view::npos) return std::nullopt;
    std::string list = environmentVariable("PATH");
    if (list.empty()) list = "/usr/local/bin:/usr/bin:/bin";
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(':', begin), list.size());
        const fs::path folder = list.substr(begin, end - begin);
        if (folder.is_absolute() && isProgram(folder / name)) return folder / name;
        begin = end + 1;
    }
    return std::nullopt;
}

} // namespace orrery::platform
