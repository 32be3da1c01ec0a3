// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/description/sdf_reader.h>

#include "finish_robot.h"
#include "sdf_elements.h"
#include "sdf_models.h"
#include "xacro_reading.h"
#include "xml_document.h"

#include <orrery/robot/description/errors.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <utility>

namespace orrery::robot {
namespace sdf {
namespace {

using tinyxml2::XMLElement;

constexpr std::array<std::string_view, 10> notShown{"sensor",  "plugin",     "light",     "gripper", "particle_emitter",
                                                    "battery", "audio_sink", "projector", "actor",   "audio_source"};

/// Turns models into one raw robot in which every child link's frame is its joint's.
class Reader {
public:
    Reader(Models& models, FindingList& findings) : m_models(models), m_findings(findings) {}

    RawRobot run(std::string name) {
        m_robot.name = std::move(name);
        for (const ModelUse& model : m_models.all()) readModel(model);
        addWorld();
        placeJoints();
        reportNotShown();
        return std::move(m_robot);
    }

private:
    struct JointUse {
        std::string axisFrame; ///< Full name; the joint's own when it is the usual one.
        std::string frame;
    };

    std::string fullName(const ModelUse& model, std::string_view name, const std::string& otherwise) const {
        if (name.empty()) return otherwise;
        if (name == "__model__") return model.frame;
        return model.prefix + std::string(name);
    }

    std::string linkNamed(const ModelUse& model, std::string_view name) {
        if (name == "world") return "world";
        const std::string full = fullName(model, name, {});
        const std::string link = m_models.frames().linkOf(full);
        return link.empty() ? full : link;
    }

    void readModel(const ModelUse& model) {
        for (auto* child = model.element->FirstChildElement(); child; child = child->NextSiblingElement()) {
            const std::string_view kind = child->Name();
            if (kind == "link") readLink(model, *child);
            if (kind == "joint") readJoint(model, *child);
            countNotShown(*child, model.lineOffset);
            for (auto* inner = child->FirstChildElement(); inner; inner = inner->NextSiblingElement())
                if (kind == "link" || kind == "joint") countNotShown(*inner, model.lineOffset);
        }
    }

    void countNotShown(const XMLElement& element, int lineOffset) {
        if (std::find(notShown.begin(), notShown.end(), element.Name()) == notShown.end()) return;
        auto& [count, line] = m_notShown[element.Name()];
        if (count++ == 0) line = element.GetLineNum() + lineOffset;
    }

    void reportNotShown() {
        for (const auto& [kind, seen] : m_notShown)
            m_findings.inform(seen.second, {},
                              fmt::format("{} <{}> {} not shown.", seen.first, kind, seen.first == 1 ? "is" : "are"));
    }

    /// The pose of something in a link, given in that link's frame or in another one.
    Pose inLink(const ModelUse& model, const std::string& link, const Placed& placed, const XMLElement& at,
                const ReadContext& context) {
        if (placed.relativeTo.empty()) return placed.pose;
        const auto modelFromLink = m_models.frames().modelFrom(link);
        const auto modelFromFrame = m_models.frames().modelFrom(fullName(model, placed.relativeTo, link));
        if (modelFromLink && modelFromFrame) return inverse(*modelFromLink) * *modelFromFrame * placed.pose;
        context.warn(at, fmt::format("its pose is relative to '{}', which has no place; the link's frame is used.",
                                     placed.relativeTo.substr(0, 80)));
        return placed.pose;
    }

    void readLink(const ModelUse& model, const XMLElement& element) {
        Link link;
        link.name = model.prefix + std::string(textAttribute(element, "name"));
        link.line = element.GetLineNum() + model.lineOffset;
        const ReadContext context{m_findings, "Link", link.name, true, model.lineOffset};
        if (const XMLElement* inertial = element.FirstChildElement("inertial"))
            link.inertial = readInertial(*inertial, context);
        for (auto* e = element.FirstChildElement("visual"); e; e = e->NextSiblingElement("visual")) {
            auto geometry = readGeometry(*e, context);
            if (!geometry) continue;
            link.visuals.push_back({std::string(textAttribute(*e, "name")),
                                    inLink(model, link.name, readPose(*e, context), *e, context), *std::move(geometry),
                                    readMaterial(*e, context), e->GetLineNum() + model.lineOffset});
        }
        for (auto* e = element.FirstChildElement("collision"); e; e = e->NextSiblingElement("collision")) {
            auto geometry = readGeometry(*e, context);
            if (!geometry) continue;
            link.collisions.push_back({std::string(textAttribute(*e, "name")),
                                       inLink(model, link.name, readPose(*e, context), *e, context),
                                       *std::move(geometry), e->GetLineNum() + model.lineOffset});
        }
        m_robot.links.push_back(std::move(link));
    }

    void readJoint(const ModelUse& model, const XMLElement& element) {
        RawJoint raw;
        raw.joint.name = model.prefix + std::string(textAttribute(element, "name"));
        raw.joint.line = element.GetLineNum() + model.lineOffset;
        const ReadContext context{m_findings, "Joint", raw.joint.name, true, model.lineOffset};
        std::string expressedIn;
        readMotion(element, raw, expressedIn, context);
        if (raw.follows) raw.follows->leader = model.prefix + raw.follows->leader;
        raw.parent = linkNamed(model, childText(element, "parent"));
        raw.child = linkNamed(model, childText(element, "child"));
        if (expressedIn.empty() && model.axesInModel) expressedIn = "__model__";
        m_uses.push_back({fullName(model, expressedIn, raw.joint.name), raw.joint.name});
        m_robot.joints.push_back(std::move(raw));
    }

