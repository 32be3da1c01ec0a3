// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "mjcf_reader.h"

#include "mjcf_document.h"
#include "mjcf_model.h"
#include "mjcf_shapes.h"
#include "mjcf_structure.h"
#include "structure.h"

#include <orrery/robot/description/errors.h>

#include <utility>

namespace orrery::robot {

bool isMjcf(std::string_view text) {
    while (true) {
        const auto open = text.find('<');
        if (open == std::string_view::npos) return false;
        text.remove_prefix(open);
        std::string_view end = ">";
        if (text.starts_with("<!--")) {
            end = "-->";
        } else if (text.starts_with("<?")) {
            end = "?>";
        } else {
            return text.starts_with("<mujoco") && !text.starts_with("<mujocoinclude");
        }
        const auto close = text.find(end, 2);
        if (close == std::string_view::npos) return false;
        text.remove_prefix(close + end.size());
    }
}

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
    return LoadedDescription{*std::move(description), findings.take()};
}

} // namespace orrery::robot
