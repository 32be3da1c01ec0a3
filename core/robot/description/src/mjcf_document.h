// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "mjcf_drives.h"
#include "mjcf_include.h"

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>

#include <tinyxml2.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot {

/// A mesh named by a model.
struct MjcfMesh {
    std::string uri; ///< Relative to the model's folder; empty when the vertices stand in the file itself.
    Vec3 scale{1, 1, 1};
};

/// A geom as written; the compiled model knows it by its generated name.
struct MjcfGeom {
    std::string name; ///< As written; may be empty.
    std::string mesh; ///< The asset it names; may be empty.
    int line = 0;
};

/// A loop closed between two sites, as newer versions write it.
struct MjcfSiteLoop {
    std::string name;
    std::string first;  ///< Site
    std::string second; ///< Site
    int line = 0;
};

/// A keyframe as written.
struct MjcfKey {
    std::string name;         ///< May be empty.
    std::vector<double> qpos; ///< Empty where it gives none.
    int line = 0;
};

/// A MuJoCo model made ready for MuJoCo's compiler to tell what stands where: includes spliced in, everything named,
/// every mesh replaced by the same small stand-in, no file needed, and nothing left that has no place in a description
/// (sensors, cameras ...) or is read here instead (actuators, keyframes). The geom standInProbe tells how the compiler
/// moved the stand-in.
class MjcfDocument {
public:
    static constexpr const char* standInProbe = "orrery:probe";

    /// @param findings what was left out is added.
    static Result<MjcfDocument> open(std::string_view text, const std::string& file, FindingList& findings);

    MjcfDocument(MjcfDocument&&) = default;

    /// The text for the compiler; its lines are those dropAttribute() and place() talk about.
    std::string text();
    /// Where the last text's line came from.
    [[nodiscard]] MjcfPlace place(int line) const;
    /// Where the element of a kind ("body", "joint", "geom") with this name stood.
    [[nodiscard]] MjcfPlace placeOf(std::string_view kind, std::string_view name) const;
    /// Removes an attribute that the compiler does not know from the element at the last text's line.
    /// @return whether there was one.
    bool dropAttribute(int line, const std::string& attribute);

    [[nodiscard]] const std::string& modelName() const { return m_modelName; }
    [[nodiscard]] const std::map<std::string, MjcfMesh>& meshes() const { return m_meshes; }
    [[nodiscard]] const std::map<std::string, MjcfGeom>& geoms() const { return m_geoms; }
    [[nodiscard]] const std::map<std::string, std::string>& textures() const {
        return m_textures;
    } ///< Material -> file
    [[nodiscard]] const std::vector<MjcfSiteLoop>& siteLoops() const { return m_siteLoops; }
    [[nodiscard]] const std::vector<MjcfDrive>& drives() const { return m_drives; }
    [[nodiscard]] const std::vector<MjcfKey>& keys() const { return m_keys; }
    /// Whether a body has a written <inertial>.
    [[nodiscard]] bool hasInertial(const std::string& body) const { return m_inertials.contains(body); }

private:
    MjcfDocument() = default;
    void readCompiler();
    void readKeys();
    void removeSections(FindingList& findings);
    void cleanDefaults();
    void cleanTree(FindingList& findings);
    void readAssets(FindingList& findings);
    void readMeshAsset(tinyxml2::XMLElement& mesh, Vec3 defaultScale);
    void nameEverything();
    void takeSiteLoops();
    void addProbe();
    void remove(tinyxml2::XMLElement& element);
    [[nodiscard]] int lineOf(const tinyxml2::XMLElement& element) const;

    std::unique_ptr<tinyxml2::XMLDocument> m_document = std::make_unique<tinyxml2::XMLDocument>();
    MjcfPlaces m_places;
    std::map<int, tinyxml2::XMLElement*> m_byLine;
    std::string m_file;
    std::string m_modelName;
    std::string m_meshFolder;
    std::string m_textureFolder;
    std::map<std::string, MjcfMesh> m_meshes;
    std::map<std::string, MjcfGeom> m_geoms;
    std::map<std::string, std::string> m_textures;
    std::set<std::string> m_inertials;
    std::vector<MjcfSiteLoop> m_siteLoops;
    std::vector<MjcfDrive> m_drives;
    std::vector<MjcfKey> m_keys;
};

} // namespace orrery::robot
