// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace orrery::robot {

/// A mesh name taken apart.
struct MeshReference {
    enum class Kind { Package, Relative, Absolute, Remote };
    Kind kind = Kind::Relative;
    std::string package;            ///< Only for Package.
    std::vector<std::string> parts; ///< The path's components without root or drive; "." dropped.
    std::string absolute;           ///< Only for Absolute: the path as this computer would write it.
};

/// Understands package://, model://, file://, $(find package)/, http(s)://, Windows and plain paths.
MeshReference parseMeshReference(std::string uri);

/// "%20" -> " "; what is no valid escape stays.
std::string percentDecoded(const std::string& text);

} // namespace orrery::robot
