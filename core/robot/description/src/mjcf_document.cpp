// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mjcf_document.h"

#include "xml_values.h"

#include <orrery/robot/description/errors.h>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace orrery::robot {
namespace {

using tinyxml2::XMLElement;

constexpr std::string_view kStandIn = "0 0 0 0.1 0 0 0 0.1 0 0 0 0.1";

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

bool isKept(const XMLElement& section) {
    return isOneOf(section.Name(), {"compiler", "default", "asset", "worldbody", "equality"});
}

/// Below <default>, what a description's shapes and joints depend on.
bool isKeptDefault(const XMLElement& element) {
    return isOneOf(element.Name(), {"default", "geom", "joint", "material", "equality", "site"});
}

std::string attribute(const XMLElement& element, const char* name) {
    return std::string(textAttribute(element, name));
}

std::string stemOf(const std::string& file) {
    const auto slash = file.find_last_of("/\\");
    const std::string name = slash == std::string::npos ? file : file.substr(slash + 1);
    return name.substr(0, name.find_last_of('.'));
}

std::string joined(const std::string& folder, const std::string& file) {
    if (folder.empty() || file.starts_with('/')) return file;
    return folder.ends_with('/') ? folder + file : folder + "/" + file;
}

std::vector<XMLElement*> elementsNamed(XMLElement& root, std::string_view section, std::string_view name) {
    std::vector<XMLElement*> found;
    for (XMLElement* top = root.FirstChildElement(); top; top = top->NextSiblingElement()) {
        if (top->Name() != section) continue;
        walkElements(*top, [&](XMLElement& element) {
            if (element.Name() == name) found.push_back(&element);
        });
    }
    return found;
}

/// A loop between sites that are already named closing_NAME_1 and closing_NAME_2 keeps their name.
std::string loopName(const std::string& site, const std::string& otherwise) {
    constexpr std::string_view before = "closing_";
    constexpr std::string_view after = "_1";
    if (!site.starts_with(before) || !site.ends_with(after) || site.size() <= before.size() + after.size())
        return otherwise;
    return site.substr(before.size(), site.size() - before.size() - after.size());
}

} // namespace

Result<MjcfDocument> MjcfDocument::open(std::string_view text, const std::string& file, FindingList& findings) {
    MjcfDocument self;
    self.m_file = file;
    if (Status status = parseWithIncludes(text, file, *self.m_document, self.m_places); !status)
        return fail(status.error());
    self.m_modelName = attribute(*self.m_document->RootElement(), "model");
    if (self.m_modelName.empty()) self.m_modelName = stemOf(file);
    self.readCompiler();
    self.m_drives = readMjcfDrives(*self.m_document->RootElement());
    self.readKeys();
    self.removeSections(findings);
    self.readAssets(findings);
    self.cleanDefaults();
    self.cleanTree(findings);
    self.nameEverything();
    self.takeSiteLoops();
    self.addProbe();
    return self;
}

int MjcfDocument::lineOf(const XMLElement& element) const {
    const auto found = m_places.find(&element);
    return found == m_places.end() || found->second.file != m_file ? 0 : found->second.line;
}

void MjcfDocument::remove(XMLElement& element) {
    walkElements(element, [&](const XMLElement& below) { m_places.erase(&below); });
    element.Parent()->DeleteChild(&element);
}

void MjcfDocument::readCompiler() {
    XMLElement& root = *m_document->RootElement();
    auto* first = m_document->NewElement("compiler"); // newer versions' default; what the file says comes after it
    first->SetAttribute("autolimits", "true");
    first->SetAttribute("balanceinertia", "true");
    root.InsertFirstChild(first);
    for (XMLElement* compiler : elementsNamed(root, "compiler", "compiler")) {
        const std::string both = attribute(*compiler, "assetdir");
        for (const auto& [name, folder] :
             {std::pair("meshdir", &m_meshFolder), std::pair("texturedir", &m_textureFolder)}) {
            if (!both.empty()) *folder = both;
            if (const std::string own = attribute(*compiler, name); !own.empty()) *folder = own;
        }
        for (const char* name :
             {"assetdir", "meshdir", "texturedir", "strippath", "inertiafromgeom", "fusestatic", "discardvisual"})
            compiler->DeleteAttribute(name);
    }
}

void MjcfDocument::readKeys() {
    constexpr std::string_view blanks = " \t\r\n";
    for (XMLElement* element : elementsNamed(*m_document->RootElement(), "keyframe", "key")) {
        MjcfKey key{attribute(*element, "name"), {}, lineOf(*element)};
        std::string_view rest = textAttribute(*element, "qpos");
        for (;;) {
            rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
            if (rest.empty()) break;
            const std::string_view word = rest.substr(0, rest.find_first_of(blanks));
            key.qpos.push_back(parseNumber(word).value_or(std::numeric_limits<double>::quiet_NaN()));
            rest.remove_prefix(word.size());
        }
        m_keys.push_back(std::move(key));
    }
}

