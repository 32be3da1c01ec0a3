// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/record/mcap_values.h>
#include <orrery/robot/state/joint_state.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What Orrery's recordings hold: JSON messages with a JSON Schema, so that other programs show them as well.
///
///     /joint_states     sensor_msgs/JointState  {"header": {"stamp": {"sec", "nsec"}, "frame_id"},
///                                                "name": [...], "position": [...], "velocity": [...], "effort": [...]}
///     /orrery/applied   orrery.AppliedTargets   {"timestamp": {"sec", "nsec"}, "name": [...], "position": [...]}
///     /orrery/marks     orrery.Mark             {"timestamp": {"sec", "nsec"}, "text": "..."}
///
/// A number that is not finite is null. velocity and effort are empty when not measured.
namespace orrery::robot::channels {

struct Definition {
    std::string_view topic;
    std::string_view schema;
    std::string_view schemaText; ///< JSON Schema.
};
extern const Definition jointStates;
extern const Definition applied;
extern const Definition marks;

/// Makes the messages; keeps the text of the names.
class Encoder {
public:
    explicit Encoder(const JointNames& joints);

    /// The results stay valid until the next call.
    std::string_view jointState(mcap::Time utc, const JointState& state);
    std::string_view appliedTargets(mcap::Time utc, const JointNames& names, std::span<const double> positions);
    std::string_view mark(mcap::Time utc, std::string_view text);

private:
    std::string m_names;
    std::string m_text;
};

struct DecodedState {
    JointNames names;
    std::vector<double> position;
    std::vector<double> velocity;
    std::vector<double> effort;
};

/// @param into reused between messages. @return whether it was such a message.
bool decodeJointState(std::string_view message, DecodedState& into);
/// The text of a mark; empty when it has none.
std::string decodeMark(std::string_view message);

/// Whether messages of this schema and encoding are joint states.
bool isJointState(std::string_view schema, std::string_view encoding);

} // namespace orrery::robot::channels
