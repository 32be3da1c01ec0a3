// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/download/plan.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::download {

/// What is kept of one download between two runs.
struct Record {
    std::uint64_t id = 0;
    Request request;
    bool paused = false;
    std::optional<Plan> plan; ///< Once it was made: the commit is settled then.
};

/// One small JSON file a download, written whole or not at all. Blocks on the disk.
class Journal {
public:
    explicit Journal(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// In the order they were added. What cannot be read is left alone, what a kill left half written removed.
    [[nodiscard]] std::vector<Record> load() const;
    orrery::Status save(const Record& record) const;
    void remove(std::uint64_t id) const;

private:
    [[nodiscard]] std::filesystem::path fileOf(std::uint64_t id) const;

    std::filesystem::path m_folder;
};

/// The record as JSON, and back; nothing for what is no record. Pure.
std::string toJson(const Record& record);
std::optional<Record> recordFromJson(std::string_view text);

} // namespace orrery::download