void MjcfDocument::removeSections(FindingList& findings) {
    std::vector<XMLElement*> unwanted;
    XMLElement& root = *m_document->RootElement();
    for (XMLElement* top = root.FirstChildElement(); top; top = top->NextSiblingElement()) {
        if (!isKept(*top)) unwanted.push_back(top);
        if (std::string_view(top->Name()) != "equality") continue;
        for (XMLElement* each = top->FirstChildElement(); each; each = each->NextSiblingElement()) {
            if (!isOneOf(each->Name(), {"connect", "weld", "joint"})) unwanted.push_back(each);
        }
    }
    for (XMLElement* element : unwanted) {
        if (isOneOf(element->Name(), {"extension", "deformable", "tendon", "flex", "distance", "flexvert"})) {
            findings.inform(
                lineOf(*element), {},
                fmt::format("<{}> has no place in the picture of a robot; it is left out.", element->Name()));
        }
        remove(*element);
    }
}

void MjcfDocument::cleanDefaults() {
    std::vector<XMLElement*> unwanted;
    for (XMLElement* each : elementsNamed(*m_document->RootElement(), "default", "default")) {
        for (XMLElement* child = each->FirstChildElement(); child; child = child->NextSiblingElement())
            if (!isKeptDefault(*child)) unwanted.push_back(child);
    }
    for (XMLElement* element : unwanted) remove(*element);
    for (XMLElement* material : elementsNamed(*m_document->RootElement(), "default", "material"))
        material->DeleteAttribute("texture");
}

void MjcfDocument::readMeshAsset(XMLElement& mesh, Vec3 defaultScale) {
    const std::string file = attribute(mesh, "file");
    std::string name = attribute(mesh, "name");
    if (name.empty()) name = stemOf(file);
    FindingList ignored(m_file);
    const ReadContext context{ignored, "Mesh", name};
    m_meshes[name] = {file.empty() ? std::string() : joined(m_meshFolder, file),
                      readVector(mesh, "scale", defaultScale, 1, context)};
    while (const auto* any = mesh.FirstAttribute()) mesh.DeleteAttribute(any->Name());
    mesh.DeleteChildren();
    mesh.SetAttribute("name", name.c_str());
    mesh.SetAttribute("vertex", std::string(kStandIn).c_str());
}

void MjcfDocument::readAssets(FindingList& findings) {
    XMLElement& root = *m_document->RootElement();
    FindingList ignored(m_file);
    Vec3 scale{1, 1, 1};
    for (const XMLElement* mesh : elementsNamed(root, "default", "mesh"))
        scale = readVector(*mesh, "scale", scale, 1, ReadContext{ignored, "Mesh", {}});
    for (XMLElement* mesh : elementsNamed(root, "asset", "mesh")) readMeshAsset(*mesh, scale);
    std::map<std::string, std::string> files;
    for (XMLElement* texture : elementsNamed(root, "asset", "texture")) {
        const std::string name = attribute(*texture, "name");
        const std::string file = attribute(*texture, "file");
        // A cube map is no picture to lay on a surface.
        if (!file.empty() && attribute(*texture, "type") == "2d")
            files[name.empty() ? stemOf(file) : name] = joined(m_textureFolder, file);
        remove(*texture);
    }
    for (XMLElement* material : elementsNamed(root, "asset", "material")) {
        const auto file = files.find(attribute(*material, "texture"));
        if (file != files.end()) m_textures[attribute(*material, "name")] = file->second;
        material->DeleteAttribute("texture");
        material->DeleteChildren();
    }
    for (const char* kind : {"hfield", "skin", "model"}) {
        for (XMLElement* element : elementsNamed(root, "asset", kind)) {
            findings.inform(lineOf(*element), {}, fmt::format("<{}> is not shown; it is left out.", kind));
            remove(*element);
        }
    }
}

