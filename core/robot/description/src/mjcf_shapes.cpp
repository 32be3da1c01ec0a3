// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mjcf_shapes.h"

#include "mjcf_structure.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace orrery::robot {
namespace {

constexpr int kLastShownGroup = 2;

Pose poseOfGeom(const mjModel& model, int geom) {
    return {vectorFrom(model.geom_pos + std::ptrdiff_t{3} * geom),
            quaternionFrom(model.geom_quat + std::ptrdiff_t{4} * geom)};
}

Rgba colourFrom(const float* values) {
    return {values[0], values[1], values[2], values[3]};
}

class ShapeBuilder {
public:
    ShapeBuilder(const mjModel& model, const MjcfDocument& document, RawRobot& robot, FindingList& findings)
        : m_model(model), m_document(document), m_findings(findings) {
        for (Link& link : robot.links) m_links[link.name] = &link;
        const int probe = mj_name2id(&model, mjOBJ_GEOM, MjcfDocument::standInProbe);
        if (probe >= 0) m_fileFromStandIn = inverse(poseOfGeom(model, probe));
    }

    void run() {
        for (int geom = 0; geom < m_model.ngeom; ++geom) addGeom(geom);
        for (int body = 1; body < m_model.nbody; ++body) addInertial(body);
        if (m_unweighed > 0) {
            m_findings.inform(
                0, {}, fmt::format("{} bodies take their mass from meshes; it is not worked out here.", m_unweighed));
        }
    }

private:
    [[nodiscard]] Link* linkOf(int body) const {
        const auto found = m_links.find(body == 0 ? "world" : mjName(m_model, mjOBJ_BODY, body));
        return found == m_links.end() ? nullptr : found->second;
    }

    void addGeom(int geom) {
        const auto written = m_document.geoms().find(mjName(m_model, mjOBJ_GEOM, geom));
        const MjcfGeom source = written == m_document.geoms().end() ? MjcfGeom{} : written->second;
        Link* const link = linkOf(m_model.geom_bodyid[geom]);
        const auto geometry = link ? geometryOf(geom, source) : std::nullopt;
        if (!geometry) return;
        Pose pose = poseOfGeom(m_model, geom);
        if (!source.mesh.empty()) {
            pose = pose * m_fileFromStandIn;
            m_withMeshes.insert(m_model.geom_bodyid[geom]);
        }
        const bool shown = m_model.geom_group[geom] <= kLastShownGroup;
        const bool collides = m_model.geom_contype[geom] != 0 || m_model.geom_conaffinity[geom] != 0;
        if (shown) link->visuals.push_back({source.name, pose, *geometry, materialOf(geom), source.line});
        if (collides || !shown) link->collisions.push_back({source.name, pose, *geometry, source.line});
    }

    std::optional<Geometry> geometryOf(int geom, const MjcfGeom& source) {
        const mjtNum* const size = m_model.geom_size + std::ptrdiff_t{3} * geom;
        if (!source.mesh.empty()) return meshOf(source);
        switch (m_model.geom_type[geom]) {
        case mjGEOM_SPHERE: return Sphere{size[0]};
        case mjGEOM_CAPSULE: return Capsule{size[0], 2 * size[1]};
        case mjGEOM_CYLINDER: return Cylinder{size[0], 2 * size[1]};
        case mjGEOM_BOX: return Box{{2 * size[0], 2 * size[1], 2 * size[2]}};
        case mjGEOM_ELLIPSOID:
            m_findings.warn(source.line, source.name, "An ellipsoid is shown as the ball of its mean radius.");
            return Sphere{(size[0] + size[1] + size[2]) / 3};
        case mjGEOM_PLANE:
            if (mjName(m_model, mjOBJ_GEOM, geom) != MjcfDocument::standInProbe)
                m_findings.inform(source.line, source.name,
                                  "A plane is part of the scene, not of the robot; it is left out.");
            return std::nullopt;
        default: return std::nullopt;
        }
    }

    std::optional<Geometry> meshOf(const MjcfGeom& source) {
        const auto mesh = m_document.meshes().find(source.mesh);
        if (mesh == m_document.meshes().end()) return std::nullopt;
        if (!mesh->second.uri.empty()) return MeshRef{mesh->second.uri, {}, mesh->second.scale};
        if (m_told.insert(source.mesh).second) {
            m_findings.warn(source.line, source.mesh,
                            fmt::format("The mesh '{}' is written in the model itself; it is not shown.", source.mesh));
        }
        return std::nullopt;
    }

    /// A geom's own colour wins over its material unless it is MuJoCo's grey.
    std::optional<Material> materialOf(int geom) const {
        const Rgba own = colourFrom(m_model.geom_rgba + std::ptrdiff_t{4} * geom);
        const int id = m_model.geom_matid[geom];
        if (id < 0 || own != Rgba{0.5F, 0.5F, 0.5F, 1}) return Material{{}, own, {}};
        Material material{
            mjName(m_model, mjOBJ_MATERIAL, id), colourFrom(m_model.mat_rgba + std::ptrdiff_t{4} * id), {}};
        const auto texture = m_document.textures().find(material.name);
        if (texture != m_document.textures().end()) material.textureFile = texture->second;
        return material;
    }

    void addInertial(int body) {
        Link* const link = linkOf(body);
        if (!link || m_model.body_mass[body] <= 0) return;
        if (!m_document.hasInertial(link->name) && m_withMeshes.contains(body)) {
            ++m_unweighed;
            return;
        }
        const mjtNum* const moments = m_model.body_inertia + std::ptrdiff_t{3} * body;
        Inertial inertial;
        inertial.linkFromInertia = {vectorFrom(m_model.body_ipos + std::ptrdiff_t{3} * body),
                                    quaternionFrom(m_model.body_iquat + std::ptrdiff_t{4} * body)};
        inertial.mass = m_model.body_mass[body];
        inertial.inertia = {moments[0], 0, 0, moments[1], 0, moments[2]};
        link->inertial = inertial;
    }

    const mjModel& m_model;
    const MjcfDocument& m_document;
    FindingList& m_findings;
    std::map<std::string, Link*> m_links;
    Pose m_fileFromStandIn;
    std::set<int> m_withMeshes;
    std::set<std::string> m_told;
    int m_unweighed = 0;
};

} // namespace

void addShapes(const mjModel& model, const MjcfDocument& document, RawRobot& robot, FindingList& findings) {
    ShapeBuilder(model, document, robot, findings).run();
}

} // namespace orrery::robot
