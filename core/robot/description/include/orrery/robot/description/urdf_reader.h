// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/description/description.h>
#include <orrery/robot/description/xacro.h>

#include <string>
#include <string_view>

namespace orrery::robot {

/// What a description may hold at most; more is refused, because files come from strangers.
inline constexpr std::size_t maxDescriptionBytes = 10 * 1024 * 1024;
inline constexpr std::size_t maxLinks = 5000;
inline constexpr int maxXmlDepth = 200; ///< The XML library may stop earlier, at 100.

/// Reads a URDF (http://wiki.ros.org/urdf/XML, versions 1.0 to 1.2), expanded first where it uses xacro, and repairs
/// what real files get wrong: the result is always a valid tree or forest, with one finding for every repair. Pure: no
/// file is opened but through `options`, and meshes are not looked for (MeshRef::file stays empty).
/// @param text the file's bytes: UTF-8, UTF-16 or Latin-1, with or without a byte-order mark.
/// @param sourceName the file's path or another name for it: stands in findings, and names a robot that has no name.
/// Fails with a DescriptionErrc when nothing can be shown. Any thread; a document uses memory in proportion to its
/// size.
Result<LoadedDescription> readUrdf(std::string_view text, const std::string& sourceName,
                                   const ExpansionOptions& options = {});

} // namespace orrery::robot