void MjcfDocument::cleanTree(FindingList& findings) {
    std::vector<XMLElement*> unwanted;
    for (const char* kind : {"camera", "light", "plugin"}) {
        for (XMLElement* element : elementsNamed(*m_document->RootElement(), "worldbody", kind))
            unwanted.push_back(element);
    }
    for (const char* kind : {"composite", "flexcomp"}) {
        for (XMLElement* element : elementsNamed(*m_document->RootElement(), "worldbody", kind)) {
            findings.inform(lineOf(*element), {}, fmt::format("<{}> is not shown; it is left out.", kind));
            unwanted.push_back(element);
        }
    }
    for (XMLElement* geom : elementsNamed(*m_document->RootElement(), "worldbody", "geom")) {
        if (geom->Attribute("hfield")) unwanted.push_back(geom);
        const std::string mesh = attribute(*geom, "mesh");
        if (mesh.empty() || m_meshes.contains(mesh)) continue;
        findings.warn(lineOf(*geom), mesh,
                      fmt::format("A geom names the mesh '{}', which is not defined; it is skipped.", mesh));
        unwanted.push_back(geom);
    }
    for (XMLElement* element : unwanted) remove(*element);
}

void MjcfDocument::nameEverything() {
    std::map<std::string_view, int> counts;
    XMLElement& root = *m_document->RootElement();
    const auto name = [&](XMLElement& element, const char* stem) {
        if (attribute(element, "name").empty())
            element.SetAttribute("name", fmt::format("{}_{}", stem, ++counts[stem]).c_str());
    };
    for (XMLElement* body : elementsNamed(root, "worldbody", "body")) {
        name(*body, "body");
        if (body->FirstChildElement("inertial")) m_inertials.insert(attribute(*body, "name"));
    }
    for (const char* kind : {"joint", "freejoint"}) {
        for (XMLElement* joint : elementsNamed(root, "worldbody", kind)) name(*joint, kind);
    }
    for (const char* kind : {"connect", "weld", "joint"}) {
        for (XMLElement* equality : elementsNamed(root, "equality", kind)) name(*equality, kind);
    }
    int geoms = 0;
    for (XMLElement* geom : elementsNamed(root, "worldbody", "geom")) {
        const std::string generated = fmt::format("orrery:{}", geoms++);
        m_geoms[generated] = {attribute(*geom, "name"), attribute(*geom, "mesh"), lineOf(*geom)};
        geom->SetAttribute("name", generated.c_str());
    }
}

void MjcfDocument::takeSiteLoops() {
    for (XMLElement* connect : elementsNamed(*m_document->RootElement(), "equality", "connect")) {
        if (!connect->Attribute("site1")) continue;
        const std::string first = attribute(*connect, "site1");
        m_siteLoops.push_back(
            {loopName(first, attribute(*connect, "name")), first, attribute(*connect, "site2"), lineOf(*connect)});
        remove(*connect);
    }
}

void MjcfDocument::addProbe() {
    XMLElement& root = *m_document->RootElement();
    XMLElement* mesh = root.InsertNewChildElement("asset")->InsertNewChildElement("mesh");
    mesh->SetAttribute("name", standInProbe);
    mesh->SetAttribute("vertex", std::string(kStandIn).c_str());
    XMLElement* geom = root.InsertNewChildElement("worldbody")->InsertNewChildElement("geom");
    geom->SetAttribute("name", standInProbe);
    geom->SetAttribute("type", "mesh");
    geom->SetAttribute("mesh", standInProbe);
    geom->SetAttribute("pos", "0 0 0");
    geom->SetAttribute("quat", "1 0 0 0");
}

std::string MjcfDocument::text() {
    tinyxml2::XMLPrinter printer;
    m_document->Print(&printer);
    std::string printed(printer.CStr(), static_cast<std::size_t>(printer.CStrSize() - 1));
    tinyxml2::XMLDocument again;
    again.Parse(printed.data(), printed.size());
    std::vector<int> lines;
    if (again.RootElement())
        walkElements(*again.RootElement(), [&](const XMLElement& element) { lines.push_back(element.GetLineNum()); });
    m_byLine.clear();
    std::size_t next = 0;
    walkElements(*m_document->RootElement(), [&](XMLElement& element) {
        if (next < lines.size()) m_byLine[lines[next++]] = &element;
    });
    return printed;
}

MjcfPlace MjcfDocument::place(int line) const {
    const auto element = m_byLine.find(line);
    if (element == m_byLine.end()) return {m_file, 0};
    const auto found = m_places.find(element->second);
    return found == m_places.end() ? MjcfPlace{m_file, 0} : found->second;
}

MjcfPlace MjcfDocument::placeOf(std::string_view kind, std::string_view name) const {
    for (const auto& [element, place] : m_places) {
        if (element->Name() == kind && attribute(*element, "name") == name) return place;
    }
    return {m_file, 0};
}

bool MjcfDocument::dropAttribute(int line, const std::string& name) {
    const auto found = m_byLine.find(line);
    if (found == m_byLine.end() || !found->second->Attribute(name.c_str())) return false;
    found->second->DeleteAttribute(name.c_str());
    return true;
}

} // namespace orrery::robot
