// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mjcf_include.h"

#include "paths.h"
#include "xml_document.h"

#include <orrery/robot/description/errors.h>
#include <orrery/robot/description/urdf_reader.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <vector>

namespace orrery::robot {
namespace {

namespace fs = std::filesystem;
using tinyxml2::XMLDocument;
using tinyxml2::XMLElement;
using tinyxml2::XMLNode;

constexpr std::size_t kMaxIncludes = 100;

class Includer {
public:
    Includer(const std::string& file, XMLDocument& document, MjcfPlaces& places)
        : m_folder(pathFromUtf8(file).parent_path()), m_main(file), m_document(document), m_places(places) {}

    Status run() {
        walkElements(*m_document.RootElement(), [&](const XMLElement& element) {
            m_places[&element] = {m_main, element.GetLineNum()};
        });
        while (XMLElement* include = findInclude()) {
            if (Status status = expand(*include); !status) return status;
        }
        return {};
    }

private:
    XMLElement* findInclude() {
        XMLElement* found = nullptr;
        walkElements(*m_document.RootElement(), [&](XMLElement& element) {
            if (!found && std::string_view(element.Name()) == "include") found = &element;
        });
        return found;
    }

    Status refuse(const XMLElement& include, std::string message) const {
        const MjcfPlace& place = m_places.at(&include);
        return fail(DescriptionErrc::NotFound, std::move(message), {}, fmt::format("{}:{}", place.file, place.line));
    }

    Status expand(XMLElement& include) {
        const char* const named = include.Attribute("file");
        if (!named) return refuse(include, "An <include> names no file.");
        std::error_code error;
        const fs::path path = fs::weakly_canonical(m_folder / pathFromUtf8(named), error);
        const std::string file = utf8FromPath(path);
        if (error || !isAllowed(path)) {
            return refuse(include, fmt::format("<include> names '{}', which lies outside the model's folders.", named));
        }
        if (!fs::is_regular_file(path, error))
            return refuse(include, fmt::format("The included file '{}' does not exist.", named));
        if (m_included.size() >= kMaxIncludes || !m_included.insert(file).second) {
            return refuse(include, fmt::format("'{}' is included twice, or the model includes too many files.", named));
        }
        std::ifstream in(path, std::ios::binary);
        std::string bytes(std::min<std::uintmax_t>(fs::file_size(path, error), maxDescriptionBytes + 1), '\0');
        in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
        XMLDocument included;
        if (Status status = parseDescriptionXml(included, bytes, file); !status) return status;
        splice(include, *included.RootElement(), file);
        return {};
    }

    bool isAllowed(const fs::path& path) const {
        std::error_code error;
        const fs::path folder = fs::weakly_canonical(m_folder, error);
        const fs::path allowed = folder.parent_path().has_relative_path() ? folder.parent_path() : folder;
        const fs::path relative = path.lexically_relative(allowed);
        return !relative.empty() && *relative.begin() != "..";
    }

    /// The file's element alone where it is no wrapper (a bare <default>): MuJoCo takes the children of <mujoco> and
    /// <mujocoinclude>, and of any other first element too.
    void splice(XMLElement& include, const XMLElement& root, const std::string& file) {
        XMLNode* parent = include.Parent();
        XMLNode* after = &include;
        for (const XMLElement* child = root.FirstChildElement(); child; child = child->NextSiblingElement()) {
            XMLNode* copy = child->DeepClone(&m_document);
            parent->InsertAfterChild(after, copy);
            after = copy;
            record(*child, *copy->ToElement(), file);
        }
        walkElements(include, [&](const XMLElement& element) { m_places.erase(&element); });
        parent->DeleteChild(&include);
    }

    void record(const XMLElement& original, XMLElement& copy, const std::string& file) {
        std::vector<int> lines;
        walkElements(original, [&](const XMLElement& element) { lines.push_back(element.GetLineNum()); });
        std::size_t next = 0;
        walkElements(copy, [&](const XMLElement& element) { m_places[&element] = {file, lines[next++]}; });
    }

    fs::path m_folder;
    std::string m_main;
    XMLDocument& m_document;
    MjcfPlaces& m_places;
    std::set<std::string> m_included;
};

} // namespace

Status parseWithIncludes(std::string_view text, const std::string& file, XMLDocument& document, MjcfPlaces& places) {
    if (Status status = parseDescriptionXml(document, text, file); !status) return status;
    return Includer(file, document, places).run();
}

} // namespace orrery::robot
