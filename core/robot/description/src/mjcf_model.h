// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "mjcf_document.h"

#include <orrery/base/result.h>

#include <mujoco/mujoco.h>

#include <memory>
#include <string>

namespace orrery::robot {

struct DeleteMjModel {
    void operator()(mjModel* model) const { mj_deleteModel(model); }
};
using MjModel = std::unique_ptr<mjModel, DeleteMjModel>;

/// Has MuJoCo compile a document. Attributes this MuJoCo does not know are dropped, one finding each; what it refuses
/// otherwise fails with DescriptionErrc::Unsupported and a message that names the construct, its file and line.
Result<MjModel> compileMjcf(MjcfDocument& document, FindingList& findings);

} // namespace orrery::robot
