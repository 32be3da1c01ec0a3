// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scene_texture.h"

#include <orrery/robot/mesh/mesh_data.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace orrery::scene {

/// Decodes the pictures of one robot's surfaces, each once. They come from strangers: only plain picture formats are
/// read, up to 64 MB and what Qt's allocation limit allows (some 32 million pixels), and what is larger than 2048
/// pixels comes scaled down. Reads files and takes its time: for worker threads, several at once.
class TextureReader {
public:
    struct Answer {
        SceneTexture texture; ///< Empty when it cannot be drawn.
        std::string problem;  ///< Then why, for a person. Only the first to ask for a picture is told.
    };
    /// @param owner the mesh file that holds or names the picture
    Answer read(const robot::MeshTexture& texture, const std::string& owner);

private:
    struct Entry {
        std::once_flag once;
        SceneTexture texture;
    };

    std::mutex m_mutex;
    std::map<std::string, std::shared_ptr<Entry>> m_entries;
};

} // namespace orrery::scene
