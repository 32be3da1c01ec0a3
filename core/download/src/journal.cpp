// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "journal.h"

#include <orrery/base/log.h>
#include <orrery/platform/atomic_file.h>
#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace orrery::download {

namespace fs = std::filesystem;

fs::path Journal::fileOf(std::uint64_t id) const {
    return m_folder / fmt::format("{}.json", id);
}

std::vector<Record> Journal::load() const {
    std::vector<Record> records;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(m_folder, error)) {
        if (entry.path().extension() == ".tmp") fs::remove(entry.path(), error); // left by a kill while it was written
        if (entry.path().extension() != ".json") continue;
        const Result<std::string> text = platform::readFile(entry.path());
        std::optional<Record> record = text ? recordFromJson(*text) : std::nullopt;
        if (record && fileOf(record->id) == entry.path()) {
            records.push_back(std::move(*record));
        } else {
            log(LogLevel::Warning, "download", fmt::format("{} is no download's record.", entry.path().string()));
        }
    }
    std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) { return a.id < b.id; });
    return records;
}

orrery::Status Journal::save(const Record& record) const {
    // Its requests tell what somebody reads; nobody else's business.
    if (auto made = platform::makePrivateDirectory(m_folder); !made) return made;
    return platform::writeFileAtomically(fileOf(record.id), toJson(record), platform::NewFileAccess::Private);
}

void Journal::remove(std::uint64_t id) const {
    std::error_code ignored;
    fs::remove(fileOf(id), ignored);
}

} // namespace orrery::download
