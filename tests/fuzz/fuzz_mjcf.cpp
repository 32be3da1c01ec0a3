// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "check_robot.h"
#include "mjcf_reader.h"

#include <cstdint>
#include <string_view>

/// Lies among its seeds, so that it can include them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orrery::robot;
    fuzz::check(readMjcf({reinterpret_cast<const char*>(data), size}, ORRERY_SEEDS "/mjcf/fuzz.xml"));
    return 0;
}
