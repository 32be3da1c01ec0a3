// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "hub_command.h"

#include "hub_fit.h"
#include "hub_get.h"
#include "hub_output.h"
#include "hub_session.h"
#include "output.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>

#include <fmt/format.h>

#include <map>

using namespace orrery;
using namespace orrery::hub;

namespace {

struct HubOptions {
    HubAccess access;
    ListQuery query;
    int rows = 20;
    std::string repo;
    std::string revision;
    TreeRequest tree;
    std::vector<std::string> include;
    FitQuestion fit;
    std::string file;
};

const std::map<std::string, RepoKind> kinds{
    {"model", RepoKind::Model}, {"dataset", RepoKind::Dataset}, {"space", RepoKind::Space}};

const std::map<std::string, Sort> sorts{{"trending", Sort::Trending}, {"downloads", Sort::Downloads},
                                        {"likes", Sort::Likes},       {"modified", Sort::Modified},
                                        {"created", Sort::Created},   {"parameters", Sort::Parameters},
                                        {"size", Sort::Size}};

/// Pages until there are as many rows as wanted.
Result<std::vector<RepoSummary>> search(HubSession& session, const HubOptions& options) {
    ListQuery query = options.query;
    query.limit = std::min(options.rows, 100);
    const auto wanted = static_cast<std::size_t>(options.rows);
    std::vector<RepoSummary> rows;
    auto page = session.ask<Page<RepoSummary>>([&](HubClient& client, const std::stop_token& stop, auto done) {
        client.list(session.endpoint(), query, stop, std::move(done));
    });
    while (page) {
        rows.insert(rows.end(), page->items.begin(), page->items.end());
        if (rows.size() >= wanted || page->next.empty()) {
            rows.resize(std::min(rows.size(), wanted));
            return rows;
        }
        page = session.ask<Page<RepoSummary>>([&](HubClient& client, const std::stop_token& stop, auto done) {
            client.listNext(session.endpoint(), query.kind, page->next, stop, std::move(done));
        });
    }
    return fail(page.error());
}

Status runSearch(HubSession& session, const HubOptions& options) {
    const auto rows = search(session, options);
    if (!rows) return fail(rows.error());
    if (!options.access.json) {
        fmt::print("{}", rows->empty() ? "Nothing found. Try fewer or shorter words.\n" : listingText(*rows));
        return {};
    }
    nlohmann::json json = {{"ok", true}, {"endpoint", session.endpoint().url}, {"repos", nlohmann::json::array()}};
    for (const RepoSummary& row : *rows) json["repos"].push_back(toJson(row));
    printJson(json);
    return {};
}

/// The repository meant, its revision where none was given as an option.
Result<Reference> reference(const HubSession& session, const HubOptions& options) {
    Result<Reference> wanted = parseReference(options.repo, session.endpoint().url);
    if (wanted && !options.revision.empty()) wanted->revision = options.revision;
    return wanted;
}

Status runInfo(HubSession& session, const HubOptions& options) {
    const auto wanted = reference(session, options);
    if (!wanted) return fail(wanted.error());
    const auto info = session.ask<RepoInfo>([&](HubClient& client, const std::stop_token& stop, auto done) {
        client.info(session.endpoint(), wanted->repo, wanted->revision, stop, std::move(done));
    });
    if (!info) return fail(info.error());
    const std::string page = webUrl(session.endpoint(), info->summary.id);
    if (!options.access.json) {
        fmt::print("{}", infoText(*info, page));
        return {};
    }
    nlohmann::json json = toJson(*info);
    json["ok"] = true;
    json["page"] = page;
    printJson(json);
    return {};
}

Status runFiles(HubSession& session, const HubOptions& options) {
    const auto wanted = reference(session, options);
    if (!wanted) return fail(wanted.error());
    TreeRequest request = options.tree;
    request.repo = wanted->repo;
    if (!wanted->revision.empty()) request.revision = wanted->revision;
    if (request.folder.empty()) request.folder = wanted->path;
    const auto entries =
        session.ask<std::vector<TreeEntry>>([&](HubClient& client, const std::stop_token& stop, auto done) {
            client.tree(session.endpoint(), request, stop, std::move(done));
        });
    if (!entries) return fail(entries.error());
    if (!options.access.json) {
        fmt::print("{}", filesText(*entries, request.details));
        return {};
    }
    nlohmann::json json = {{"ok", true}, {"revision", request.revision}, {"files", nlohmann::json::array()}};
    for (const TreeEntry& entry : *entries) {
        if (!entry.folder) json["files"].push_back(toJson(entry));
    }
    printJson(json);
    return {};
}

/// Which files a reference names: one, or those of a quantisation, unless patterns were given.
std::vector<std::string> patternsFor(const Reference& wanted, const HubOptions& options) {
    if (!options.include.empty()) return options.include;
    if (!wanted.path.empty()) return {wanted.path};
    if (!wanted.quantisation.empty()) return {"*" + wanted.quantisation + "*"};
    return {};
}

Status runGet(HubSession& session, const HubOptions& options) {
    const auto wanted = reference(session, options);
    if (!wanted) return fail(wanted.error());
    download::Request request;
    request.endpoint = session.endpoint();
    request.repo = wanted->repo;
    if (!wanted->revision.empty()) request.revision = wanted->revision;
    request.include = patternsFor(*wanted, options);
    const auto done = downloadToCache(session, std::move(request));
    if (!done) return fail(done.error());
    if (!options.access.json) {
        fmt::print("{}\n", done->snapshot.string());
        return {};
    }
    nlohmann::json json = {{"ok", true},
                           {"commit", done->commit},
                           {"snapshot", done->snapshot.string()},
                           {"size", done->size},
                           {"files", nlohmann::json::array()}};
    for (const download::FileStatus& file : done->files)
        json["files"].push_back({{"path", file.path}, {"size", file.size}});
    printJson(json);
    return {};
}

Status runFit(HubSession& session, const HubOptions& options) {
    const auto wanted = reference(session, options);
    if (!wanted) return fail(wanted.error());
    FitQuestion question = options.fit;
    question.wanted = *wanted;
    if (!options.file.empty()) question.wanted.path = options.file;
    question.json = options.access.json;
    return checkFit(session, question);
}

Status runWhoAmI(HubSession& session, const HubOptions& options) {
    const auto who = session.ask<WhoAmI>([&](HubClient& client, const std::stop_token& stop, auto done) {
        client.whoAmI(session.endpoint(), stop, std::move(done));
    });
    if (!who) return fail(who.error());
    if (!options.access.json) {
        fmt::print("{}", whoAmIText(*who, session.tokenOrigin()));
        return {};
    }
    nlohmann::json json = toJson(*who);
    json["ok"] = true;
    json["token"]["origin"] = session.tokenOrigin();
    printJson(json);
    return {};
}

using Run = Status (*)(HubSession&, const HubOptions&);

int runWith(const HubOptions& options, Run run) {
    const auto session = HubSession::open(options.access);
    const Status status = session ? run(**session, options) : Status(fail(session.error()));
    return status ? 0 : reportHubError(status.error(), options.access.json);
}

void addSearchOptions(CLI::App& command, HubOptions& options) {
    ListQuery& query = options.query;
    command.add_option("text", query.search, "Part of the name");
    command.add_option("--kind", query.kind, "model, dataset or space")->transform(CLI::CheckedTransformer(kinds));
    command.add_option("--author", query.author, "Of this user or organisation");
    command.add_option("--task", query.task, "As text-generation, robotics");
    command.add_option("--filter", query.filters, "A tag that must be there: gguf, license:mit, en");
    command.add_option("--app", query.apps, "Models that a local app can run: llama.cpp");
    command.add_option("--gated", query.gated, "true or false: only what is, or is not, given on request");
    command.add_option("--min-parameters", query.minParameters, "Models at least so large");
    command.add_option("--max-parameters", query.maxParameters, "Models at most so large");
    command.add_option("--sort", query.sort, "trending, downloads, likes, modified, created, parameters or size")
        ->transform(CLI::CheckedTransformer(sorts));
    command.add_option("--limit", options.rows, "So many rows")->check(CLI::Range(1, 10000))->capture_default_str();
}

} // namespace

