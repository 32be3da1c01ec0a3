// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub_output.h"

#include "output.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

using namespace orrery;
using namespace orrery::hub;

namespace {

const char* gateName(Gated gated) {
    switch (gated) {
    case Gated::No: return "no";
    case Gated::Automatic: return "automatic";
    case Gated::Manual: return "manual";
    }
    return "no";
}

const char* scanName(ScanStatus status) {
    switch (status) {
    case ScanStatus::Unscanned: return "unscanned";
    case ScanStatus::Queued: return "queued";
    case ScanStatus::Safe: return "safe";
    case ScanStatus::Caution: return "caution";
    case ScanStatus::Suspicious: return "suspicious";
    case ScanStatus::Unsafe: return "unsafe";
    case ScanStatus::Error: return "error";
    }
    return "unscanned";
}

template <class T>
nlohmann::json orNull(const std::optional<T>& value) {
    return value ? nlohmann::json(*value) : nlohmann::json();
}

std::string orDash(const std::string& text) {
    return text.empty() ? "-" : printable(text, 60);
}

std::string accessText(const RepoSummary& row) {
    if (row.disabled) return "disabled";
    if (row.isPrivate) return "private";
    return row.gated == Gated::No ? "open" : "on request";
}

std::uint64_t sizeOf(const std::vector<TreeEntry>& files) {
    return std::accumulate(files.begin(), files.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const TreeEntry& file) { return sum + file.size; });
}

/// Label and value of one line; nothing when there is no value.
void addLine(std::string& text, std::string_view label, const std::string& value) {
    if (!value.empty()) text += fmt::format("{:<14}{}\n", label, printable(value));
}

} // namespace

nlohmann::json toJson(const RepoSummary& row) {
    return {{"id", row.id.name},
            {"kind", kindName(row.id.kind)},
            {"task", row.task},
            {"library", row.library},
            {"licence", row.licence},
            {"languages", row.languages},
            {"tags", row.tags},
            {"baseModels", row.baseModels},
            {"relation", row.relation},
            {"description", row.description},
            {"sdk", row.sdk},
            {"parameters", orNull(row.parameters)},
            {"contextLength", orNull(row.contextLength)},
            {"size", orNull(row.size)},
            {"downloads", orNull(row.downloads)},
            {"likes", orNull(row.likes)},
            {"trending", orNull(row.trending)},
            {"gated", gateName(row.gated)},
            {"private", row.isPrivate},
            {"disabled", row.disabled},
            {"created", row.created},
            {"modified", row.modified}};
}

nlohmann::json toJson(const TreeEntry& entry) {
    nlohmann::json json = {{"path", entry.path},
                           {"folder", entry.folder},
                           {"size", entry.size},
                           {"gitOid", entry.gitOid},
                           {"sha256", entry.sha256}};
    if (entry.scan) {
        json["scan"] = {{"status", scanName(entry.scan->status)}, {"pickleImports", entry.scan->pickleImports}};
        for (const auto& [scanner, status] : entry.scan->scanners) json["scan"]["scanners"][scanner] = scanName(status);
    }
    if (entry.lastCommit)
        json["lastCommit"] = {
            {"id", entry.lastCommit->id}, {"title", entry.lastCommit->title}, {"date", entry.lastCommit->date}};
    return json;
}

nlohmann::json toJson(const RepoInfo& info) {
    nlohmann::json json = toJson(info.summary);
    json["commit"] = info.revision;
    json["architecture"] = info.architecture;
    json["parametersByType"] = info.parametersByType;
    json["usedStorage"] = orNull(info.usedStorage);
    json["licenceName"] = info.licenceName;
    json["licenceLink"] = info.licenceLink;
    json["newVersion"] = info.newVersion;
    json["spaces"] = info.spaces;
    json["files"] = nlohmann::json::array();
    for (const TreeEntry& file : info.files) json["files"].push_back(toJson(file));
    json["filesWithIssues"] = nlohmann::json::object();
    for (const auto& [path, status] : info.filesWithIssues) json["filesWithIssues"][path] = scanName(status);
    return json;
}

