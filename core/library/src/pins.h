// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace orrery::library {

/// The keys in the file of pins; empty when it is missing or no such file.
std::set<std::string> readPins(const std::filesystem::path& file);

} // namespace orrery::library
