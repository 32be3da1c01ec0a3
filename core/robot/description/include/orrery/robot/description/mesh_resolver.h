// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/description/description.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace orrery::robot {

/// Where a robot's mesh files may lie. All paths are UTF-8 and absolute.
struct MeshSearch {
    std::string descriptionFile; ///< The description; its folder and that folder's parent are searched.
    std::map<std::string, std::string>
        packageRoots;                        ///< Chosen by the person for this robot: package name -> its folder.
    std::vector<std::string> roots;          ///< Further folders the person chose for this robot.
    std::vector<std::string> packageFolders; ///< Folders that hold packages, as the ROS environment names them.
};

/// The folders named by AMENT_PREFIX_PATH (their share/) and ROS_PACKAGE_PATH; empty without a ROS environment.
std::vector<std::string> packageFoldersFromEnvironment();

/// Finds mesh files for the many ways in which descriptions name them: package://, model://, file://, $(find package)/,
/// relative, Windows paths and absolute paths of somebody else's computer. Only files inside the search folders and the
/// packages found from them are ever returned, also when links or ".." lead elsewhere (a link inside a package of the
/// ROS environment is trusted: build tools place them). Reads the file system; keeps what it listed, so make a new one
/// after files changed. One thread at a time.
class MeshResolver {
public:
    explicit MeshResolver(MeshSearch search);
    ~MeshResolver();
    MeshResolver(MeshResolver&&) noexcept;
    MeshResolver& operator=(MeshResolver&&) noexcept;

    struct Found {
        std::string file; ///< Absolute path; empty when it was not found.
        std::string note; ///< For a person: how it was guessed, or why not found; empty when nothing to say.
        Severity severity = Severity::Information; ///< Of the note.
    };
    [[nodiscard]] Found find(const std::string& uri);

private:
    class Search;
    std::unique_ptr<Search> m_search;
};

/// Sets MeshRef::file of every visual and collision and Material::texturePath of every visual, and adds one finding for
/// each file that was guessed or not found.
void resolveMeshes(LoadedDescription& loaded, const MeshSearch& search);

} // namespace orrery::robot
