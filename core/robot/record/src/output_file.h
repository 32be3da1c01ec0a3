// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/platform/file_descriptor.h>

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace orrery::robot {

/// A new file that grows at its end.
class OutputFile {
public:
    /// An existing file is an Error.
    static Result<OutputFile> create(const std::filesystem::path& path);

    /// All of the bytes, or an Error and the file as long as before.
    Status append(std::string_view bytes);
    /// On the disk and closed.
    Status close();

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    OutputFile(std::filesystem::path path, platform::FileDescriptor file);

    std::filesystem::path m_path;
    platform::FileDescriptor m_file;
    std::uint64_t m_size = 0;
};

} // namespace orrery::robot
