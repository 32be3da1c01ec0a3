// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/platform/file_descriptor.h>
#include <orrery/platform/temporary_directory.h>

#include <filesystem>
#include <utility>

namespace orrery::inference {

/// The private folder of one engine, for its socket. Locked while it is in use, also through a crash of ours: what no
/// living Orrery holds is removed by the next that starts an engine.
class RunFolder {
public:
    /// Blocks on the disk.
    static Result<RunFolder> create();

    [[nodiscard]] const std::filesystem::path& path() const { return m_folder.path(); }

private:
    RunFolder(platform::TemporaryDirectory folder, platform::FileDescriptor lock)
        : m_folder(std::move(folder)), m_lock(std::move(lock)) {}

    platform::TemporaryDirectory m_folder;
    platform::FileDescriptor m_lock;
};

} // namespace orrery::inference
