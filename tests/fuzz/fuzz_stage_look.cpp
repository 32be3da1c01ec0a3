// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "stage_look.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace orrery;

namespace {

void check(const Pose& pose) {
    const Quaternion& q = pose.rotation;
    const double size = q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z;
    if (!isFinite(pose.position) || !(std::abs(size - 1) < 1e-6)) std::abort();
}

void check(const StageLook::Poses& poses) {
    if (poses.size() > kMaxLookLinks) std::abort();
    for (const auto& [link, pose] : poses) check(pose);
}

} // namespace

/// What is read is within its limits, and written it reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto look = readStageLook({reinterpret_cast<const char*>(data), size}, "fuzz.json");
    if (!look) return 0;
    check(look->base);
    for (const auto* poses : {&look->robot, &look->ghost, &look->comparison}) check(*poses);
    if (look->tape.size() > 2 || look->forces.contacts.size() % 2 != 0) std::abort();
    if (!(look->opacity >= 0.1 && look->opacity <= 1)) std::abort();
    if (!(look->sectionShare >= 0 && look->sectionShare <= 1)) std::abort();
    const auto again = readStageLook(writeStageLook(*look), "again.json");
    if (!again || *again != *look) std::abort();
    return 0;
}
