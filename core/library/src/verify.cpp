// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/library/manage.h>

#include "disk.h"
#include "hub_listing.h"
#include "hub_repo.h"
#include "text.h"

#include <orrery/platform/hashing.h>

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

class Verifier {
public:
    Verifier(const Item& item, std::stop_token stop,
             const std::function<void(std::uint64_t, std::uint64_t)>& onProgress)
        : m_item(item), m_stop(std::move(stop)), m_onProgress(onProgress) {}

    Result<Verification> run() {
        for (const Revision& revision : m_item.revisions) collect(revision);
        for (const auto& [blob, file] : m_files) m_total += file->size;
        for (const auto& [blob, file] : m_files) {
            if (Status checked = check(*file); !checked) return fail(checked.error());
            m_done += file->size;
        }
        return std::move(m_result);
    }

private:
    /// Every content once, whatever names it has.
    void collect(const Revision& revision) {
        const auto listing = m_item.place == Place::HubCache ? readListing(pathsOf(m_item), revision.commit)
                                                             : std::map<std::string, ListedFile>();
        for (const ItemFile& file : revision.files) {
            m_files.try_emplace(file.blob, &file);
            const auto listed = listing.find(file.name);
            if (listed == listing.end() || listed->second.hash.empty() || listed->second.hash == file.hash) continue;
            find(file.path, fmt::format("\"{}\" of revision {} shows other content than the Hub has there.", file.name,
                                        revision.commit.substr(0, 8)));
        }
    }

    void find(const fs::path& path, std::string text) {
        m_result.findings.push_back(
            {Finding::Kind::WrongContent, std::move(text), path, m_item.place == Place::HubCache});
    }

    Status check(const ItemFile& file) {
        ++m_result.files;
        const bool git = isSha1(file.hash);
        if (!git && !isSha256(file.hash)) {
            ++m_result.unverifiable;
            return {};
        }
        const auto hash = platform::hashFile(file.path, git ? platform::HashKind::Sha1 : platform::HashKind::Sha256,
                                             git, m_stop, [this](std::uint64_t bytes) { report(bytes); });
        if (!hash && hash.error().is(Errc::Cancelled)) return fail(hash.error());
        if (!hash) {
            m_result.findings.push_back({Finding::Kind::UnreadableEntry, hash.error().message, file.path, false});
        } else if (*hash != file.hash) {
            find(file.blob, fmt::format("The content of \"{}\" is not what its hash promises: it was damaged or "
                                        "changed. Repair removes it, so that it can be downloaded again.",
                                        file.name));
        }
        return {};
    }

    void report(std::uint64_t bytes) {
        if (m_onProgress) m_onProgress(m_done + bytes, m_total);
    }

    const Item& m_item;
    std::stop_token m_stop;
    const std::function<void(std::uint64_t, std::uint64_t)>& m_onProgress;
    std::map<fs::path, const ItemFile*> m_files;
    std::uint64_t m_done = 0;
    std::uint64_t m_total = 0;
    Verification m_result;
};

} // namespace

Result<Verification> verify(const Item& item, std::stop_token stop,
                            const std::function<void(std::uint64_t done, std::uint64_t total)>& onProgress) {
    return Verifier(item, std::move(stop), onProgress).run();
}

} // namespace orrery::library
