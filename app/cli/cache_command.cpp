// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache_command.h"

#include "cache_report.h"
#include "interrupt.h"
#include "output.h"

#include <orrery/hub/tokens.h>
#include <orrery/platform/paths.h>

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

using namespace orrery;
using namespace orrery::library;
using nlohmann::json;

namespace {

struct CacheOptions {
    std::string cache;
    std::vector<std::string> repos;
    std::string revision;
    std::string pack; ///< To write or to read.
    bool allPlaces = false;
    bool partials = false;
    bool yes = false;
    bool json = false;
};

/// Ctrl+C ends work that has something to clear away. It is heard whenever the work reports progress.
class Interruption {
public:
    Interruption() { watchInterrupts(); }
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    [[nodiscard]] std::function<void(std::uint64_t, std::uint64_t)> listener() {
        return [this](std::uint64_t, std::uint64_t) {
            if (isInterrupted()) m_stop.request_stop();
        };
    }

private:
    std::stop_source m_stop;
};

/// One run of one sub-command. Each returns the exit code.
class CacheRun {
public:
    explicit CacheRun(const CacheOptions& options) : m_options(options) {
        const auto folders = hub::hubFolders(hub::processEnvironment(), platform::homeFolder());
        m_places =
            standardPlaces(platform::homeFolder(), options.cache.empty() ? folders.cache.string() : options.cache,
                           platform::standardFolders().data);
        if (options.allPlaces) return;
        m_places.lmStudio.clear();
        m_places.ollama.clear();
    }

    int list() {
        const auto library = scan(m_places);
        if (!library) return fail(library.error());
        show(*library);
        return 0;
    }

    int verifyItems() {
        const auto items = wanted();
        if (!items) return fail(items.error());
        json results = json::array();
        bool good = true;
        for (const Item& item : *items) {
            const auto result = verify(item);
            if (!result) return fail(result.error());
            good = good && result->findings.empty();
            if (m_options.json) {
                results.push_back(verificationJson(item, *result));
            } else {
                printVerification(item, *result);
            }
        }
        if (m_options.json) printJson({{"ok", good}, {"items", std::move(results)}});
        return good ? 0 : 1;
    }

    int removeItem() {
        const auto items = wanted();
        if (!items) return fail(items.error());
        const Item& item = items->front();
        const auto plan = planned(item);
        if (!plan) return fail(plan.error());
        if (plan->paths.empty()) return say("There is nothing to delete.");
        if (!m_options.json) print(*plan, item.title);
        if (!m_options.yes && (m_options.json || ::isatty(STDIN_FILENO) == 0)) {
            if (m_options.json) show(*plan);
            fmt::print(stderr, "Nothing was deleted yet. Say --yes to delete without being asked.\n");
            return 2;
        }
        if (!m_options.yes && !confirmed()) return say("Nothing was deleted.");
        if (const Status removed = library::remove(*plan); !removed) return fail(removed.error());
        if (m_options.json) show(*plan);
        return 0;
    }

    int repairItem() {
        const auto items = wanted();
        if (!items) return fail(items.error());
        const Item& item = items->front();
        const auto verified = verify(item);
        if (!verified) return fail(verified.error());
        std::vector<Finding> findings = item.findings;
        findings.insert(findings.end(), verified->findings.begin(), verified->findings.end());
        const auto mended = repair(item, findings);
        if (!mended) return fail(mended.error());
        const auto open = std::ranges::count(findings, false, &Finding::repairable);
        if (m_options.json) {
            printJson({{"ok", true}, {"mended", *mended}, {"open", open}});
            return 0;
        }
        fmt::print("{} of {} findings mended.\n", *mended, findings.size());
        for (const Finding& finding : findings)
            if (!finding.repairable) print(finding);
        return 0;
    }

    int packItems() {
        const auto items = wanted();
        if (!items) return fail(items.error());
        Interruption interruption;
        const auto manifest = pack(*items, m_options.pack, interruption.token(), interruption.listener());
        if (!manifest) return fail(manifest.error());
        show(*manifest);
        return 0;
    }

    int unpackItems() {
        Interruption interruption;
        const auto manifest = unpack(m_options.pack, m_places.hubCache, interruption.token(), interruption.listener());
        if (!manifest) return fail(manifest.error());
        show(*manifest);
        return 0;
    }

private:
    template <class Value>
    void show(const Value& value) const {
        if (m_options.json) {
            printJson(toJson(value));
        } else if constexpr (!std::is_same_v<Value, Removal>) {
            print(value);
        }
    }

    int say(const char* text) const {
        if (!m_options.json) fmt::print("{}\n", text);
        if (m_options.json) printJson(toJson(Removal{}));
        return 0;
    }

    [[nodiscard]] int fail(const Error& error) const {
        if (m_options.json) {
            printJson({{"ok", false}, {"error", toJson(error)}});
        } else {
            fmt::print(stderr, "{}\n", describe(error));
        }
        return error.is(orrery::Errc::Cancelled) ? interruptedExitCode : 1;
    }

