// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/robot/record/take_file.h>

#include "channels.h"

#include <orrery/robot/record/mcap_reader.h>
#include <orrery/robot/record/record_error.h>

#include <fmt/format.h>

#include <utility>

namespace orrery::robot {
namespace {

std::string schemaName(const mcap::Contents& contents, const mcap::Channel& channel) {
    const auto schema = contents.schemas.find(channel.schema);
    return schema == contents.schemas.end() ? std::string() : schema->second.name;
}

std::string warningOf(const mcap::Contents& contents) {
    std::string text;
    if (contents.cutAt) text = "The recording was cut off and not finished; what was saved until then is shown.";
    if (contents.damagedChunks > 0)
        text += fmt::format("{}{} of its parts are damaged and were left out.", text.empty() ? "" : " ",
                            contents.damagedChunks);
    return text;
}

const mcap::Channel* jointStateChannel(const mcap::Contents& contents) {
    for (const auto& [id, channel] : contents.channels) {
        const auto count = contents.messageCounts.find(id);
        if (count == contents.messageCounts.end() || count->second == 0) continue;
        if (channels::isJointState(schemaName(contents, channel), channel.encoding)) return &channel;
    }
    return nullptr;
}

Result<TakeFile> readFrom(mcap::Reader reader, const std::string& name, const std::stop_token& stop) {
    TakeFile file;
    file.contents = reader.contents();
    const mcap::Channel* states = jointStateChannel(file.contents);
    if (states == nullptr)
        return fail(RecordErrc::NoJoints, fmt::format("{} has no joint states that Orrery can read.", name), {}, name);
    TakeBuilder builder;
    channels::DecodedState state;
    Status failure;
    Status visited = reader.visit(
        {},
        [&](const mcap::Channel& channel, const mcap::Message& message) {
            if (channel.id == states->id && channels::decodeJointState(message.data, state)) {
                failure = builder.add(message.logTime, state.names, state.position, state.velocity, state.effort);
            } else if (channel.topic == channels::marks.topic && channel.encoding == "json") {
                builder.mark(message.logTime, channels::decodeMark(message.data));
            }
            return failure.has_value();
        },
        stop);
    if (!visited) return fail(visited.error());
    if (!failure) return fail(failure.error());
    if (builder.empty())
        return fail(RecordErrc::NoJoints, fmt::format("{} has no joint states that Orrery can read.", name), {}, name);
    file.take = builder.build();
    file.topic = states->topic;
    for (const mcap::Metadata& metadata : file.contents.metadata) {
        if (metadata.name != "orrery.robot") continue;
        if (const auto value = metadata.values.find("name"); value != metadata.values.end())
            file.robotName = value->second;
        if (const auto value = metadata.values.find("file"); value != metadata.values.end())
            file.robotFile = value->second;
    }
    file.warning = warningOf(file.contents);
    return file;
}

} // namespace

Result<TakeFile> readTake(const std::filesystem::path& path, const std::stop_token& stop) {
    auto reader = mcap::Reader::open(path, stop);
    if (!reader) return fail(reader.error());
    return readFrom(*std::move(reader), path.string(), stop);
}

Result<TakeFile> readTakeBytes(std::string bytes, const std::string& name) {
    auto reader = mcap::Reader::fromBytes(std::move(bytes), name);
    if (!reader) return fail(reader.error());
    return readFrom(*std::move(reader), name, {});
}

} // namespace orrery::robot
