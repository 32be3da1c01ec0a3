// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "mjcf_document.h"
#include "mujoco_text.h"

#include <orrery/base/result.h>

namespace orrery::robot {

/// Has MuJoCo compile a document. Attributes this MuJoCo does not know are dropped, one finding each; what it refuses
/// otherwise fails with DescriptionErrc::Unsupported and a message that names the construct, its file and line.
Result<MjModel> compileMjcf(MjcfDocument& document, FindingList& findings);

} // namespace orrery::robot
