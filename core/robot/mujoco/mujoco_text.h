// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mujoco/mujoco.h>

#include <memory>
#include <string>

namespace orrery::robot {

struct DeleteMjModel {
    void operator()(mjModel* model) const { mj_deleteModel(model); }
};
using MjModel = std::unique_ptr<mjModel, DeleteMjModel>;

/// Has MuJoCo compile a model's text, without any file. Null, with what MuJoCo said, when it refuses. From the first
/// call on MuJoCo's errors are std::runtime_errors and its warnings are silent, in the whole process: else it would end
/// the process, or write a file. Any thread.
MjModel compileMujoco(const std::string& text, std::string& error);

} // namespace orrery::robot
