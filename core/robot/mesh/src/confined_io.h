// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <assimp/DefaultIOSystem.h>

#include <filesystem>
#include <string>

namespace orrery::robot {

/// Lets assimp read one file and what lies in its folder or below: a mesh from a stranger names other files as it
/// likes.
class ConfinedIo final : public Assimp::DefaultIOSystem {
public:
    explicit ConfinedIo(std::filesystem::path file);

    bool Exists(const char* path) const override;
    Assimp::IOStream* Open(const char* path, const char* mode = "rb") override;

    /// Whether another file than the first was read: an OBJ's MTL.
    [[nodiscard]] bool hasOpenedCompanion() const { return m_openedCompanion; }

private:
    [[nodiscard]] bool allows(const char* path) const;

    std::filesystem::path m_file;
    std::filesystem::path m_folder; // canonical
    bool m_openedCompanion = false;
};

} // namespace orrery::robot
