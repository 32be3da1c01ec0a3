// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "sdf_models.h"

#include "sdf_elements.h"
#include "xml_document.h"

#include <orrery/robot/description/errors.h>

#include <fmt/format.h>

#include <algorithm>

namespace orrery::robot::sdf {
namespace {

using tinyxml2::XMLElement;

constexpr int maxDepth = 24;
constexpr std::size_t maxModels = 1000;
constexpr std::size_t maxFiles = 200;

std::size_t linkCount(const XMLElement& model) {
    std::size_t count = 0;
    for (const XMLElement* at = &model; at; at = nextElement(*at, model))
        count += std::string_view(at->Name()) == "link";
    return count;
}

/// Before 1.5 a joint's axis is written in its model's frame.
bool writesAxesInModel(const XMLElement& root) {
    const auto version = parseNumber(textAttribute(root, "version"));
    return version && *version < 1.45;
}

/// Which file of a model's folder its model.config names; "model.sdf" when it does not say.
std::string mainFileIn(std::string_view config) {
    tinyxml2::XMLDocument document;
    if (config.size() > 256 * 1024 || document.Parse(config.data(), config.size()) != tinyxml2::XML_SUCCESS)
        return "model.sdf";
    const XMLElement* model = document.FirstChildElement("model");
    std::string name;
    for (auto* sdf = model ? model->FirstChildElement("sdf") : nullptr; sdf; sdf = sdf->NextSiblingElement("sdf"))
        name = sdf->GetText() ? sdf->GetText() : "";
    return name.empty() ? "model.sdf" : name;
}

} // namespace

int addLines(SourceLines& source, std::string_view text, const std::string& file) {
    const auto offset = static_cast<int>(source.lines.size());
    const auto index = static_cast<int>(source.files.size());
    source.files.push_back(file);
    const auto lines = 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    for (int line = 1; line <= lines; ++line) source.lines.push_back({index, line});
    return offset;
}

Status Models::read(const XMLElement& root, const std::string& sourceName) {
    m_file = sourceName;
    const XMLElement* model = chosenIn(root);
    if (!model)
        return fail(DescriptionErrc::NoLinks, "This SDF file holds no model.", {}, m_findings.where(root.GetLineNum()));
    m_name = textAttribute(*model, "name");
    if (std::string_view(model->Name()) == "include") {
        ModelUse world;
        takeIncluded(*model, world);
        if (m_models.empty())
            return fail(
                DescriptionErrc::NoLinks,
                fmt::format("The model '{}', which this world includes, was not found.", childText(*model, "uri")), {},
                m_findings.where(model->GetLineNum()));
        return {};
    }
    take({model, {}, {}, 0, writesAxesInModel(root)});
    return {};
}

const XMLElement* Models::chosenIn(const XMLElement& root) {
    if (const XMLElement* model = root.FirstChildElement("model")) return model;
    const XMLElement* world = root.FirstChildElement("world");
    return world ? mostLinks(*world) : nullptr;
}

const XMLElement* Models::mostLinks(const XMLElement& world) {
    const XMLElement* best = nullptr;
    std::size_t most = 0;
    std::size_t others = 0;
    for (auto* model = world.FirstChildElement("model"); model; model = model->NextSiblingElement("model")) {
        const std::size_t count = linkCount(*model);
        ++others;
        if (best && count <= most) continue;
        best = model;
        most = count;
    }
    for (auto* include = world.FirstChildElement("include"); include;
         include = include->NextSiblingElement("include")) {
        const std::string_view uri = childText(*include, "uri");
        const bool scenery = uri.find("ground_plane") != std::string_view::npos || uri.ends_with("/sun");
        others += scenery ? 0 : 1;
        if (!best || (std::string_view(best->Name()) == "include" && most == 0 && !scenery)) {
            best = include;
            most = scenery ? 0 : 1;
        }
    }
    if (others > 1)
        m_findings.inform(
            world.GetLineNum(), {},
            fmt::format("This world holds {} models; the one on line {} is shown.", others, best->GetLineNum()));
    return best;
}

// NOLINTNEXTLINE(misc-no-recursion): maxDepth
void Models::take(const ModelUse& model) {
    if (m_depth >= maxDepth || m_models.size() >= maxModels) {
        m_findings.warn(model.element->GetLineNum() + model.lineOffset, {},
                        "Models are nested or included without end; the rest is left out.");
        return;
    }
    ++m_depth;
    m_models.push_back(model);
    takeFrames(model);
    takeNested(model);
    --m_depth;
}

void Models::takeFrames(const ModelUse& model) {
    const auto full = [&](const std::string& name, const std::string& otherwise) {
        if (name.empty()) return otherwise;
        if (name == "__model__") return model.frame;
        return name == "world" ? std::string() : model.prefix + name;
    };
    for (auto* child = model.element->FirstChildElement(); child; child = child->NextSiblingElement()) {
        const std::string_view kind = child->Name();
        if (kind != "link" && kind != "joint" && kind != "frame") continue;
        const std::string name = model.prefix + std::string(textAttribute(*child, "name"));
        const ReadContext context{m_findings,
                                  kind == "link"    ? "Link"
                                  : kind == "joint" ? "Joint"
                                                    : "Frame",
                                  name, true, model.lineOffset};
        const Placed placed = readPose(*child, context);
        std::string attached;
        if (kind == "joint") attached = full(std::string(childText(*child, "child")), model.frame);
        if (kind == "frame") attached = full(std::string(textAttribute(*child, "attached_to")), model.frame);
        const std::string usual = kind == "link" ? model.frame : attached;
        m_frames.add(name, {full(placed.relativeTo, usual), placed.pose, attached, kind == "link"});
    }
}

// NOLINTNEXTLINE(misc-no-recursion): maxDepth
void Models::takeNested(const ModelUse& model) {
    for (auto* child = model.element->FirstChildElement(); child; child = child->NextSiblingElement()) {
        const std::string_view kind = child->Name();
        if (kind == "include") takeIncluded(*child, model);
        if (kind != "model") continue;
        ModelUse nested = model;
        nested.element = child;
        nested.frame = model.prefix + std::string(textAttribute(*child, "name"));
        nested.prefix = nested.frame + "::";
        const ReadContext context{m_findings, "Model", nested.frame, true, model.lineOffset};
        const Placed placed = readPose(*child, context);
        const XMLElement* link = child->FirstChildElement("link");
        m_frames.add(nested.frame,
                     {placed.relativeTo.empty() || placed.relativeTo == "__model__" ? model.frame
                                                                                    : model.prefix + placed.relativeTo,
                      placed.pose, link ? nested.prefix + std::string(textAttribute(*link, "name")) : std::string(),
                      false});
        take(nested);
    }
}

// NOLINTNEXTLINE(misc-no-recursion): maxDepth
void Models::takeIncluded(const XMLElement& include, const ModelUse& into) {
    const Document* document = opened(include, into.lineOffset);
    if (!document) return;
    std::string name(childText(include, "name"));
    if (name.empty()) name = textAttribute(*document->model, "name");
    const bool isTop = into.element == nullptr;
    if (isTop) m_name = name;
    ModelUse model{document->model, {}, {}, document->lineOffset, document->axesInModel};
    if (!isTop) {
        const bool merges = textAttribute(include, "merge") == "true" || textAttribute(include, "merge") == "1";
        model.frame = into.prefix + name;
        model.prefix = merges ? into.prefix : model.frame + "::";
        const ReadContext context{m_findings, "Model", model.frame, true, into.lineOffset};
        const Placed placed = readPose(include, context);
        if (include.FirstChildElement("placement_frame"))
            context.warn(include, "<placement_frame> is not known here; the model is placed by its own frame.");
        const XMLElement* link = document->model->FirstChildElement("link");
        m_frames.add(model.frame,
                     {placed.relativeTo.empty() || placed.relativeTo == "__model__" ? into.frame
                                                                                    : into.prefix + placed.relativeTo,
                      placed.pose, link ? model.prefix + std::string(textAttribute(*link, "name")) : std::string(),
                      false});
    }
    const std::string from = std::exchange(m_file, document->file);
    take(model);
    m_file = from;
}

Result<IncludedFile> Models::openUri(const std::string& uri) {
    const auto open = [&](const std::string& name) -> Result<IncludedFile> {
        if (m_options.open) return m_options.open(name, m_file);
        return fail(DescriptionErrc::NotFound, "Nothing can be included here.");
    };
    if (uri.ends_with(".sdf") || uri.ends_with(".xml") || uri.ends_with(".urdf")) return open(uri);
    const std::string folder = uri.ends_with('/') ? uri : uri + '/';
    const auto config = open(folder + "model.config");
    return open(folder + (config ? mainFileIn(config->bytes) : "model.sdf"));
}

const Models::Document* Models::opened(const XMLElement& include, int lineOffset) {
    const int line = include.GetLineNum() + lineOffset;
    const std::string uri(childText(include, "uri"));
    const auto refuse = [&](const std::string& why) -> const Document* {
        m_findings.warn(line, {}, fmt::format("The included model '{}' is left out: {}", uri.substr(0, 200), why));
        return nullptr;
    };
    if (m_documents.size() >= maxFiles) return refuse("too many files are included.");
    auto file = openUri(uri);
    if (!file) return refuse(file.error().message);
    const auto [known, isNew] = m_documents.try_emplace(file->name);
    Document& document = known->second;
    if (!isNew) return document.model ? &document : nullptr;
    document.xml = std::make_unique<tinyxml2::XMLDocument>();
    document.file = file->name;
    if (auto parsed = parseDescriptionXml(*document.xml, file->bytes, file->name); !parsed)
        return refuse(parsed.error().message);
    const XMLElement& root = *document.xml->RootElement();
    document.model = std::string_view(root.Name()) == "sdf" ? root.FirstChildElement("model") : nullptr;
    if (!document.model) return refuse("it is no SDF file with a model.");
    document.lineOffset = addLines(m_source, file->bytes, file->name);
    document.axesInModel = writesAxesInModel(root);
    return &document;
}

} // namespace orrery::robot::sdf
