// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/gguf/header.h>
#include <orrery/inference/memory_probe.h>
#include <orrery/platform/temporary_directory.h>

#include <filesystem>
#include <vector>

namespace orrery::inference {

/// A model's heads as files of its full size that take no more room than the heads.
struct GhostFiles {
    platform::TemporaryDirectory folder; ///< Private; goes with this object.
    std::filesystem::path model;         ///< The first file.
    gguf::Header header;                 ///< The tensors of all parts, the metadata of the first.
};

/// Makes the files in a folder with room for them. Blocks on the disk.
Result<GhostFiles> writeGhostFiles(const std::vector<ModelHead>& heads);

} // namespace orrery::inference