    static bool confirmed() {
        fmt::print("Delete? [y/N] ");
        std::fflush(stdout);
        std::string answer;
        std::getline(std::cin, answer);
        return answer == "y" || answer == "Y" || answer == "yes";
    }

    /// The items named on the command line; all when none is.
    Result<std::vector<Item>> wanted() {
        auto library = scan(m_places);
        if (!library) return orrery::fail(library.error());
        if (m_options.repos.empty()) return std::move(library->items);
        std::vector<Item> items;
        for (const std::string& name : m_options.repos) {
            const auto reference = hub::parseReference(name);
            if (!reference) return orrery::fail(reference.error());
            const auto item =
                std::ranges::find_if(library->items, [&](const Item& each) { return each.repo == reference->repo; });
            if (item == library->items.end()) {
                return orrery::fail(orrery::Errc::NotFound,
                                    fmt::format("{} is not in the cache {}.", name, m_places.hubCache.string()));
            }
            items.push_back(*item);
        }
        return items;
    }

    [[nodiscard]] Result<Removal> planned(const Item& item) const {
        if (m_options.partials) return planPartialRemoval(item);
        if (m_options.revision.empty()) return planRemoval(item);
        for (const Revision& revision : item.revisions) {
            const bool named = std::ranges::find(revision.refs, m_options.revision) != revision.refs.end();
            constexpr std::size_t shortest = 6;
            if (named || (m_options.revision.size() >= shortest && revision.commit.starts_with(m_options.revision)))
                return planRemoval(item, {revision.commit});
        }
        return planRemoval(item, {m_options.revision});
    }

    static json verificationJson(const Item& item, const Verification& result) {
        json findings = json::array();
        for (const Finding& finding : result.findings) findings.push_back(toJson(finding));
        return {{"key", item.key},
                {"files", result.files},
                {"unverifiable", result.unverifiable},
                {"findings", std::move(findings)}};
    }

    static void printVerification(const Item& item, const Verification& result) {
        fmt::print("{}: {} files, {} wrong, {} without a known hash\n", item.title, result.files,
                   result.findings.size(), result.unverifiable);
        for (const Finding& finding : result.findings) print(finding);
    }

    const CacheOptions& m_options;
    Places m_places;
};

using Options = std::shared_ptr<CacheOptions>;

CLI::App* addCommand(CLI::App& cache, const Options& options, CommandContext& context, const char* name,
                     const char* description, int (CacheRun::*run)()) {
    CLI::App* command = cache.add_subcommand(name, description);
    command->add_option("--cache", options->cache, "The Hub cache's folder; else where HF_HUB_CACHE or HF_HOME say");
    command->add_flag("--json", options->json, "Print one JSON object");
    command->callback([options, &context, run] { context.exitCode = (CacheRun(*options).*run)(); });
    return command;
}

} // namespace

void addCacheCommand(CLI::App& app, CommandContext& context) {
    CLI::App* cache = app.add_subcommand("cache", "Models, datasets and robots on this disk");
    cache->require_subcommand(1);
    const auto options = std::make_shared<CacheOptions>();
    const auto add = [&](const char* name, const char* description, int (CacheRun::*run)()) {
        return addCommand(*cache, options, context, name, description, run);
    };
    const char* const repoHelp = "A repository: ORG/NAME, datasets/ORG/NAME, spaces/ORG/NAME";

    add("ls", "List what is here, and what is wrong with it", &CacheRun::list)
        ->add_flag("--all-places", options->allPlaces, "LM Studio's and Ollama's models too");
    add("verify", "Compare every file with its hash", &CacheRun::verifyItems)
        ->add_option("repo", options->repos, repoHelp)
        ->expected(0, 1);
    CLI::App* remove = add("rm", "Delete a repository, or some of it", &CacheRun::removeItem);
    remove->add_option("repo", options->repos, repoHelp)->required()->expected(1);
    auto* revision =
        remove->add_option("--revision", options->revision, "Only this commit (or its beginning), branch or tag");
    remove->add_flag("--partials", options->partials, "Only downloads that did not end")->excludes(revision);
    remove->add_flag("--yes", options->yes, "Do not ask");
    add("repair", "Mend what can be mended without a network", &CacheRun::repairItem)
        ->add_option("repo", options->repos, repoHelp)
        ->required()
        ->expected(1);
    CLI::App* pack = add("pack", "Write repositories to a pack for another machine", &CacheRun::packItems);
    pack->add_option("repo", options->repos, repoHelp)->required();
    pack->add_option("-o,--output", options->pack, "A folder, or a file that ends in .tar or .tar.zst")->required();
    add("unpack", "Bring a pack into the cache", &CacheRun::unpackItems)
        ->add_option("pack", options->pack, "The pack: a folder or a file")
        ->required();
}
