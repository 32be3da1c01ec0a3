// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <filesystem>
#include <string_view>
#include <utility>

namespace orrery::platform {

/// A fresh, empty 0700 folder with a name nobody can guess. Removed with all it holds when the object goes.
class TemporaryDirectory {
public:
    /// @param parent an existing folder; empty: the system's folder for temporary files.
    static Result<TemporaryDirectory> create(std::string_view prefix = "orrery",
                                             const std::filesystem::path& parent = {});

    ~TemporaryDirectory();
    TemporaryDirectory(TemporaryDirectory&& other) noexcept;
    TemporaryDirectory& operator=(TemporaryDirectory&& other) noexcept;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    explicit TemporaryDirectory(std::filesystem::path path) : m_path(std::move(path)) {}

    std::filesystem::path m_path; ///< Empty once moved from.
};

} // namespace orrery::platform
