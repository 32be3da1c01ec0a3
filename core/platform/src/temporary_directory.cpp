// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/platform/posix_error.h>
#include <orrery/platform/temporary_directory.h>

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <utility>

namespace orrery::platform {
namespace fs = std::filesystem;

Result<TemporaryDirectory> TemporaryDirectory::create(std::string_view prefix, const fs::path& parent) {
    std::error_code error;
    const fs::path base = parent.empty() ? fs::temp_directory_path(error) : parent;
    std::string pattern = (base / fmt::format("{}-XXXXXX", prefix)).string();
    if (!::mkdtemp(pattern.data())) {
        return fail(errcFromErrno(errno), fmt::format("No temporary folder could be made in {}.", base.string()),
                    errnoText(errno), base.string());
    }
    return TemporaryDirectory(pattern);
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    if (!m_path.empty()) fs::remove_all(m_path, ignored);
}

TemporaryDirectory::TemporaryDirectory(TemporaryDirectory&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}

TemporaryDirectory& TemporaryDirectory::operator=(TemporaryDirectory&& other) noexcept {
    std::swap(m_path, other.m_path);
    return *this;
}

} // namespace orrery::platform
