// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "srdf_reader.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orrery::robot;
    FindingList findings("fuzz.srdf");
    const auto file = readSrdf({reinterpret_cast<const char*>(data), size}, "fuzz.srdf", findings);
    if (!file) return 0;
    for (const NamedPose& pose : file->poses) {
        for (const auto& [joint, value] : pose.joints)
            if (joint.empty() || !std::isfinite(value)) std::abort();
    }
    return 0;
}
