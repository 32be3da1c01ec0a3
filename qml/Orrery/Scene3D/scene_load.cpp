// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_load.h"

#include "texture_reader.h"

#include <orrery/base/result.h>
#include <orrery/robot/mesh/mesh_cache.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <optional>
#include <utility>
#include <variant>

namespace orrery::scene {
namespace {

using robot::MeshData;

/// Below this a mesh is never thinned out: little to gain, and screws would become shards.
constexpr std::size_t keptTriangles = 400;

struct MeshFile {
    std::string path;
    std::string element; ///< The first link that shows it.
    std::size_t uses = 0;
    std::vector<std::size_t> links; ///< Each once.
    std::string texture;            ///< What the description first wants on it; empty without.
    std::optional<MeshData> mesh;
    std::optional<MeshData> full; ///< Before it was thinned out.
    robot::MeshCacheKey key;
};

const std::string* meshPath(const robot::Visual& visual) {
    const auto* reference = std::get_if<robot::MeshRef>(&visual.geometry);
    return reference && !reference->file.empty() ? &reference->file : nullptr;
}

std::string wantedTexture(const robot::Visual& visual) {
    return visual.material && !visual.material->texturePath.empty() ? visual.material->textureFile : std::string();
}

robot::Finding findingOf(std::string message, std::string element, std::string file) {
    robot::Finding finding;
    finding.message = std::move(message);
    finding.element = std::move(element);
    finding.file = std::move(file);
    return finding;
}

bool hasCoordinates(const MeshData& mesh) {
    return std::ranges::any_of(mesh.parts,
                               [](const robot::MeshPart& part) { return !part.textureCoordinates.empty(); });
}

class SceneLoad : public std::enable_shared_from_this<SceneLoad> {
public:
    SceneLoad(std::shared_ptr<const robot::Description> description, SceneLoadOptions options, Executor& workers,
              std::stop_token stop, SceneLoadEvents events)
        : m_description(std::move(description)),
          m_options(std::move(options)),
          m_workers(workers),
          m_stop(std::move(stop)),
          m_events(std::move(events)),
          m_missingOfLink(m_description->links.size()) {}

    void start() {
        plan();
        m_events.progressed(0, static_cast<int>(m_files.size()));
        m_filesToLoad = m_files.size();
        m_linksToBuild = m_description->links.size();
        for (std::size_t i = 0; i < m_files.size(); ++i) post([this, i] { load(m_files[i]); });
        for (std::size_t link = 0; link < m_missingOfLink.size(); ++link) {
            if (m_bare[link]) post([this, link] { build(link); });
        }
        if (m_description->links.empty()) m_events.finished(0);
    }

    void refineAll() {
        for (std::size_t i = 0; i < m_missingOfLink.size(); ++i) {
            if (thinned(i)) post([this, i] { refine(i); });
        }
    }

private:
    template <class Work>
    void post(Work work) {
        m_workers.post([self = shared_from_this(), work] {
            if (!self->m_stop.stop_requested()) work();
        });
    }

    void plan() {
        std::map<std::string, std::size_t> indexOf;
        const auto& links = m_description->links;
        for (std::size_t link = 0; link < links.size(); ++link) {
            for (const auto& visual : links[link].visuals) {
                const std::string* path = meshPath(visual);
                if (!path) continue;
                const auto [entry, isNew] = indexOf.try_emplace(*path, m_files.size());
                if (isNew) m_files.push_back({*path, links[link].name, 0, {}, {}, std::nullopt, std::nullopt, {}});
                MeshFile& file = m_files[entry->second];
                ++file.uses;
                if (m_options.textures && file.texture.empty()) file.texture = wantedTexture(visual);
                if (file.links.empty() || file.links.back() != link) file.links.push_back(link);
            }
        }
        for (const MeshFile& file : m_files) {
            for (const std::size_t link : file.links) ++m_missingOfLink[link];
        }
        for (const auto& missing : m_missingOfLink) m_bare.push_back(missing == 0);
        m_indexOf = std::move(indexOf);
    }

    void load(MeshFile& file) {
        robot::MeshOptions options;
        options.textureCoordinates = !file.texture.empty();
        auto mesh = robot::loadCachedMesh(file.path, m_options.meshCacheFolder, options);
        if (m_stop.stop_requested()) return;
        if (mesh) {
            file.mesh = std::move(mesh->mesh);
            file.key = mesh->key;
            if (!file.texture.empty() && !hasCoordinates(*file.mesh))
                m_events.paled(findingOf("This mesh has no texture coordinates, so the texture '" + file.texture +
                                             "' cannot be laid on it; a plain colour is drawn.",
                                         file.element, file.path));
        } else {
            m_events.found(findingOf(mesh.error().message, file.element, file.path));
        }
        m_events.progressed(static_cast<int>(++m_loaded), static_cast<int>(m_files.size()));
        if (m_options.triangleBudget == 0) ready(file);
        if (--m_filesToLoad == 0) allLoaded();
    }

