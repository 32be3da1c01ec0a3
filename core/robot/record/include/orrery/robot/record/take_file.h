// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/robot/record/mcap_values.h>
#include <orrery/robot/record/take.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace orrery::robot {

/// A recording read into memory.
struct TakeFile {
    std::shared_ptr<const Take> take;
    mcap::Contents contents;
    std::string robotName; ///< As the recording says; may be empty.
    std::string robotFile; ///< The description it was made with; may be empty, or gone.
    std::string topic;     ///< Of the joint states.

    /// What a person should know: cut off by a crash, damaged parts. Empty: nothing.
    std::string warning;
};

/// Reads the joint states and marks of an MCAP file, up to where it was cut off. Of several channels with joint states
/// the first is taken. Blocks: not for the GUI thread. Fails with Cancelled soon after a stop, with a RecordErrc, or
/// with what the system said.
Result<TakeFile> readTake(const std::filesystem::path& path, const std::stop_token& stop = {});

/// The same for a file's bytes. @param name what messages call it.
Result<TakeFile> readTakeBytes(std::string bytes, const std::string& name);

/// Writes "time,<joint>.position,...,<joint>.velocity,...,<joint>.effort,..." and one line a state, seconds first. What
/// was not recorded is an empty cell. A file that exists is not overwritten. Blocks.
Status saveCsv(const Take& take, const std::filesystem::path& path);

} // namespace orrery::robot
