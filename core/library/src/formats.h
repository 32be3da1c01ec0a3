// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/library/item.h>

#include <filesystem>
#include <string_view>

namespace orrery::library {

/// By the ending alone. MJCF shares ".xml" with everything: see isMjcf.
Format formatOf(std::string_view name);

/// Whether an .xml file is a MuJoCo model; reads its first 4 KiB.
bool isMjcf(const std::filesystem::path& file);

/// Weights of a model, in whatever format.
bool isWeights(Format format);
bool isRobot(Format format);

} // namespace orrery::library
