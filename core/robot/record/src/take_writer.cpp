// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "take_writer.h"

#include <utility>

namespace orrery::robot {
namespace {

Result<std::uint16_t> define(mcap::Writer& writer, const channels::Definition& channel) {
    auto schema = writer.addSchema(std::string(channel.schema), "jsonschema", std::string(channel.schemaText));
    if (!schema) return schema;
    return writer.addChannel(*schema, std::string(channel.topic), "json");
}

} // namespace

Result<TakeWriter> TakeWriter::create(const std::filesystem::path& path, const JointNames& joints,
                                      const mcap::TextMap& robot, const mcap::WriterOptions& options) {
    auto writer = mcap::Writer::create(path, options);
    if (!writer) return fail(writer.error());
    TakeWriter take(*std::move(writer), joints);
    if (Status status = take.m_writer.add({"orrery.robot", robot}); !status) return fail(status.error());
    for (const auto& [channel, id] :
         {std::pair(&channels::jointStates, &take.m_states), std::pair(&channels::applied, &take.m_applied),
          std::pair(&channels::marks, &take.m_marks)}) {
        const auto defined = define(take.m_writer, *channel);
        if (!defined) return fail(defined.error());
        *id = *defined;
    }
    return take;
}

Status TakeWriter::state(mcap::Time utc, const JointState& state) {
    return m_writer.write(m_states, utc, m_encoder.jointState(utc, state));
}

Status TakeWriter::applied(mcap::Time utc, const JointNames& names, std::span<const double> positions) {
    return m_writer.write(m_applied, utc, m_encoder.appliedTargets(utc, names, positions));
}

Status TakeWriter::mark(mcap::Time utc, std::string_view text) {
    return m_writer.write(m_marks, utc, m_encoder.mark(utc, text));
}

} // namespace orrery::robot
