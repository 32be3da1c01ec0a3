// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// One source file, read whole.
struct SourceFile {
    std::string path; ///< Relative to the repository, with forward slashes.
    std::string text;
    std::vector<std::string> lines;

    [[nodiscard]] bool hasEnding(std::string_view ending) const { return path.ends_with(ending); }
    [[nodiscard]] bool isBelow(std::string_view folder) const { return path.starts_with(folder); }
};

/// Every .h, .cpp, .qml and CMakeLists.txt below app, core, qml and tests, by path.
std::vector<SourceFile> readSourceTree(const std::filesystem::path& root);

/// Lengths, in lines, of the function bodies in a C++ file: blocks that open at the end of a line in column 0 or 4 and
/// close at the same indentation, types and namespaces left out. Good enough for a portrait, no parser.
std::vector<int> functionLengths(const SourceFile& file);

/// Share (0..1) of lines that are comments, the licence lines left out.
double commentShare(const SourceFile& file);

/// Arguments of `orrery_add_module(name ... PUBLIC a b PRIVATE c)`-like calls: the first word and all `orrery::x` after
/// it.
struct ModuleLinks {
    std::string name;
    std::vector<std::string> links;
};
std::vector<ModuleLinks> moduleLinks(const SourceFile& cmakeFile);
