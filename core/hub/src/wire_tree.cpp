// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "wire_parts.h"

#include "text.h"

#include <orrery/hub/wire.h>

#include <algorithm>
#include <array>
#include <utility>

namespace orrery::hub {

namespace {

constexpr std::array<std::pair<std::string_view, ScanStatus>, 7> statusNames{{
    {"unscanned", ScanStatus::Unscanned},
    {"queued", ScanStatus::Queued},
    {"safe", ScanStatus::Safe},
    {"caution", ScanStatus::Caution},
    {"suspicious", ScanStatus::Suspicious},
    {"unsafe", ScanStatus::Unsafe},
    {"error", ScanStatus::Error},
}};

constexpr std::array<std::pair<const char*, const char*>, 5> scannerNames{{
    {"avScan", "ClamAV"},
    {"pickleImportScan", "Pickle imports"},
    {"protectAiScan", "Protect AI"},
    {"jFrogScan", "JFrog"},
    {"virusTotalScan", "VirusTotal"},
}};

/// How bad it is; "no verdict" is worse than "nothing found".
int gravity(ScanStatus status) {
    switch (status) {
    case ScanStatus::Safe: return 0;
    case ScanStatus::Unscanned: return 1;
    case ScanStatus::Queued: return 2;
    case ScanStatus::Error: return 3;
    case ScanStatus::Caution: return 4;
    case ScanStatus::Suspicious: return 5;
    case ScanStatus::Unsafe: return 6;
    }
    return 1;
}

ScanStatus worse(ScanStatus a, ScanStatus b) {
    return gravity(a) < gravity(b) ? b : a;
}

/// The Hub's own verdict does not wait for every scanner, but an alarm of any one counts.
ScanStatus verdict(const std::string& ofTheHub, const FileScan& scan) {
    ScanStatus worst = ofTheHub.empty() && !scan.scanners.empty() ? ScanStatus::Safe : scanStatusFrom(ofTheHub);
    for (const auto& [scanner, status] : scan.scanners) {
        if (ofTheHub.empty() || gravity(status) >= gravity(ScanStatus::Caution)) worst = worse(worst, status);
    }
    return worst;
}

std::vector<std::string> alarmingImports(const Json& scan) {
    std::vector<std::string> imports;
    for (const Json& import : listIn(scan, "pickleImports")) {
        const std::string safety = textIn(import, "safety");
        if (safety == "suspicious" || safety == "dangerous")
            imports.push_back(textIn(import, "module") + '.' + textIn(import, "name"));
    }
    return imports;
}

std::optional<FileScan> scanFrom(const Json& status) {
    if (!status.is_object()) return std::nullopt;
    FileScan scan;
    for (const auto& [key, name] : scannerNames) {
        const Json& scanner = member(status, key);
        if (scanner.is_object()) scan.scanners.emplace_back(name, scanStatusFrom(textIn(scanner, "status")));
    }
    scan.status = verdict(textIn(status, "status"), scan);
    scan.pickleImports = alarmingImports(member(status, "pickleImportScan"));
    return scan;
}

std::string hexIn(const Json& object, const char* key, std::size_t length) {
    std::string text = textIn(object, key);
    constexpr std::string_view prefix = "sha256:";
    if (text.starts_with(prefix)) text.erase(0, prefix.size());
    return isHex(text, length) ? lowered(text) : std::string();
}

constexpr std::size_t sha1Digits = 40;
constexpr std::size_t sha256Digits = 64;

} // namespace

ScanStatus scanStatusFrom(std::string_view name) {
    const auto* found =
        std::find_if(statusNames.begin(), statusNames.end(), [name](const auto& s) { return s.first == name; });
    return found == statusNames.end() ? ScanStatus::Unscanned : found->second;
}

Commit commitFrom(const Json& json) {
    Commit commit{textIn(json, "id"), textIn(json, "title"), textIn(json, "message"), {}, textIn(json, "date")};
    for (const Json& author : listIn(json, "authors")) {
        if (std::string name = author.is_string() ? textOf(author) : textIn(author, "user"); !name.empty())
            commit.authors.push_back(std::move(name));
    }
    return commit;
}

std::optional<TreeEntry> treeEntryFrom(const Json& json) {
    TreeEntry entry;
    entry.path = textIn(json, "path");
    if (entry.path.empty()) return std::nullopt;
    const Json& lfs = member(json, "lfs");
    entry.folder = textIn(json, "type") == "directory";
    entry.size = countIn(lfs, "size").value_or(countIn(json, "size").value_or(0));
    entry.gitOid = hexIn(json, "oid", sha1Digits);
    entry.sha256 = hexIn(lfs, "oid", sha256Digits);
    entry.xetHash = hexIn(json, "xetHash", sha256Digits);
    if (member(json, "lastCommit").is_object()) entry.lastCommit = commitFrom(member(json, "lastCommit"));
    entry.scan = scanFrom(member(json, "securityFileStatus"));
    return entry;
}

std::optional<TreeEntry> siblingFrom(const Json& json) {
    TreeEntry entry;
    entry.path = textIn(json, "rfilename");
    if (entry.path.empty()) return std::nullopt;
    const Json& lfs = member(json, "lfs");
    entry.size = countIn(lfs, "size").value_or(countIn(json, "size").value_or(0));
    entry.gitOid = hexIn(json, "blobId", sha1Digits);
    entry.sha256 = hexIn(lfs, "sha256", sha256Digits);
    entry.xetHash = hexIn(json, "xetHash", sha256Digits);
    return entry;
}

Result<std::vector<TreeEntry>> readTree(std::string_view text) {
    const Result<Json> json = parseArray(text);
    if (!json) return fail(json.error());
    std::vector<TreeEntry> entries;
    for (const Json& item : *json) {
        if (auto entry = treeEntryFrom(item)) entries.push_back(*std::move(entry));
    }
    return entries;
}

Result<std::vector<Commit>> readCommits(std::string_view text) {
    const Result<Json> json = parseArray(text);
    if (!json) return fail(json.error());
    std::vector<Commit> commits;
    for (const Json& item : *json) {
        Commit commit = commitFrom(item);
        if (!commit.id.empty()) commits.push_back(std::move(commit));
    }
    return commits;
}

} // namespace orrery::hub
