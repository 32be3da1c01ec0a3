// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "channels.h"

#include <orrery/robot/record/mcap_writer.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace orrery::robot {

/// Writes one take: Orrery's channels into an MCAP file.
class TakeWriter {
public:
    static Result<TakeWriter> create(const std::filesystem::path& path, const JointNames& joints,
                                     const mcap::TextMap& robot, const mcap::WriterOptions& options = {});

    Status state(mcap::Time utc, const JointState& state);
    Status applied(mcap::Time utc, const JointNames& names, std::span<const double> positions);
    Status mark(mcap::Time utc, std::string_view text);
    Status flush() { return m_writer.flush(); }
    Status finish() { return m_writer.finish(); }

    [[nodiscard]] const mcap::Writer& file() const { return m_writer; }

private:
    TakeWriter(mcap::Writer writer, const JointNames& joints) : m_writer(std::move(writer)), m_encoder(joints) {}

    mcap::Writer m_writer;
    channels::Encoder m_encoder;
    std::uint16_t m_states = 0;
    std::uint16_t m_applied = 0;
    std::uint16_t m_marks = 0;
};

} // namespace orrery::robot
