// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace orrery::robot {

/// A mesh file's bytes, read whole, known not to be something else under a mesh's name.
struct MeshFile {
    std::filesystem::path path;
    std::string shown;     ///< The path for messages.
    std::string extension; ///< Lower case, without the dot.
    std::unique_ptr<char[]> data;
    std::size_t size = 0;

    [[nodiscard]] std::string_view bytes() const { return {data.get(), size}; }
};

Result<MeshFile> readMeshFile(const std::string& path);

} // namespace orrery::robot