    void allLoaded() {
        if (m_options.triangleBudget == 0) return;
        const double share = static_cast<double>(m_options.triangleBudget) / drawnTriangles();
        for (MeshFile& file : m_files) {
            post([this, &file, share] {
                if (share < 1 && file.mesh) thin(file, share);
                ready(file);
            });
        }
    }

    void thin(MeshFile& file, double share) {
        const std::size_t before = file.mesh->triangleCount();
        if (before <= keptTriangles) return;
        const auto target = static_cast<std::size_t>(static_cast<double>(before) * share);
        robot::CachedMesh full{*std::move(file.mesh), file.key};
        file.mesh = robot::thinThroughCache(full, std::max(target, keptTriangles), m_options.meshCacheFolder);
        m_savedTriangles += file.uses * (before - file.mesh->triangleCount());
        file.full = std::move(full.mesh);
    }

    void ready(const MeshFile& file) {
        for (const std::size_t link : file.links) {
            if (--m_missingOfLink[link] == 0) post([this, link] { build(link); });
        }
    }

    TextureLookup texturesOf(std::size_t link) {
        return [this, link](const robot::MeshTexture& texture, const std::string& owner) -> SceneTexture {
            if (!m_options.textures) return {};
            auto [decoded, problem] = m_textures.read(texture, owner);
            if (!problem.empty() && !m_stop.stop_requested())
                m_events.paled(findingOf(std::move(problem), m_description->links[link].name,
                                         texture.file.empty() ? owner : texture.file));
            return decoded;
        };
    }

    void build(std::size_t link) {
        const auto lookup = [this](const std::string& path) -> const MeshData* {
            const auto found = m_indexOf.find(path);
            if (found == m_indexOf.end()) return nullptr;
            const auto& mesh = m_files[found->second].mesh;
            return mesh ? &*mesh : nullptr;
        };
        auto batches = buildLinkBatches(m_description->links[link], link, lookup, texturesOf(link), markerSize);
        if (m_stop.stop_requested()) return;
        for (const LinkBatch& batch : batches) m_builtTriangles += batch.triangleCount();
        if (!batches.empty()) m_events.linkBuilt(std::move(batches));
        if (--m_linksToBuild > 0) return;
        m_events.finished(m_builtTriangles + m_savedTriangles);
    }

    bool thinned(std::size_t link) const {
        return std::ranges::any_of(m_files, [link](const MeshFile& file) {
            return file.full && std::ranges::find(file.links, link) != file.links.end();
        });
    }

    void refine(std::size_t link) {
        const auto lookup = [this](const std::string& path) -> const MeshData* {
            const auto found = m_indexOf.find(path);
            if (found == m_indexOf.end()) return nullptr;
            const MeshFile& file = m_files[found->second];
            return file.full ? &*file.full : file.mesh ? &*file.mesh : nullptr;
        };
        auto batches = buildLinkBatches(m_description->links[link], link, lookup, texturesOf(link), markerSize);
        if (!m_stop.stop_requested()) m_events.refined(std::move(batches));
    }

    double drawnTriangles() const {
        std::size_t count = 1;
        for (const MeshFile& file : m_files) {
            if (file.mesh) count += file.uses * file.mesh->triangleCount();
        }
        return static_cast<double>(count);
    }

    static constexpr double markerSize = 0.03;

    std::shared_ptr<const robot::Description> m_description;
    SceneLoadOptions m_options;
    Executor& m_workers;
    std::stop_token m_stop;
    SceneLoadEvents m_events;
    std::vector<MeshFile> m_files;
    TextureReader m_textures;
    std::map<std::string, std::size_t> m_indexOf;
    std::vector<std::atomic<int>> m_missingOfLink;
    std::vector<bool> m_bare; ///< By link: waits for no file.
    std::atomic<std::size_t> m_loaded = 0;
    std::atomic<std::size_t> m_filesToLoad = 0;
    std::atomic<std::size_t> m_linksToBuild = 0;
    std::atomic<std::size_t> m_builtTriangles = 0;
    std::atomic<std::size_t> m_savedTriangles = 0;
};

} // namespace

std::shared_ptr<const robot::Description> collisionsAsVisuals(const robot::Description& description) {
    auto shapes = std::make_shared<robot::Description>(description);
    for (robot::Link& link : shapes->links) {
        link.visuals.clear();
        for (const robot::Collision& collision : link.collisions) {
            robot::Visual visual;
            visual.linkFromVisual = collision.linkFromCollision;
            visual.geometry = collision.geometry;
            visual.material = robot::Material{{}, robot::Rgba{0, 0.6F, 0.6F, 1}, {}};
            link.visuals.push_back(std::move(visual));
        }
    }
    return shapes;
}

std::function<void()> startSceneLoad(std::shared_ptr<const robot::Description> description, SceneLoadOptions options,
                                     Executor& workers, std::stop_token stop, SceneLoadEvents events) {
    const auto load = std::make_shared<SceneLoad>(std::move(description), std::move(options), workers, std::move(stop),
                                                  std::move(events));
    load->start();
    return [load] { load->refineAll(); };
}

} // namespace orrery::scene
