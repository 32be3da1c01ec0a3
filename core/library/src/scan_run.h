// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/library/scan.h>

#include "disk.h"

#include <functional>
#include <set>
#include <stop_token>
#include <utility>

namespace orrery::library {

/// What the readers of the several places share during one scan.
class ScanRun {
public:
    ScanRun(std::stop_token stop, std::function<void(std::size_t)> onProgress)
        : m_stop(std::move(stop)), m_onProgress(std::move(onProgress)) {}

    [[nodiscard]] const std::stop_token& stop() const { return m_stop; }
    [[nodiscard]] bool stopped() const { return m_stop.stop_requested(); }

    void add(Item item) {
        if (stopped()) return; // perhaps only half read
        m_library.items.push_back(std::move(item));
        if (m_onProgress) m_onProgress(m_library.items.size());
    }
    void add(Finding finding) { m_library.findings.push_back(std::move(finding)); }

    /// Whether a folder is met for the first time: links may lead in circles, and one place may lie in another.
    bool enter(const std::filesystem::path& folder) {
        const auto facts = factsOf(folder);
        return facts && facts->type == EntryType::Folder && m_entered.insert(facts->identity).second;
    }

    [[nodiscard]] Library take() { return std::move(m_library); }

private:
    std::stop_token m_stop;
    std::function<void(std::size_t)> m_onProgress;
    Library m_library;
    std::set<std::pair<std::uint64_t, std::uint64_t>> m_entered;
};

void scanHubCache(const std::filesystem::path& cache, ScanRun& run);
void scanLmStudio(const std::filesystem::path& models, ScanRun& run);
void scanOllama(const std::filesystem::path& models, ScanRun& run);
void scanFolder(const std::filesystem::path& folder, ScanRun& run);

} // namespace orrery::library
