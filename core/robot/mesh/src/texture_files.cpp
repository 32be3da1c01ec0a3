// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "texture_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;

constexpr int mostLevels = 6; // above a mesh, to the top of its package

fs::path pathFrom(const std::string& text) {
    return fs::path(std::u8string(text.begin(), text.end()));
}

/// "%20" is a blank.
std::string percentDecoded(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        const char* const from = text.data() + i + 1;
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && std::from_chars(from, from + 2, value, 16).ptr == from + 2;
        out += escape ? static_cast<char>(value) : text[i];
        if (escape) i += 2;
    }
    return out;
}

/// The folder that pictures of a mesh in this folder may lie in, or below.
fs::path reachOf(const fs::path& folder) {
    fs::path at = folder;
    for (int level = 0; level < mostLevels && at.has_relative_path(); ++level) {
        std::error_code ignored;
        if (fs::exists(at / "package.xml", ignored) || fs::exists(at / "model.config", ignored)) return at;
        at = at.parent_path();
    }
    const fs::path above = folder.parent_path();
    return above.has_relative_path() ? above : folder;
}

class TextureSearch {
public:
    explicit TextureSearch(const fs::path& meshFile) {
        std::error_code ignored;
        m_folder = fs::canonical(meshFile.has_parent_path() ? meshFile.parent_path() : fs::path("."), ignored);
        m_reach = reachOf(m_folder);
    }

    [[nodiscard]] std::string find(const std::string& name) const {
        std::string file = findAsWritten(name);
        return file.empty() ? findAsWritten(percentDecoded(name)) : file;
    }

private:
    [[nodiscard]] std::string findAsWritten(std::string name) const {
        if (m_folder.empty()) return {};
        std::replace(name.begin(), name.end(), '\\', '/');
        constexpr std::string_view scheme = "file://";
        if (name.starts_with(scheme)) name.erase(0, scheme.size());
        if (auto file = accept(m_folder / pathFrom(name))) return *file;
        const fs::path bare = pathFrom(name).filename();
        if (bare.empty()) return {};
        for (const fs::path& folder : {m_folder, m_folder / "textures", m_folder.parent_path() / "textures",
                                       m_folder.parent_path() / "materials" / "textures"}) {
            if (auto file = accept(folder / bare)) return *file;
        }
        return {};
    }

    [[nodiscard]] std::optional<std::string> accept(const fs::path& path) const {
        std::error_code error;
        const fs::path canonical = fs::canonical(path, error);
        if (error || !fs::is_regular_file(canonical, error) || error) return std::nullopt;
        const auto end = std::mismatch(m_reach.begin(), m_reach.end(), canonical.begin(), canonical.end()).first;
        if (end != m_reach.end()) return std::nullopt;
        const std::u8string text = canonical.u8string();
        return std::string(text.begin(), text.end());
    }

    fs::path m_folder; // canonical
    fs::path m_reach;
};

} // namespace

void findTextures(MeshData& mesh, const fs::path& meshFile) {
    if (mesh.textures.empty()) return;
    const TextureSearch search(meshFile);
    for (MeshTexture& texture : mesh.textures) {
        if (texture.bytes.empty()) texture.file = search.find(texture.name);
    }
}

} // namespace orrery::robot