void addHubCommand(CLI::App& app, CommandContext& context) {
    const auto options = std::make_shared<HubOptions>();
    CLI::App* hub = app.add_subcommand("hub", "Ask a Hub of models, datasets and spaces");
    hub->require_subcommand(1);
    hub->add_option("--endpoint", options->access.endpointUrl, "The Hub's address (default: HF_ENDPOINT)");
    hub->add_flag("--token-stdin", options->access.tokenFromStdin, "Read a token from the standard input");
    hub->add_flag("--json", options->access.json, "Print one JSON object");
    const auto add = [&](const char* name, const char* help, Run run) {
        CLI::App* command = hub->add_subcommand(name, help)->fallthrough();
        command->callback([options, run, &context] { context.exitCode = runWith(*options, run); });
        return command;
    };
    const auto addRepo = [&](CLI::App* command) {
        command->add_option("repo", options->repo, "owner/name, datasets/owner/name, or a pasted address")->required();
        command->add_option("--revision", options->revision, "A branch, tag or commit");
    };
    addSearchOptions(*add("search", "List repositories", runSearch), *options);
    addRepo(add("info", "Say what a repository is", runInfo));
    CLI::App* files = add("files", "List a repository's files", runFiles);
    addRepo(files);
    files->add_option("--folder", options->tree.folder, "Only below this folder");
    files->add_flag("--details", options->tree.details, "What the scanners say of each, too");
    CLI::App* get = add("get", "Download a repository's files into the Hub cache", runGet);
    addRepo(get);
    get->add_option("--include", options->include, "Only files that match: *.gguf, Q4_K_M/*");
    CLI::App* fit = add("fit", "Say whether a copy of a model fits this computer, before it is downloaded", runFit);
    addRepo(fit);
    fit->add_option("file", options->file, "The GGUF file; of several parts the first");
    fit->add_option("--context", options->fit.contextTokens, "For a conversation of so many tokens")
        ->check(CLI::Range(1, 1 << 24))
        ->capture_default_str();
    fit->add_option("--runtime", options->fit.runtime, "A runtime folder or a llama-server");
    fit->add_flag("--measure", options->fit.measure, "Run the engine on empty weights to see how fast it would be");
    add("whoami", "Say whose token is used", runWhoAmI);
}
