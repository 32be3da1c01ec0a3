// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "check_robot.h"

#include <orrery/robot/description/urdf_reader.h>

#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orrery::robot;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    fuzz::check(readUrdf(bytes, "fuzz.xacro", fuzz::includingThemselves(bytes)));
    return 0;
}
