// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/platform/atomic_file.h>
#include <orrery/robot/record/mcap_reader.h>
#include <orrery/robot/record/mcap_writer.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace orrery::robot {

struct ReadMessage {
    std::string topic;
    std::uint32_t sequence;
    mcap::Time time;
    std::string data;
    bool operator==(const ReadMessage&) const = default;
};

inline std::vector<ReadMessage> messagesOf(mcap::Reader& reader, const mcap::Query& query = {}) {
    std::vector<ReadMessage> messages;
    const Status status = reader.visit(query, [&](const mcap::Channel& channel, const mcap::Message& message) {
        messages.push_back({channel.topic, message.sequence, message.logTime, std::string(message.data)});
        return true;
    });
    if (!status) messages.clear();
    return messages;
}

inline mcap::Time timeOf(int i) {
    return 1'700'000'000'000'000'000ULL + static_cast<mcap::Time>(i) * 10'000'000;
}

/// Two channels, `count` messages, flushed every ten.
inline Status writeSample(const std::filesystem::path& path, int count, mcap::Compression compression) {
    auto writer = mcap::Writer::create(path, {.profile = "test", .library = "orrery", .compression = compression});
    if (!writer) return fail(writer.error());
    if (Status status = writer->add(mcap::Metadata{"about", {{"key", "value"}}}); !status) return status;
    const auto schema = writer->addSchema("s", "jsonschema", R"({"type":"object"})");
    if (!schema) return fail(schema.error());
    const auto a = writer->addChannel(*schema, "/a", "json", {{"unit", "rad"}});
    const auto b = writer->addChannel(0, "/b", "json");
    if (!a || !b) return fail(a ? b.error() : a.error());
    for (int i = 0; i < count; ++i) {
        const std::string data = "{\"value\":" + std::to_string(i) + "}";
        if (Status status = writer->write(i % 3 == 0 ? *b : *a, timeOf(i), data); !status) return status;
        if (i % 10 != 9) continue;
        if (Status status = writer->flush(); !status) return status;
    }
    return writer->finish();
}

} // namespace orrery::robot
