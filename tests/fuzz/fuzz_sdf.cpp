// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "check_robot.h"

#include <orrery/robot/description/sdf_reader.h>

#include <cstdint>
#include <string>
#include <string_view>

/// The bytes also stand for every file that they include.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orrery::robot;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    ExpansionOptions options;
    options.environment.emplace("ROBOT", "r");
    options.open = [&](const std::string& name, const std::string&) -> orrery::Result<IncludedFile> {
        return IncludedFile{std::string(name, 0, 1), std::string(bytes), {}};
    };
    fuzz::check(readSdf(bytes, "fuzz.sdf", options));
    return 0;
}