    /// A joint to the world hangs on a link of that name, without a body.
    void addWorld() {
        const bool isNeeded = std::any_of(m_robot.joints.begin(), m_robot.joints.end(),
                                          [](const RawJoint& raw) { return raw.parent == "world"; });
        const bool isThere = std::any_of(m_robot.links.begin(), m_robot.links.end(),
                                         [](const Link& link) { return link.name == "world"; });
        if (!isNeeded || isThere) return;
        Link world;
        world.name = "world";
        m_robot.links.insert(m_robot.links.begin(), std::move(world));
    }

    Pose placeOf(const std::string& frame, int line) {
        if (frame == "world") return {};
        if (const auto pose = m_models.frames().modelFrom(frame)) return *pose;
        m_findings.warn(
            line, frame,
            fmt::format("The place of '{}' hangs on an unknown frame or on itself; the model's frame is used.", frame));
        return {};
    }

    void placeJoints() {
        std::map<std::string, std::size_t> linkByName;
        for (std::size_t i = 0; i < m_robot.links.size(); ++i) linkByName.emplace(m_robot.links[i].name, i);
        // Where each link's new frame stands: in the joint that carries it, else where the link stood.
        std::vector<Pose> modelFromNew(m_robot.links.size());
        std::vector<bool> moved(m_robot.links.size(), false);
        for (std::size_t i = 0; i < m_robot.links.size(); ++i)
            modelFromNew[i] = placeOf(m_robot.links[i].name, m_robot.links[i].line);
        std::vector<Pose> modelFromJoint;
        for (std::size_t i = 0; i < m_robot.joints.size(); ++i) {
            const RawJoint& raw = m_robot.joints[i];
            modelFromJoint.push_back(placeOf(m_uses[i].frame, raw.joint.line));
            const auto child = linkByName.find(raw.child);
            if (child == linkByName.end() || moved[child->second] || !linkByName.contains(raw.parent)) continue;
            moved[child->second] = true;
            moveLink(m_robot.links[child->second], inverse(modelFromJoint[i]) * modelFromNew[child->second]);
            modelFromNew[child->second] = modelFromJoint[i];
        }
        for (std::size_t i = 0; i < m_robot.joints.size(); ++i) {
            Joint& joint = m_robot.joints[i].joint;
            const auto parent = linkByName.find(m_robot.joints[i].parent);
            const Pose modelFromParent = parent == linkByName.end() ? Pose() : modelFromNew[parent->second];
            joint.parentFromJoint = tidy(inverse(modelFromParent) * modelFromJoint[i]);
            if (m_uses[i].axisFrame == m_uses[i].frame) continue;
            const Pose modelFromAxis = placeOf(m_uses[i].axisFrame, joint.line);
            joint.axis = rotate(conjugate(modelFromJoint[i].rotation) * modelFromAxis.rotation, joint.axis);
        }
    }

    static Pose tidy(Pose pose) {
        pose.rotation = normalized(pose.rotation);
        return pose;
    }

    static void moveLink(Link& link, const Pose& newFromOld) {
        const bool stays = norm(newFromOld.position) < 1e-12 && angleBetween(newFromOld.rotation, {}) < 1e-9;
        if (stays) return;
        for (Visual& visual : link.visuals) visual.linkFromVisual = tidy(newFromOld * visual.linkFromVisual);
        for (Collision& shape : link.collisions) shape.linkFromCollision = tidy(newFromOld * shape.linkFromCollision);
        if (link.inertial) link.inertial->linkFromInertia = tidy(newFromOld * link.inertial->linkFromInertia);
    }

    Models& m_models;
    FindingList& m_findings;
    RawRobot m_robot;
    std::vector<JointUse> m_uses;                          // beside m_robot.joints
    std::map<std::string, std::pair<int, int>> m_notShown; // count and first line
};

std::string nameFor(const std::string& modelName, const std::string& sourceName) {
    if (!modelName.empty()) return modelName;
    const std::string stem = std::filesystem::path(sourceName).stem().string();
    return stem.empty() ? "robot" : stem;
}

/// @param source where the lines of the text came from
Result<LoadedDescription> readDocument(const XMLElement& root, SourceLines source, const std::string& sourceName,
                                       const ExpansionOptions& options) {
    FindingList findings(sourceName, &source);
    Models models(options, findings, source);
    if (Status read = models.read(root, sourceName); !read) return fail(read.error());
    RawRobot raw = Reader(models, findings).run(nameFor(models.name(), sourceName));
    return finishRobot(std::move(raw), std::move(findings), &source);
}

} // namespace
} // namespace sdf

Result<LoadedDescription> readSdf(std::string_view text, const std::string& sourceName,
                                  const ExpansionOptions& options) {
    tinyxml2::XMLDocument document;
    if (auto parsed = parseDescriptionXml(document, text, sourceName); !parsed) return fail(parsed.error());
    const tinyxml2::XMLElement& root = *document.RootElement();
    if (std::string_view(root.Name()) != "sdf")
        return fail(DescriptionErrc::Unsupported, fmt::format("This XML describes <{}>, not an <sdf>.", root.Name()),
                    {}, fmt::format("{}:{}", sourceName, root.GetLineNum()));
    if (text.find("xacro:") == std::string_view::npos) {
        SourceLines source;
        sdf::addLines(source, text, sourceName);
        return sdf::readDocument(root, std::move(source), sourceName, options);
    }
    return readExpandedXacro(root, sourceName, options,
                             [&](const ExpandedXacro& expanded, const tinyxml2::XMLElement& element) {
                                 return sdf::readDocument(element, expanded.source, sourceName, options);
                             });
}

} // namespace orrery::robot
