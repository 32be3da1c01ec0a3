// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The values of an MCAP file (https://mcap.dev/spec), version 0. Times are nanoseconds since 1970, UTC.
namespace orrery::robot::mcap {

using Time = std::uint64_t;
using TextMap = std::map<std::string, std::string>;

struct Schema {
    std::uint16_t id = 0; ///< Not 0.
    std::string name;
    std::string encoding; ///< "jsonschema", "protobuf", ...
    std::string data;
};

struct Channel {
    std::uint16_t id = 0;
    std::uint16_t schema = 0; ///< Schema::id; 0 = none.
    std::string topic;
    std::string encoding; ///< Of its messages: "json", "cdr", ...
    TextMap metadata;
};

struct Metadata {
    std::string name;
    TextMap values;
};

struct Message {
    std::uint16_t channel = 0;
    std::uint32_t sequence = 0;
    Time logTime = 0;
    Time publishTime = 0;
    std::string_view data; ///< Valid only during the visit.
};

/// Where a chunk lies and what it spans.
struct ChunkPlace {
    Time begin = 0;
    Time end = 0;
    std::uint64_t offset = 0;
    std::uint64_t length = 0; ///< With its record head.
};

/// What a file holds, without its messages.
struct Contents {
    std::string profile;
    std::string library; ///< What wrote it.
    std::map<std::uint16_t, Schema> schemas;
    std::map<std::uint16_t, Channel> channels;
    std::vector<Metadata> metadata;
    std::vector<ChunkPlace> chunks;                       ///< In file order.
    std::map<std::uint16_t, std::uint64_t> messageCounts; ///< By channel.
    std::uint64_t messageCount = 0;
    Time begin = 0; ///< Of the first and last message; 0 without messages.
    Time end = 0;

    std::uint64_t fileSize = 0;
    std::optional<std::uint64_t> cutAt; ///< The file was not finished: what stands before this offset was read.
    std::uint64_t damagedChunks = 0; ///< Chunks whose bytes do not match their checksum; left out. Known after a scan.
};

} // namespace orrery::robot::mcap
