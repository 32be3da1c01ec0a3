// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog_command.h"

#include "catalog_file.h"

#include <orrery/platform/machine.h>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <fstream>
#include <iostream>
#include <memory>

using namespace orrery;
using namespace orrery::catalog;

namespace {

struct CatalogOptions {
    std::string catalog;
    std::string file;
    std::string endpoint = "https://huggingface.co";
    std::string kind;
    std::string seen;
    std::vector<std::string> words, tasks, libraries, languages, publishers, licenceClasses, tags;
    bool fits = false;
    std::size_t limit = 20;
    bool json = false;
};

int refuse(const Error& error) {
    fmt::print(stderr, "orrery-cli: {}\n", describe(error));
    return 1;
}

void print(const nlohmann::json& json) {
    fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::string now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

/// Says how far an import is, about once a second.
class Progress {
public:
    void operator()(std::uint64_t rows) {
        const auto time = std::chrono::steady_clock::now();
        if (time < m_next) return;
        m_next = time + std::chrono::seconds(1);
        fmt::print(stderr, "{} rows ...\n", rows);
    }

private:
    std::chrono::steady_clock::time_point m_next = std::chrono::steady_clock::now() + std::chrono::seconds(1);
};

void print(const ImportReport& report, bool asJson) {
    if (asJson) {
        return print({{"read", report.read},
                      {"added", report.added},
                      {"updated", report.updated},
                      {"refused", report.refused},
                      {"firstProblem", report.firstProblem},
                      {"seconds", report.seconds}});
    }
    fmt::print("{} rows read in {:.1f} s: {} new, {} brought up to date, {} refused\n", report.read, report.seconds,
               report.added, report.updated, report.refused);
    if (!report.firstProblem.empty()) fmt::print(stderr, "first refused: {}\n", report.firstProblem);
}

int importStream(Catalog& catalogue, std::istream& input, const CatalogOptions& options) {
    const auto report = catalogue.import(input, options.endpoint, options.seen.empty() ? now() : options.seen, {},
                                         Progress(), hub::kindFromName(options.kind));
    if (!report) return refuse(report.error());
    print(*report, options.json);
    return report->read > 0 && report->read == report->refused ? 1 : 0;
}

int runImport(const CatalogOptions& options) {
    std::optional<ConvertedDump> converted;
    std::filesystem::path file = options.file;
    if (file.extension() == ".parquet") {
        auto dump = convertParquet(file);
        if (!dump) return refuse(dump.error());
        file = dump->rows;
        converted.emplace(std::move(*dump));
    }
    auto open = openCatalog(options.catalog);
    if (!open) return refuse(open.error());
    if (options.file == "-") return importStream(*open->catalog, std::cin, options);
    std::ifstream input(file, std::ios::binary);
    if (!input || std::filesystem::is_directory(file)) {
        return refuse(
            {orrery::Errc::NotFound, "The file to import cannot be read. Check its name.", {}, file.string()});
    }
    return importStream(*open->catalog, input, options);
}

Result<Filter> filterOf(const CatalogOptions& options) {
    Filter filter;
    filter.text = fmt::format("{}", fmt::join(options.words, " "));
    filter.tasks = options.tasks;
    filter.libraries = options.libraries;
    filter.languages = options.languages;
    filter.publishers = options.publishers;
    filter.tags = options.tags;
    if (const auto kind = hub::kindFromName(options.kind)) filter.kinds = {*kind};
    for (const std::string& name : options.licenceClasses) {
        const auto value = governance::licenceClassFromName(name);
        if (!value) {
            return fail(orrery::Errc::InvalidArgument,
                        fmt::format("'{}' is no licence class. There are open-osi, open-other, conditional, "
                                    "non-commercial, research-only and unknown.",
                                    name));
        }
        filter.licenceClasses.push_back(*value);
    }
    if (options.fits) {
        filter.memoryTotal = platform::readMachineFacts().memoryTotal;
        filter.fits = {gguf::Fit::Fits, gguf::Fit::Tight};
    }
    return filter;
}

nlohmann::json toJson(const Entry& entry) {
    const hub::RepoSummary& summary = entry.summary;
    nlohmann::json json = {{"kind", hub::kindName(summary.id.kind)},
                           {"id", summary.id.name},
                           {"endpoint", entry.endpoint},
                           {"seen", entry.seen},
                           {"task", summary.task},
                           {"library", summary.library},
                           {"tags", summary.tags},
                           {"licence", summary.licence},
                           {"licenceClass", governance::licenceClassName(entry.licenceClass)},
                           {"languages", summary.languages},
                           {"baseModels", summary.baseModels},
                           {"relation", summary.relation},
                           {"country", entry.country},
                           {"quantisations", entry.quantisations},
                           {"modified", summary.modified},
                           {"created", summary.created},
                           {"gated", summary.gated != hub::Gated::No},
                           {"installed", entry.installed},
                           {"favourite", entry.favourite}};
    if (summary.parameters) json["parameters"] = *summary.parameters;
    if (summary.downloads) json["downloads"] = *summary.downloads;
    if (summary.likes) json["likes"] = *summary.likes;
    if (entry.smallestVariant > 0) json["smallestVariant"] = entry.smallestVariant;
    return json;
}

void print(const Entry& entry) {
    const hub::RepoSummary& summary = entry.summary;
    const std::string parameters =
        summary.parameters ? fmt::format("{:.1f}B", static_cast<double>(*summary.parameters) / 1e9) : "";
    fmt::print("{:8} {:60} {:>8} {:>10} {:15} {}\n", hub::kindName(summary.id.kind), summary.id.name, parameters,
               summary.downloads ? std::to_string(*summary.downloads) : "",
               governance::licenceClassName(entry.licenceClass), summary.task);
}

int runSearch(const CatalogOptions& options) {
    const auto filter = filterOf(options);
    if (!filter) return refuse(filter.error());
    auto open = openCatalog(options.catalog);
    if (!open) return refuse(open.error());
    const auto found = open->catalog->search(*filter, Order::Relevance, 0, options.limit);
    if (!found) return refuse(found.error());
    if (options.json) {
        nlohmann::json json = {{"total", found->total}, {"entries", nlohmann::json::array()}};
        for (const Entry& entry : found->entries) json["entries"].push_back(toJson(entry));
        print(json);
    } else {
        for (const Entry& entry : found->entries) print(entry);
        fmt::print("{} of {}\n", found->entries.size(), found->total);
    }
    return 0;
}

int runStats(const CatalogOptions& options) {
    auto open = openCatalog(options.catalog);
    if (!open) return refuse(open.error());
    const auto stats = open->catalog->stats();
    if (!stats) return refuse(stats.error());
    if (options.json) {
        print({{"entries", stats->entries},
               {"models", stats->models},
               {"datasets", stats->datasets},
               {"spaces", stats->spaces},
               {"cards", stats->cards},
               {"bytes", stats->bytes},
               {"oldest", stats->oldest},
               {"newest", stats->newest}});
    } else {
        fmt::print("{} entries: {} models, {} datasets, {} spaces; {} cards; {:.1f} MB\n", stats->entries,
                   stats->models, stats->datasets, stats->spaces, stats->cards,
                   static_cast<double>(stats->bytes) / 1e6);
        if (stats->entries > 0) fmt::print("seen from {} to {}\n", stats->oldest, stats->newest);
    }
    return 0;
}

} // namespace

void addCatalogCommand(CLI::App& app, CommandContext& context) {
    const auto options = std::make_shared<CatalogOptions>();
    CLI::App* catalogue = app.add_subcommand("catalog", "Everything ever seen of any Hub, with no network");
    catalogue->require_subcommand(1);
    const auto common = [&](CLI::App* command) {
        command->add_option("--catalog", options->catalog, "Another catalogue than Orrery's own");
        command->add_flag("--json", options->json, "Print it as JSON");
    };
    const auto kinds = CLI::IsMember({"model", "dataset", "space"});

    CLI::App* import =
        catalogue->add_subcommand("import", "Takes in a dump of Hub listings: JSON, JSON lines or Parquet");
    common(import);
    import->add_option("FILE", options->file, "The dump; - reads standard input")->required();
    import->add_option("--endpoint", options->endpoint, "The Hub it is of")->capture_default_str();
    import->add_option("--kind", options->kind, "What rows are that do not say it")->check(kinds);
    import->add_option("--seen", options->seen, "When it was made (UTC), for rows that do not say it; default: now");
    import->callback([options, &context] { context.exitCode = runImport(*options);
});

CLI::App* search = catalogue->add_subcommand("search", "Finds repositories, best first");
common(search);
search->add_option("WORDS", options->words, "Words of names, tags and descriptions");
search->add_option("--kind", options->kind, "Only these")->check(kinds);
search->add_option("--task", options->tasks, "text-generation, robotics, ...");
search->add_option("--library", options->libraries, "gguf, transformers, lerobot, ...");
search->add_option("--language", options->languages, "en, de, ...");
search->add_option("--publisher", options->publishers, "Users or organisations");
search->add_option("--tag", options->tags, "All of these tags");
search->add_option("--licence-class", options->licenceClasses, "open-osi, open-other, conditional, ...");
search->add_flag("--fits", options->fits, "Only what this machine's memory can run");
search->add_option("--limit", options->limit, "How many to show")->capture_default_str();
search->callback([options, &context] { context.exitCode = runSearch(*options); });

CLI::App* stats = catalogue->add_subcommand("stats", "Says what is in the catalogue");
common(stats);
stats->callback([options, &context] { context.exitCode = runStats(*options); });
}
