// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine_install.h"

#include "interrupt.h"
#include "output.h"

#include <orrery/inference/engine_report.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/platform/paths.h>
#include <orrery/runtimes/runtime_store.h>

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

using namespace orrery;
using namespace orrery::runtimes;

namespace {

struct InstallOptions {
    std::string archive;
    std::string sha256;
    std::string name;
    std::string release;
    std::string asset;
    bool packages = false;
    bool vulkan = false;
    bool json = false;
};

struct TestOptions {
    std::string runtime;
    bool quick = false;
    bool json = false;
};

/// What a store stands on, in a program that waits for one thing at a time.
struct StoreSession {
    ManualExecutor executor;
    platform::EventThread processes;
    net::CurlHttpClient http{executor};
    WorkerPool workers{2};
    RuntimeStore store{{processes, http, workers, executor}, platform::standardFolders().data / "runtimes"};
    std::stop_source stop;

    void waitFor(const std::function<bool()>& done) {
        executor.runUntil([&] {
            if (isInterrupted()) stop.request_stop();
            return done();
        });
    }
};

const char* stepName(InstallProgress::Step step) {
    switch (step) {
    case InstallProgress::Step::Downloading: return "downloading";
    case InstallProgress::Step::Checking: return "checking";
    case InstallProgress::Step::Unpacking: return "unpacking";
    case InstallProgress::Step::Trying: return "trying it";
    }
    return "";
}

/// One line that is written over, on a terminal only.
void showProgress(const InstallProgress& progress) {
    if (::isatty(STDERR_FILENO) == 0) return;
    const std::string amount =
        progress.total > 0 ? fmt::format(" {} of {}", sizeText(progress.done), sizeText(progress.total)) : "";
    fmt::print(stderr, "\r\033[K{}{}", stepName(progress.step), amount);
    std::fflush(stderr);
}

void endProgress() {
    if (::isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\r\033[K");
}

int failed(const Error& error, bool json) {
    if (error.is(orrery::Errc::Cancelled)) return interruptedExitCode;
    if (json) printJson({{"error", toJson(error)}});
    fmt::print(stderr, "{}\n", printable(describe(error)));
    return 1;
}

/// The archive to take: the one named, else the first that fits this computer.
Result<ReleaseAsset> chosenAsset(const Release& release, const std::string& wanted) {
    const auto found = std::ranges::find_if(release.assets, [&](const ReleaseAsset& asset) {
        return wanted.empty() ? asset.fitsHere : asset.name == wanted || asset.backend == wanted;
    });
    if (found != release.assets.end()) return *found;
    return fail(orrery::Errc::NotFound, wanted.empty()
                                            ? fmt::format("Release {} has no archive for this computer.", release.tag)
                                            : fmt::format("Release {} has no archive \"{}\".", release.tag, wanted));
}

Result<ReleaseAsset> askForAsset(StoreSession& session, const InstallOptions& options, std::string& tag) {
    std::optional<Result<Release>> release;
    session.store.askRelease(options.release, session.stop.get_token(),
                             [&](Result<Release> answer) { release = std::move(answer); });
    session.waitFor([&] { return release.has_value(); });
    if (!*release) return fail(release->error());
    tag = (*release)->tag;
    return chosenAsset(**release, options.asset);
}

int runInstall(const InstallOptions& options) {
    watchInterrupts();
    StoreSession session;
    std::optional<Result<inference::RuntimeReport>> report;
    const auto completion = [&](Result<inference::RuntimeReport> result) { report = std::move(result); };
    const auto stop = session.stop.get_token();
    if (options.packages) {
        session.store.installPackages(options.vulkan, stop, showProgress, completion);
    } else if (!options.release.empty()) {
        std::string tag;
        const auto asset = askForAsset(session, options, tag);
        if (!asset) return failed(asset.error(), options.json);
        session.store.installAsset(*asset, tag, stop, showProgress, completion);
    } else {
        session.store.installArchive(options.archive, options.sha256, options.name, stop, showProgress, completion);
    }
    session.waitFor([&] { return report.has_value(); });
    endProgress();
    if (!*report) return failed(report->error(), options.json);
    const inference::EngineRuntime& runtime = (*report)->runtime;
    if (options.json)
        printJson({{"folder", runtime.folder.string()}, {"version", runtime.version}, {"devices", (*report)->devices}});
    else
        fmt::print("llama-server {} in {}\n", printable(runtime.version), runtime.folder.string());
    return 0;
}

std::filesystem::path managedPlace(const StoreSession& session, const std::string& name) {
    return std::filesystem::absolute(name.find('/') == std::string::npos ? session.store.folder() / name
                                                                         : std::filesystem::path(name));
}

int runUpdate(const std::string& name, bool json) {
    watchInterrupts();
    StoreSession session;
    std::optional<Result<Update>> update;
    session.store.update(managedPlace(session, name), session.stop.get_token(), showProgress,
                         [&](Result<Update> result) { update = std::move(result); });
    session.waitFor([&] { return update.has_value(); });
    endProgress();
    if (!*update) return failed(update->error(), json);
    const Update& done = **update;
    if (json)
        printJson({{"replaced", done.replaced}, {"folder", done.folder.string()}, {"version", done.version}});
    else if (done.replaced)
        fmt::print("llama-server {} in {}\n", printable(done.version), done.folder.string());
    else
        fmt::print("Nothing newer is offered where {} came from: {} is the newest there.\n",
                   done.folder.filename().string(), printable(done.version));
    return 0;
}

int runRemove(const std::string& name) {
    StoreSession session;
    const std::filesystem::path folder = managedPlace(session, name);
    std::optional<Status> removed;
    session.store.remove(folder, [&](Status status) { removed = std::move(status); });
    session.waitFor([&] { return removed.has_value(); });
    if (!*removed) return failed(removed->error(), false);
    fmt::print("{} is removed.\n", folder.string());
    return 0;
}

void print(const SelfTest& test) {
    fmt::print("llama-server {}\n", printable(test.version));
    for (const std::string& device : test.devices) fmt::print("  {}\n", printable(device));
    fmt::print("{}: {}\n", test.sealed ? "sealed off" : "not sealed off", printable(test.sealText));
    fmt::print("starts and answers in {:.0f} ms\n", test.startMs);
    if (test.answerPerSecond > 0)
        fmt::print("a model of 1.2 billion parameters: reads {:.1f} and answers {:.1f} tokens/s on {} threads\n",
                   test.promptPerSecond, test.answerPerSecond, test.threads);
}

int runTest(const TestOptions& options) {
    watchInterrupts();
    StoreSession session;
    std::optional<inference::EngineReport> report;
    inference::examineEngines(session.processes, session.executor, inference::standardRuntimeSearch(options.runtime),
                              [&](inference::EngineReport found) { report = std::move(found); });
    session.waitFor([&] { return report.has_value(); });
    const auto host = report->host();
    if (!host) return failed(host.error(), options.json);
    std::optional<Result<SelfTest>> result;
    selfTest(
        {session.processes, session.http, session.workers, session.executor}, *host, session.stop.get_token(),
        [&](std::string_view step) {
            if (!options.json) fmt::print(stderr, "{}\n", step);
        },
        [&](Result<SelfTest> test) { result = std::move(test); }, !options.quick);
    session.waitFor([&] { return result.has_value(); });
    if (!*result) return failed(result->error(), options.json);
    const SelfTest& test = **result;
    if (!options.json) {
        print(test);
        return 0;
    }
    printJson({{"version", test.version},
               {"devices", test.devices},
               {"sealed", test.sealed},
               {"sealText", test.sealText},
               {"startMs", test.startMs},
               {"promptPerSecond", test.promptPerSecond},
               {"answerPerSecond", test.answerPerSecond},
               {"threads", test.threads}});
    return 0;
}

void addInstall(CLI::App& engine, CommandContext& context) {
    const auto options = std::make_shared<InstallOptions>();
    CLI::App* command = engine.add_subcommand("install", "Puts an engine into a folder that Orrery manages");
    CLI::Option_group* source = command->add_option_group("source", "Where it comes from");
    source->add_option("archive", options->archive, "An archive of llama.cpp's programs (tar.gz, tar.xz, zip)");
    source->add_option("--release", options->release, "The address of a release, as GitHub's API tells it");
    source->add_flag("--packages", options->packages, "From Debian's packages, by mmdebstrap");
    source->require_option(1);
    command->add_option("--sha256", options->sha256, "What the archive's sha256 must be");
    command->add_option("--name", options->name, "The folder's name");
    command->add_option("--asset", options->asset, "Of a release: an archive's name, or a back end such as Vulkan");
    command->add_flag("--vulkan", options->vulkan, "With --packages: for graphics cards, too");
    command->add_flag("--json", options->json, "Print it as JSON");
    command->callback([options, &context] { context.exitCode = runInstall(*options); });
}

void addUpdate(CLI::App& engine, CommandContext& context) {
    const auto name = std::make_shared<std::string>();
    const auto json = std::make_shared<bool>(false);
    CLI::App* update = engine.add_subcommand("update", "Replaces an engine by what is newer where it came from");
    update->add_option("name", *name, "Its folder, or the folder's name")->required();
    update->add_flag("--json", *json, "Print it as JSON");
    update->callback([name, json, &context] { context.exitCode = runUpdate(*name, *json); });
}

} // namespace

void addEngineInstallCommands(CLI::App& engine, CommandContext& context) {
    addInstall(engine, context);
    addUpdate(engine, context);
    const auto name = std::make_shared<std::string>();
    CLI::App* remove = engine.add_subcommand("remove", "Removes an engine that Orrery manages");
    remove->add_option("name", *name, "Its folder, or the folder's name")->required();
    remove->callback([name, &context] { context.exitCode = runRemove(*name); });

    const auto options = std::make_shared<TestOptions>();
    CLI::App* test = engine.add_subcommand("test", "Tries the engine in use: answers, sandbox, speed");
    test->add_option("--runtime", options->runtime, "A folder with llama-server in it, or the program itself");
    test->add_flag("--quick", options->quick, "Without measuring its speed");
    test->add_flag("--json", options->json, "Print it as JSON");
    test->callback([options, &context] { context.exitCode = runTest(*options); });
}
