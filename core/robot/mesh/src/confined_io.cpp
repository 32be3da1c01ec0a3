// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "confined_io.h"

#include <orrery/robot/mesh/mesh_import.h>

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

namespace orrery::robot {

namespace fs = std::filesystem;

ConfinedIo::ConfinedIo(fs::path file) : m_file(std::move(file)) {
    std::error_code ignored;
    m_folder = fs::canonical(m_file.has_parent_path() ? m_file.parent_path() : fs::path("."), ignored);
}

bool ConfinedIo::allows(const char* path) const {
    const std::string_view text = path;
    const fs::path asked(std::u8string(text.begin(), text.end()));
    if (asked == m_file) return true;
    std::error_code error;
    const fs::path canonical = fs::canonical(asked, error);
    if (error || m_folder.empty() || !fs::is_regular_file(canonical, error) ||
        fs::file_size(canonical, error) > maxMeshBytes)
        return false;
    return std::mismatch(m_folder.begin(), m_folder.end(), canonical.begin(), canonical.end()).first == m_folder.end();
}

bool ConfinedIo::Exists(const char* path) const {
    return allows(path) && DefaultIOSystem::Exists(path);
}

Assimp::IOStream* ConfinedIo::Open(const char* path, const char* mode) {
    const bool reading = mode && mode[0] == 'r';
    if (!reading || !allows(path)) return nullptr;
    Assimp::IOStream* stream = DefaultIOSystem::Open(path, mode);
    const std::string_view text = path;
    if (stream && fs::path(std::u8string(text.begin(), text.end())) != m_file) m_openedCompanion = true;
    return stream;
}

} // namespace orrery::robot
