// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/net/sse.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using orrery::net::SseEvent;
using orrery::net::SseParser;

namespace {

/// All events as one text, read in pieces of this size.
std::string read(std::string_view stream, std::size_t pieceSize) {
    std::string events;
    SseParser parser([&events](const SseEvent& e) { events += e.type + '\0' + e.data + '\0' + e.id + '\0'; });
    for (std::size_t at = 0; at < stream.size(); at += pieceSize) {
        if (!parser.feed(stream.substr(at, pieceSize))) return events + "error";
    }
    return events;
}

} // namespace

/// Whatever the bytes, how they are cut into pieces changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view stream(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t pieceSize = 1 + data[0] % 32;
    if (read(stream, stream.size() + 1) != read(stream, pieceSize)) std::abort();
    return 0;
}
