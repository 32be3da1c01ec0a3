// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_hub_api.h"

#include <algorithm>
#include <array>

namespace orrery::fakes {

namespace {

using nlohmann::json;

json lfsOf(const StoredFile& file, const char* hashName) {
    return {{hashName, file.sha256}, {"size", file.size}, {"pointerSize", 134}};
}

json siblingsWithBlobs(const StoredCommit& commit) {
    json siblings = json::array();
    for (const auto& [path, file] : commit.files) {
        json sibling = {{"rfilename", path}, {"size", file.size}, {"blobId", file.gitOid}};
        if (file.lfs) sibling["lfs"] = lfsOf(file, "sha256");
        siblings.push_back(std::move(sibling));
    }
    return siblings;
}

std::string scanLevel(const StoredFile& file) {
    return file.file.scan.is_object() ? file.file.scan.value("status", "unscanned") : "unscanned";
}

json securityOf(const StoredCommit& commit) {
    constexpr std::array<std::string_view, 3> issues = {"caution", "suspicious", "unsafe"};
    json withIssues = json::array();
    for (const auto& [path, file] : commit.files) {
        const std::string level = scanLevel(file);
        if (std::find(issues.begin(), issues.end(), level) != issues.end())
            withIssues.push_back({{"path", path}, {"level", level}});
    }
    return {{"scansDone", true}, {"filesWithIssues", std::move(withIssues)}};
}

FakeResponse info(const ApiCall& call, const StoredRepo& stored, const StoredCommit& commit) {
    const Expand expand = expandOf(call.query, stored.repo.kind);
    if (expand.refused) return *expand.refused;
    std::vector<std::string> fields = expand.fields;
    if (fields.empty()) {
        fields = expandable(stored.repo.kind);
        if (stored.repo.kind == FakeKind::Model) fields.emplace_back("modelId");
        std::erase(fields, "trendingScore");
        std::erase(fields, "downloadsAllTime");
        std::erase(fields, "baseModels");
    }
    json answer = repoRow(stored, commit, fields);
    if (call.query.isTrue("blobs")) answer["siblings"] = siblingsWithBlobs(commit);
    if (call.query.isTrue("securityStatus")) answer["securityRepoStatus"] = securityOf(commit);
    return jsonAnswer(answer);
}

json commitEntry(const StoredRepo& stored, std::size_t index) {
    const FakeCommit& commit = stored.repo.commits[index];
    return {{"id", stored.commits[index].id},
            {"title", commit.title},
            {"message", commit.message},
            {"authors", json::array({{{"user", commit.author}}})},
            {"date", commit.date}};
}

json scanOf(const StoredFile& file) {
    json scan = {{"status", "unscanned"}, {"avScan", {{"status", "unscanned"}}}, {"pickleImportScan", nullptr}};
    if (file.file.scan.is_object()) scan.update(file.file.scan);
    return scan;
}

json fileEntry(const StoredRepo& stored, const StoredFile& file, bool expanded) {
    json entry = {{"type", "file"}, {"oid", file.gitOid}, {"size", file.size}, {"path", file.file.path}};
    if (file.lfs) entry["lfs"] = lfsOf(file, "oid");
    if (expanded) {
        const FakeCommit& commit = stored.repo.commits[file.commit];
        entry["lastCommit"] = {{"id", stored.commits[file.commit].id}, {"title", commit.title}, {"date", commit.date}};
        entry["securityFileStatus"] = scanOf(file);
    }
    return entry;
}

/// Files below the folder, and folders themselves, in the order of their paths.
std::map<std::string, const StoredFile*> entriesBelow(const StoredCommit& commit, const std::string& folder,
                                                      bool recursive) {
    const std::string prefix = folder.empty() ? folder : folder + '/';
    std::map<std::string, const StoredFile*> entries;
    for (const auto& [path, file] : commit.files) {
        if (!path.starts_with(prefix)) continue;
        auto slash = path.find('/', prefix.size());
        const bool direct = slash == std::string::npos;
        if (direct || recursive) entries[path] = &file;
        while (slash != std::string::npos) {
            entries.emplace(path.substr(0, slash), nullptr);
            slash = recursive ? path.find('/', slash + 1) : std::string::npos;
        }
    }
    return entries;
}

FakeResponse tree(const ApiCall& call, const StoredRepo& stored, const StoredCommit& commit,
                  const std::string& folder) {
    const auto entries = entriesBelow(commit, folder, call.query.isTrue("recursive"));
    if (entries.empty() && !folder.empty()) return entryNotFound(folder, commit.id);
    const bool expanded = call.query.isTrue("expand");
    const std::size_t most = expanded ? 50 : 1000;
    const auto page = pageOf(call.query, call.query.number("limit", most, most), entries.size());
    if (!page) return badRequest("Invalid cursor");
    json rows = json::array();
    for (auto it = std::next(entries.begin(), static_cast<std::ptrdiff_t>(page->begin));
         rows.size() < page->end - page->begin; ++it) {
        rows.push_back(
            it->second ? fileEntry(stored, *it->second, expanded)
                       : json{{"type", "directory"}, {"oid", sha1Hex(it->first)}, {"size", 0}, {"path", it->first}});
    }
    FakeResponse response = jsonAnswer(rows);
    response.headers.emplace_back("X-Repo-Commit", commit.id);
    addNextLink(response, call.state.advertisedOrigin(), call.request, call.query, *page, entries.size());
    return response;
}

json refEntry(const StoredRepo& stored, const std::string& name, const std::string& ref, std::size_t index) {
    return {{"name", name}, {"ref", ref}, {"targetCommit", stored.commits[index].id}};
}

FakeResponse refs(const ApiCall& call, const StoredRepo& stored) {
    json branches = json::array({refEntry(stored, "main", "refs/heads/main", stored.commits.size() - 1)});
    json tags = json::array();
    json converts = json::array();
    json pulls = json::array();
    const auto& tagged = stored.repo.tagged;
    for (const auto& [name, index] : stored.repo.refs) {
        if (name.starts_with("refs/pr/")) {
            pulls.push_back(refEntry(stored, name, name, index));
        } else if (name.starts_with("refs/convert/")) {
            converts.push_back(refEntry(stored, name.substr(13), name, index));
        } else if (std::find(tagged.begin(), tagged.end(), name) != tagged.end()) {
            tags.push_back(refEntry(stored, name, "refs/tags/" + name, index));
        } else {
            branches.push_back(refEntry(stored, name, "refs/heads/" + name, index));
        }
    }
    json answer = {{"branches", branches}, {"tags", tags}, {"converts", converts}};
    if (call.query.isTrue("include_prs")) answer["pullRequests"] = pulls;
    return jsonAnswer(answer);
}

FakeResponse commits(const ApiCall& call, const StoredRepo& stored, const StoredCommit& commit) {
    const std::size_t total = stored.indexOf(commit) + 1;
    const std::size_t limit = call.query.number("limit", 50, 1000);
    const std::size_t begin = std::min(total, call.query.number("p", 0, total) * limit);
    json rows = json::array();
    for (std::size_t i = begin; i < std::min(total, begin + limit); ++i)
        rows.push_back(commitEntry(stored, total - 1 - i));
    FakeResponse response = jsonAnswer(rows);
    response.headers.emplace_back("X-Total-Count", std::to_string(total));
    return response;
}

std::string pathFrom(const std::vector<std::string>& segments, std::size_t first) {
    std::string path;
    for (std::size_t i = first; i < segments.size(); ++i) path += (path.empty() ? "" : "/") + segments[i];
    return path;
}

} // namespace

FakeResponse repoApi(const ApiCall& call, const StoredRepo& stored, const std::vector<std::string>& rest) {
    const std::string verb = rest.empty() ? std::string() : rest[0];
    if (verb.empty()) return info(call, stored, stored.head());
    if (verb == "refs") return refs(call, stored);
    if (verb == "scan") return jsonAnswer(securityOf(stored.head()));
    if (verb == "auth-check") {
        const bool gated = !stored.repo.gated.empty() && !call.caller.isReaderOf(stored.repo);
        return gated ? gatedAnswer(call.caller.anonymous(), stored.repo.id) : jsonAnswer(json::object());
    }
    if (rest.size() < 2) return {.status = 404};
    const StoredCommit* commit = stored.at(rest[1]);
    if (!commit) return revisionNotFound(rest[1]);
    if (verb == "revision") return info(call, stored, *commit);
    if (verb == "tree") return tree(call, stored, *commit, pathFrom(rest, 2));
    if (verb == "commits") return commits(call, stored, *commit);
    return {.status = 404};
}

} // namespace orrery::fakes
