// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/conversation/conversation.h>
#include <orrery/platform/file_descriptor.h>

#include <filesystem>

namespace orrery::conversation {

/// Who has the database open: each store has a number and holds a lock on that byte of a file beside the database,
/// which the system takes back when the program ends in whatever way.
class Writers {
public:
    /// On file systems without locks nobody but this store counts as alive.
    explicit Writers(const std::filesystem::path& file);

    /// False: that number is somebody else's.
    [[nodiscard]] bool take(Id number);
    [[nodiscard]] bool isAlive(Id number) const;
    [[nodiscard]] Id own() const { return m_own; }

private:
    platform::FileDescriptor m_file;
    Id m_own = 0;
};

} // namespace orrery::conversation