nlohmann::json toJson(const WhoAmI& who) {
    nlohmann::json json = {{"name", who.name},
                           {"fullName", who.fullName},
                           {"email", who.email},
                           {"pro", who.pro},
                           {"token",
                            {{"name", who.tokenName},
                             {"role", who.tokenRole},
                             {"expires", who.tokenExpires},
                             {"canReadGated", who.canReadGated}}},
                           {"organisations", nlohmann::json::array()}};
    for (const WhoAmI::Organisation& o : who.organisations)
        json["organisations"].push_back(
            {{"name", o.name}, {"role", o.role}, {"plan", o.plan}, {"restrictions", o.restrictions}});
    return json;
}

std::string listingText(const std::vector<RepoSummary>& rows) {
    using enum Table::Align;
    constexpr std::size_t dateLength = 10;
    Table table({{"NAME"},
                 {"TASK"},
                 {"LICENCE"},
                 {"PARAMS", Right},
                 {"SIZE", Right},
                 {"DOWNLOADS", Right},
                 {"LIKES", Right},
                 {"UPDATED"},
                 {"ACCESS"}});
    for (const RepoSummary& row : rows) {
        table.add({printable(row.id.name), orDash(row.task.empty() ? row.sdk : row.task), orDash(row.licence),
                   textOr(row.parameters, countText), textOr(row.size, sizeText), textOr(row.downloads, countText),
                   textOr(row.likes, countText), orDash(row.modified.substr(0, dateLength)), accessText(row)});
    }
    return table.text();
}

std::string infoText(const RepoInfo& info, const std::string& page) {
    const RepoSummary& row = info.summary;
    const auto licence = info.licenceName.empty() ? row.licence : info.licenceName + " (" + row.licence + ")";
    std::string text = printable(row.id.name) + '\n';
    addLine(text, "Kind", std::string(kindName(row.id.kind)));
    addLine(text, "Task", row.task);
    addLine(text, "Library", row.library);
    addLine(text, "Architecture", info.architecture);
    addLine(text, "Parameters", textOr(row.parameters, countText, ""));
    addLine(text, "Context", row.contextLength ? fmt::format("{} tokens", *row.contextLength) : "");
    addLine(text, "Licence", licence.empty() ? "not stated" : licence);
    addLine(text, "Licence text", info.licenceLink);
    addLine(text, "Access", accessText(row));
    addLine(text, "Languages", fmt::format("{}", fmt::join(row.languages, ", ")));
    addLine(text, "Made from", fmt::format("{}", fmt::join(row.baseModels, ", ")));
    addLine(text, "Replaced by", info.newVersion);
    addLine(text, "Downloads", textOr(row.downloads, countText, ""));
    addLine(text, "Likes", textOr(row.likes, countText, ""));
    addLine(text, "Updated", row.modified);
    addLine(text, "Commit", info.revision);
    addLine(text, "Files", fmt::format("{}, {}", info.files.size(), sizeText(sizeOf(info.files))));
    for (const auto& [path, status] : info.filesWithIssues) addLine(text, scanName(status), path);
    addLine(text, "Page", page);
    return text;
}

std::string filesText(const std::vector<TreeEntry>& entries, bool details) {
    std::vector<Table::Column> columns{{"SIZE", Table::Align::Right}, {"PATH"}};
    if (details) columns.insert(columns.begin() + 1, {"SCAN"});
    Table table(columns);
    std::size_t count = 0;
    for (const TreeEntry& entry : entries) {
        if (entry.folder) continue;
        ++count;
        std::vector<std::string> cells{sizeText(entry.size), printable(entry.path)};
        if (details) cells.insert(cells.begin() + 1, scanName(entry.scan.value_or(FileScan{}).status));
        table.add(std::move(cells));
    }
    return table.text() + fmt::format("{} in {} files\n", sizeText(sizeOf(entries)), count);
}

std::string whoAmIText(const WhoAmI& who, const std::string& tokenOrigin) {
    std::string text = printable(who.fullName.empty() ? who.name : who.name + " (" + who.fullName + ")") + '\n';
    addLine(text, "Token", who.tokenName + ", " + who.tokenRole + ", from " + tokenOrigin);
    addLine(text, "Expires", who.tokenExpires);
    if (!who.canReadGated) addLine(text, "Gated", "this token may not read gated repositories");
    for (const WhoAmI::Organisation& o : who.organisations) {
        std::string line = o.name + (o.role.empty() ? "" : ", " + o.role);
        if (!o.restrictions.empty()) line += fmt::format(", closed until: {}", fmt::join(o.restrictions, ", "));
        addLine(text, "Organisation", line);
    }
    return text;
}
