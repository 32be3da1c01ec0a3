// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/mcap_reader.h>
#include <orrery/robot/record/pyramid.h>
#include <orrery/robot/record/take_file.h>

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace orrery;
using namespace orrery::robot;

namespace {

void check(bool promise) {
    if (!promise) std::abort();
}

/// Everything a take says can be used without looking.
void use(const Take& take) {
    for (std::size_t joint = 0; joint < take.joints().size(); ++joint) {
        for (const Quantity quantity : {Quantity::Position, Quantity::Velocity, Quantity::Effort}) {
            const auto& column = take.column(quantity, joint);
            check(column.empty() || column.size() == take.times().size());
            (void)MinMaxPyramid(column).over(0, column.size());
        }
    }
    check(take.sample(take.duration() / 2).position.size() <= take.joints().size());
    for (std::size_t i = 1; i < take.times().size(); ++i) check(take.times()[i] >= take.times()[i - 1]);
}

} // namespace

/// Whatever the bytes, the reader ends with what it can read or an Error; what it found by looking at every record can
/// be visited.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    if (auto reader = mcap::Reader::fromBytes(bytes, "fuzz")) {
        std::uint64_t visited = 0;
        const auto count = [&](const mcap::Channel&, const mcap::Message&) { return ++visited > 0; };
        const bool whole = reader->visit({}, count).has_value();
        if (whole && reader->contents().cutAt) check(visited >= reader->contents().messageCount);
        (void)reader->visit({reader->contents().begin + 1, reader->contents().end}, count);
    }
    if (const auto file = readTakeBytes(bytes, "fuzz")) use(*file->take);
    return 0;
}
