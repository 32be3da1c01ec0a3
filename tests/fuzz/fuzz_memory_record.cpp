// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/memory_probe.h>
#include <orrery/inference/speed_probe.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace orrery::inference;

/// Whatever the engine prints, its figures stay within what can be added up.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    if (const auto need = readMemoryRecord(line); need && *need && (*need)->main() > (1ULL << 62)) std::abort();
    if (const auto row = readSpeedRow(line); row && *row && !((*row)->tokensPerSecond >= 0)) std::abort();
    return 0;
}
