// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "source_tree.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

namespace fs = std::filesystem;

namespace {

bool isSource(const fs::path& path) {
    const std::string ending = path.extension().string();
    return ending == ".h" || ending == ".cpp" || ending == ".qml" || path.filename() == "CMakeLists.txt";
}

SourceFile readFile(const fs::path& root, const fs::path& path) {
    SourceFile file;
    file.path = fs::relative(path, root).generic_string();
    std::ifstream stream(path);
    for (std::string line; std::getline(stream, line);) {
        file.text += line + '\n';
        file.lines.push_back(line);
    }
    return file;
}

bool opensFunction(const std::string& line) {
    static const std::regex noFunction(
        R"(^\s*(namespace|class|struct|enum|union|extern|using|const|static|constexpr|return|if|for|while|switch|else|do)\b.*)");
    return line.size() > 2 && line.ends_with("{") && line.find('(') != std::string::npos &&
           !std::regex_match(line, noFunction);
}

} // namespace

std::vector<SourceFile> readSourceTree(const fs::path& root) {
    std::vector<SourceFile> files;
    for (const char* folder : {"app", "core", "qml", "tests"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            if (entry.is_regular_file() && isSource(entry.path())) files.push_back(readFile(root, entry.path()));
        }
    }
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

std::vector<int> functionLengths(const SourceFile& file) {
    std::vector<int> lengths;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const std::size_t indent = file.lines[i].find_first_not_of(' ');
        if ((indent != 0 && indent != 4) || !opensFunction(file.lines[i])) continue;
        const std::string end = std::string(indent, ' ') + "}";
        for (std::size_t j = i + 1; j < file.lines.size(); ++j) {
            if (!file.lines[j].starts_with(end)) continue;
            lengths.push_back(static_cast<int>(j - i) - 1);
            i = j;
            break;
        }
    }
    return lengths;
}

double commentShare(const SourceFile& file) {
    int comments = 0;
    int lines = 0;
    for (const std::string& line : file.lines) {
        const std::size_t start = line.find_first_not_of(' ');
        if (start == std::string::npos || line.find("SPDX-") != std::string::npos) continue;
        ++lines;
        if (line.find("//") != std::string::npos) ++comments;
    }
    return lines == 0 ? 0 : static_cast<double>(comments) / lines;
}

std::vector<ModuleLinks> moduleLinks(const SourceFile& cmakeFile) {
    static const std::regex call(R"(orrery_add_(?:module|qml)\(\s*(\w+)([^)]*)\))");
    static const std::regex link(R"(\borrery(?:::|_qml_|_bridge)\w*)");
    std::vector<ModuleLinks> modules;
    for (std::sregex_iterator it(cmakeFile.text.begin(), cmakeFile.text.end(), call), none; it != none; ++it) {
        ModuleLinks module{(*it)[1], {}};
        const std::string rest = (*it)[2];
        for (std::sregex_iterator l(rest.begin(), rest.end(), link); l != none; ++l) module.links.push_back(l->str());
        modules.push_back(std::move(module));
    }
    return modules;
}
