// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache_report.h"

#include "output.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <utility>

using namespace orrery;
using namespace orrery::library;
using nlohmann::json;

namespace {

const char* placeName(Place place) {
    switch (place) {
    case Place::HubCache: return "hub-cache";
    case Place::LmStudio: return "lm-studio";
    case Place::Ollama: return "ollama";
    case Place::Folder: return "folder";
    }
    return "unknown";
}

const char* kindName(Kind kind) {
    switch (kind) {
    case Kind::Model: return "model";
    case Kind::Dataset: return "dataset";
    case Kind::Space: return "space";
    case Kind::Robot: return "robot";
    case Kind::Other: return "other";
    }
    return "unknown";
}

const char* formatName(Format format) {
    switch (format) {
    case Format::Gguf: return "gguf";
    case Format::Safetensors: return "safetensors";
    case Format::Pickle: return "pickle";
    case Format::Onnx: return "onnx";
    case Format::Urdf: return "urdf";
    case Format::Mjcf: return "mjcf";
    case Format::Parquet: return "parquet";
    case Format::Other: return "other";
    }
    return "unknown";
}

const char* findingName(Finding::Kind kind) {
    switch (kind) {
    case Finding::Kind::Incomplete: return "incomplete";
    case Finding::Kind::DanglingRef: return "dangling-ref";
    case Finding::Kind::DanglingLink: return "dangling-link";
    case Finding::Kind::BadRef: return "bad-ref";
    case Finding::Kind::WrongContent: return "wrong-content";
    case Finding::Kind::UnreadableEntry: return "unreadable-entry";
    case Finding::Kind::ForeignPartial: return "foreign-partial";
    }
    return "unknown";
}

std::string timeText(std::chrono::system_clock::time_point time, const char* format) {
    return fmt::format(fmt::runtime(format), fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

std::string isoTime(std::chrono::system_clock::time_point time) {
    return timeText(time, "{:%Y-%m-%dT%H:%M:%SZ}");
}

std::string refsOf(const Item& item) {
    std::string refs;
    for (const Revision& revision : item.revisions)
        for (const std::string& ref : revision.refs) refs += (refs.empty() ? "" : ", ") + ref;
    return refs;
}

} // namespace

static json toJson(const Revision& revision);
static json toJson(const Partial& partial);
static json toJson(const Duplicate& duplicate);
static json toJson(const Item& item);

template <class Values>
static json listOf(const Values& values) {
    json list = json::array();
    for (const auto& value : values) list.push_back(toJson(value));
    return list;
}

static json toJson(const Revision& revision) {
    json files = json::array();
    for (const ItemFile& file : revision.files)
        files.push_back({{"name", file.name}, {"size", file.size}, {"format", formatName(file.format)}});
    return {{"commit", revision.commit}, {"refs", revision.refs},     {"size", revision.size},
            {"freed", revision.freed},   {"files", std::move(files)}, {"modified", isoTime(revision.modified)}};
}

static json toJson(const Partial& partial) {
    return {{"path", partial.path.string()}, {"size", partial.size}, {"ours", partial.ours}};
}

static json toJson(const Duplicate& duplicate) {
    json files = json::array();
    for (const auto& file : duplicate.files) files.push_back(file.string());
    return {{"hash", duplicate.hash}, {"size", duplicate.size}, {"files", std::move(files)}};
}

static json toJson(const Item& item) {
    return {{"key", item.key},
            {"place", placeName(item.place)},
            {"kind", kindName(item.kind)},
            {"repo", item.repo ? nameOf(*item.repo) : ""},
            {"title", item.title},
            {"folder", item.folder.string()},
            {"size", item.size},
            {"lastUsed", isoTime(item.lastUsed)},
            {"modified", isoTime(item.modified)},
            {"pinned", item.pinned},
            {"writable", item.writable},
            {"format", formatName(item.format)},
            {"architecture", item.architecture},
            {"quantisation", item.quantisation},
            {"parameters", item.parameters},
            {"licence", item.licence},
            {"revisions", listOf(item.revisions)},
            {"partials", listOf(item.partials)},
            {"findings", listOf(item.findings)}};
}

std::string nameOf(const hub::RepoId& repo) {
    return repo.kind == hub::RepoKind::Model ? repo.name : fmt::format("{}/{}", hub::kindPlural(repo.kind), repo.name);
}

json toJson(const Library& library) {
    return {{"size", library.size},
            {"items", listOf(library.items)},
            {"duplicates", listOf(library.duplicates)},
            {"findings", listOf(library.findings)}};
}

json toJson(const Finding& finding) {
    return {{"kind", findingName(finding.kind)},
            {"text", finding.text},
            {"path", finding.path.string()},
            {"repairable", finding.repairable}};
}

json toJson(const Removal& removal) {
    json paths = json::array();
    for (const auto& path : removal.paths) paths.push_back(path.string());
    return {{"freed", removal.freed}, {"revisions", removal.revisions}, {"paths", std::move(paths)}};
}

json toJson(const PackManifest& manifest) {
    json entries = json::array();
    for (const PackManifest::Entry& entry : manifest.entries) {
        entries.push_back({{"repo", nameOf(entry.repo)},
                           {"commit", entry.commit},
                           {"refs", entry.refs},
                           {"licence", entry.licence},
                           {"files", entry.files.size()}});
    }
    return {{"created", manifest.created}, {"size", manifest.size()}, {"entries", std::move(entries)}};
}

void print(const Library& library) {
    Table table({{"SIZE", Table::Align::Right}, {"LAST USED"}, {"KIND"}, {"FORMAT"}, {"NAME"}, {"REFS"}});
    for (const Item& item : library.items) {
        const std::string name = item.repo && item.place == Place::HubCache ? nameOf(*item.repo) : item.title;
        table.add({sizeText(item.size), timeText(item.lastUsed, "{:%Y-%m-%d}"), kindName(item.kind),
                   formatName(item.format), printable(name) + (item.pinned ? " [pinned]" : ""),
                   printable(refsOf(item))});
    }
    fmt::print("{}", table.text());
    fmt::print("{} in {} items\n", sizeText(library.size), library.items.size());
    for (const Item& item : library.items)
        for (const Finding& finding : item.findings) {
            fmt::print("{}: ", printable(item.title));
            print(finding);
        }
    for (const Finding& finding : library.findings) print(finding);
    for (const Duplicate& duplicate : library.duplicates) {
        fmt::print("{} {} twice or more:\n", sizeText(duplicate.size),
                   duplicate.hash.empty() ? "of one name, perhaps the same," : "are on the disk");
        for (const auto& file : duplicate.files) fmt::print("  {}\n", printable(file.string()));
    }
}

void print(const Finding& finding) {
    fmt::print("{}{} [{}]\n", printable(finding.text), finding.repairable ? " `cache repair` mends it." : "",
               printable(finding.path.string()));
}

void print(const Removal& removal, const std::string& title) {
    fmt::print("{}: {} files and folders go, {} are freed.\n", printable(title), removal.paths.size(),
               sizeText(removal.freed));
    for (const std::string& commit : removal.revisions) fmt::print("  revision {}\n", printable(commit));
}

void print(const PackManifest& manifest) {
    for (const PackManifest::Entry& entry : manifest.entries) {
        fmt::print("{} {}: {} files{}\n", nameOf(entry.repo), entry.commit.substr(0, 8), entry.files.size(),
                   entry.licence.empty() ? "" : ", licence " + printable(entry.licence));
    }
    fmt::print("{} in all\n", sizeText(manifest.size()));
}
