// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "check_robot.h"

#include <orrery/robot/description/sdf_reader.h>

#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orrery::robot;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    fuzz::check(readSdf(bytes, "fuzz.sdf", fuzz::includingThemselves(bytes)));
    return 0;
}
