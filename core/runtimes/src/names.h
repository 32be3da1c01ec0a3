// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace orrery::runtimes {

/// A folder name made of any text: letters, digits, ".", "_" and "-", not hidden, not too long. "llama.cpp" when
/// nothing is left.
std::string folderName(std::string_view text);

/// The same of an archive's file name, without its ending.
std::string folderNameOfArchive(std::string_view fileName);

} // namespace orrery::runtimes
