// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mjcf_reader.h"

#include "mjcf_document.h"
#include "mjcf_model.h"
#include "mjcf_poses.h"
#include "mjcf_shapes.h"
#include "mjcf_structure.h"
#include "named_poses.h"
#include "passive_check.h"
#include "structure.h"

#include <orrery/robot/description/errors.h>

#include <utility>

namespace orrery::robot {

Result<LoadedDescription> readMjcf(std::string_view text, const std::string& sourceName) {
    FindingList findings(sourceName);
    auto document = MjcfDocument::open(text, sourceName, findings);
    if (!document) return fail(document.error());
    const auto model = compileMjcf(*document, findings);
    if (!model) return fail(model.error());
    RawRobot raw;
    raw.name = document->modelName();
    addStructure(**model, *document, raw, findings);
    addShapes(**model, *document, raw, findings);
    auto description = buildDescription(std::move(raw), findings);
    if (!description) return fail(description.error());
    reportOpenLoops(*description, findings);
    addPoses(*description, posesOfKeys(**model, *document, findings), findings);
    return LoadedDescription{*std::move(description), findings.take()};
}

} // namespace orrery::robot
