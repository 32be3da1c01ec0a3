// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/platform/file_descriptor.h>

#include <filesystem>
#include <string>

namespace orrery::runtimes {

/// A hidden folder beside the runtime folders, where one is made before it takes its place. It is locked as long as
/// this object lives; one without a lock was left behind by a kill, and the next create() removes it. All blocks.
class Staging {
public:
    static Result<Staging> create(const std::filesystem::path& root);
    /// Removes the folder with all that is still in it.
    ~Staging();
    Staging(Staging&&) noexcept = default;
    Staging& operator=(Staging&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    /// Moves a folder in it to <root>/<name>, or <name>-2 and so on where something is already. What it held is on the
    /// disk before. @return where it is now.
    Result<std::filesystem::path> publish(const std::filesystem::path& folder, const std::string& name);

    /// The same, in the place of `old`, a folder beside this one, which is gone when this object is. Under the same
    /// name both change places in one step; else the new one is there before the old one goes.
    Result<std::filesystem::path> replace(const std::filesystem::path& folder, const std::string& name,
                                          const std::filesystem::path& old);

private:
    Staging(std::filesystem::path path, platform::FileDescriptor lock)
        : m_path(std::move(path)), m_lock(std::move(lock)) {}

    std::filesystem::path m_path;
    platform::FileDescriptor m_lock;
};

} // namespace orrery::runtimes
