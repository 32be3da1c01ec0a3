// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene_look.h"

#include <QVariantList>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

using namespace orrery;

namespace {

Vec3 toVec3(const QVector3D& v) {
    return {v.x(), v.y(), v.z()};
}

QVector3D toVector(Vec3 v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

std::string nameOf(const RobotScene& scene, std::size_t link) {
    return scene.description()->links[link].name;
}

std::optional<std::size_t> indexOf(const RobotScene& scene, const std::string& name) {
    const auto& links = scene.description()->links;
    const auto found = std::ranges::find(links, name, &robot::Link::name);
    if (found == links.end()) return std::nullopt;
    return static_cast<std::size_t>(found - links.begin());
}

StageLook::Poses byName(const RobotScene& scene, const std::vector<Pose>& poses) {
    StageLook::Poses named;
    for (std::size_t i = 0; i < std::min(poses.size(), scene.linkPoses().size()); ++i)
        named[nameOf(scene, i)] = poses[i];
    return named;
}

std::vector<Pose> inOrder(const RobotScene& scene, const StageLook::Poses& named, std::vector<Pose> poses) {
    for (std::size_t i = 0; i < poses.size(); ++i) {
        if (const auto found = named.find(nameOf(scene, i)); found != named.end()) poses[i] = found->second;
    }
    return poses;
}

/// Of the links that the look names, the first that the robot has not.
std::optional<std::string> strangerIn(const RobotScene& scene, const StageLook& look) {
    std::vector<std::string> names;
    if (!look.picked.empty()) names.push_back(look.picked);
    for (const auto& point : look.tape) names.push_back(point.link);
    for (const auto& [link, part] : look.parts) names.push_back(link);
    for (const auto* poses : {&look.robot, &look.ghost, &look.comparison})
        for (const auto& [link, pose] : *poses) names.push_back(link);
    const auto stranger = std::ranges::find_if(names, [&](const auto& name) { return !indexOf(scene, name); });
    return stranger == names.end() ? std::nullopt : std::optional(*stranger);
}

void setOptions(RobotScene& scene, const StageLook& look) {
    QVariantList parts;
    for (std::size_t i = 0; !look.parts.empty() && i < scene.linkPoses().size(); ++i) {
        const auto found = look.parts.find(nameOf(scene, i));
        parts.push_back(found == look.parts.end() ? 0 : static_cast<int>(found->second));
    }
    scene.view()->restore({{QStringLiteral("frames"), look.frames},
                           {QStringLiteral("jointAxes"), look.jointAxes},
                           {QStringLiteral("massCentres"), look.massCentres},
                           {QStringLiteral("inertiaBoxes"), look.inertiaBoxes},
                           {QStringLiteral("collisions"), static_cast<int>(look.collisions)},
                           {QStringLiteral("opacity"), look.opacity},
                           {QStringLiteral("looks"), parts},
                           {QStringLiteral("section"), static_cast<int>(look.section)},
                           {QStringLiteral("sectionShare"), look.sectionShare},
                           {QStringLiteral("sectionFlipped"), look.sectionFlipped},
                           {QStringLiteral("explosion"), look.explosion}});
}

} // namespace

StageLook lookOf(const RobotScene& scene) {
    StageLook look;
    if (!scene.description()) return look;
    const ViewOptions& view = *scene.view();
    look.frames = view.frames();
    look.jointAxes = view.jointAxes();
    look.massCentres = view.massCentres();
    look.inertiaBoxes = view.inertiaBoxes();
    look.collisions = static_cast<StageLook::Collisions>(view.collisions());
    look.opacity = view.opacity();
    look.section = static_cast<StageLook::Axis>(view.section());
    look.sectionShare = view.sectionShare();
    look.sectionFlipped = view.sectionFlipped();
    look.explosion = view.explosion();
    const std::size_t count = scene.linkPoses().size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto part = static_cast<StageLook::Part>(view.lookOf(static_cast<int>(i)));
        if (part != StageLook::Part::AsRobot) look.parts[nameOf(scene, i)] = part;
    }
    if (const auto picked = static_cast<std::size_t>(scene.pickedLink()); picked < count)
        look.picked = nameOf(scene, picked);
    for (const auto& point : {scene.tape()->from(), scene.tape()->to()}) {
        if (point && point->link < count) look.tape.push_back({nameOf(scene, point->link), point->place});
    }
    look.rest = StageLook::Rest{toVec3(scene.restMinimum()), toVec3(scene.restMaximum()), scene.floorHeight()};
    look.robot = byName(scene, scene.linkPoses());
    look.ghost = byName(scene, scene.ghost()->linkPoses());
    look.comparison = byName(scene, scene.comparison()->linkPoses());
    return look;
}

void addOthers(const StageRobots& robots, const RobotScene& scene, StageLook& look) {
    for (int row = 0; row < robots.count(); ++row) {
        const RobotScene& other = robots.scene(row);
        if (&other == &scene)
            look.place = robots.place(row);
        else if (other.description() && !robots.file(row).isEmpty())
            look.beside.push_back(
                {robots.file(row).toStdString(), robots.place(row), byName(other, other.linkPoses())});
    }
}

Status setLook(RobotScene& scene, const StageLook& look) {
    if (!scene.description()) return {};
    if (const auto stranger = strangerIn(scene, look))
        return fail(Errc::NotFound, "The view names the link '" + *stranger + "', which this robot has not.");
    if (look.rest) scene.setRest(toVector(look.rest->minimum), toVector(look.rest->maximum), look.rest->floor);
    setOptions(scene, look);
    scene.setPickedLink(static_cast<int>(indexOf(scene, look.picked).value_or(static_cast<std::size_t>(-1))));
    const auto end = [&](std::size_t i) -> std::optional<SurfaceTape::Point> {
        if (i >= look.tape.size()) return std::nullopt;
        return SurfaceTape::Point{*indexOf(scene, look.tape[i].link), look.tape[i].place};
    };
    scene.tape()->lay(end(0), end(1));
    if (!look.ghost.empty()) scene.ghost()->setLinkPoses(inOrder(scene, look.ghost, scene.linkPoses()));
    if (!look.comparison.empty()) scene.comparison()->setLinkPoses(inOrder(scene, look.comparison, scene.linkPoses()));
    return {};
}

std::vector<Pose> posesIn(const StageLook& look, const RobotScene& scene, std::vector<Pose> rootFromLink) {
    if (look.base != Pose{}) {
        for (Pose& pose : rootFromLink) pose = look.base * pose;
    }
    return inOrder(scene, look.robot, std::move(rootFromLink));
}
