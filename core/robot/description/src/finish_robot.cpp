// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "finish_robot.h"

#include "inertia_check.h"
#include "materials.h"
#include "passive_check.h"
#include "structure.h"

#include <utility>

namespace orrery::robot {
namespace {

/// Lines of an expanded text become those of the files they came from.
void restorePlaces(Description& robot, const SourceLines& source) {
    const auto restore = [&](auto& item) {
        const SourcePlace place = source.at(item.line);
        item.file = place.file;
        item.line = place.line;
    };
    for (Link& link : robot.links) {
        restore(link);
        for (Visual& visual : link.visuals) restore(visual);
        for (Collision& collision : link.collisions) restore(collision);
    }
    for (Joint& joint : robot.joints) restore(joint);
    robot.includedFiles.assign(source.files.begin() + 1, source.files.end());
}

} // namespace

Result<LoadedDescription> finishRobot(RawRobot raw, FindingList findings, const SourceLines* source) {
    resolveMaterials(raw, findings);
    repairInvisibleRobot(raw, findings);
    reportUnphysicalInertia(raw, findings);
    auto description = buildDescription(std::move(raw), findings);
    if (!description) return fail(description.error());
    reportOpenLoops(*description, findings);
    if (source) restorePlaces(*description, *source);
    return LoadedDescription{*std::move(description), findings.take()};
}

} // namespace orrery::robot
