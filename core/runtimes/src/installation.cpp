// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "installation.h"

#include "asset_download.h"
#include "engine_search.h"
#include "managed_folder.h"
#include "names.h"
#include "packages.h"
#include "unpack.h"

#include <orrery/platform/errc.h>
#include <orrery/platform/hashing.h>

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace orrery::runtimes {

namespace fs = std::filesystem;
using Step = InstallProgress::Step;

namespace {

constexpr std::chrono::milliseconds progressPause{100};
constexpr std::chrono::minutes packagesTimeout{30};
constexpr std::chrono::seconds packagesGrace{3};
constexpr std::size_t mostOutput = 64U << 10U;

std::uint64_t sizeOf(const fs::path& file) {
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    return failed ? 0 : size;
}

std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

Error doesNotWork(const inference::RuntimeReport& report) {
    return {Errc::NoEngine,
            "The engine in it does not work on this computer: it was made for another system or processor. Choose "
            "another archive.",
            describe(*report.problem), report.runtime.server.string()};
}

} // namespace

Installation::Installation(StoreServices services, fs::path root, std::stop_token stop,
                           RuntimeStore::Progress onProgress, RuntimeStore::Installed completion)
    : m_services(services),
      m_root(std::move(root)),
      m_stop(std::move(stop)),
      m_onProgress(std::move(onProgress)),
      m_completion(std::move(completion)) {}

fs::path Installation::tree() const {
    return m_staging->path() / "tree";
}

void Installation::inPlaceOf(fs::path folder, std::string name, std::shared_ptr<bool> unchanged) {
    m_replaced = {std::move(folder), std::move(name), std::move(unchanged)};
}

void Installation::onWorker(std::function<void()> step) {
    m_services.workers.post([self = shared_from_this(), step = std::move(step)] {
        if (self->m_stop.stop_requested()) return self->finish(fail(cancelledError()));
        step();
    });
}

void Installation::tell(Step step, std::uint64_t done, std::uint64_t total) {
    if (!m_onProgress) return;
    const auto now = std::chrono::steady_clock::now();
    const InstallProgress progress{step, done, total};
    {
        const std::lock_guard lock(m_progressMutex);
        const bool isNew = step != m_last.step || (total > 0 && done >= total);
        if (!isNew && now - m_lastTold < progressPause) return;
        m_last = progress;
        m_lastTold = now;
    }
    m_services.executor.post([self = shared_from_this(), progress] {
        if (self->m_onProgress) self->m_onProgress(progress);
    });
}

Status Installation::makeStaging() {
    auto staging = Staging::create(m_root);
    if (!staging) return fail(staging.error());
    m_staging.emplace(std::move(*staging));
    std::error_code failed;
    fs::create_directory(tree(), failed);
    if (failed) return fail(orrery::Errc::Io, "The engine could not be unpacked.", failed.message(), tree().string());
    return {};
}

void Installation::fromArchive(fs::path archive, std::string sha256, const std::string& name) {
    m_name = name.empty() ? folderNameOfArchive(archive.filename().string()) : folderName(name);
    onWorker([this, archive = std::move(archive), sha256 = std::move(sha256)] { checkAndUnpack(archive, sha256); });
}

void Installation::fromAsset(const ReleaseAsset& asset, const std::string& tag) {
    const bool named = asset.name.find(tag) != std::string::npos;
    m_name = folderName(folderNameOfArchive(asset.name) + (named ? "" : "-" + tag));
    m_origin = {Origin::Kind::Release, asset.release, tag, asset.name, asset.backend};
    m_download = partialFile(m_root, asset);
    const auto download =
        std::make_shared<AssetDownload>(m_services.http, m_services.workers, asset, m_download, m_stop);
    tell(Step::Downloading, 0, asset.size);
    download->start([self = shared_from_this()](std::uint64_t done,
                                                std::uint64_t total) { self->tell(Step::Downloading, done, total); },
                    [self = shared_from_this(), sha256 = asset.sha256](const Result<fs::path>& file) {
                        if (!file) return self->finish(fail(file.error()));
                        self->checkAndUnpack(*file, sha256);
                    });
}

Status Installation::checkHash(const fs::path& archive, const std::string& sha256) {
    if (sha256.empty()) return {};
    const std::uint64_t size = sizeOf(archive);
    tell(Step::Checking, 0, size);
    const auto hash = platform::hashFile(archive, platform::HashKind::Sha256, false, m_stop,
                                         [&](std::uint64_t done) { tell(Step::Checking, done, size); });
    if (!hash) return fail(hash.error());
    if (*hash == lowered(sha256)) return {};
    return fail(
        Errc::WrongHash,
        fmt::format("{} is not what it should be: its sha256 is another one. Nothing of it is used. Fetch it again.",
                    archive.filename().string()),
        fmt::format("expected {}, found {}", lowered(sha256), *hash), archive.string());
}

void Installation::checkAndUnpack(const fs::path& archive, const std::string& sha256) {
    if (Status checked = checkHash(archive, sha256); !checked) return finish(fail(checked.error()));
    if (Status made = makeStaging(); !made) return finish(fail(made.error()));
    const std::uint64_t size = sizeOf(archive);
    tell(Step::Unpacking, 0, size);
    const Status unpacked = unpack(archive, tree(), {}, m_stop,
                                   [&](std::uint64_t done) { tell(Step::Unpacking, std::min(done, size), size); });
    if (!unpacked) return finish(fail(unpacked.error()));
    findEngine();
}

void Installation::fromPackages(bool vulkan) {
    m_name = vulkan ? "llama.cpp-debian-vulkan" : "llama.cpp-debian";
    m_origin = {.kind = Origin::Kind::Packages, .vulkan = vulkan};
    onWorker([this, vulkan] { runPackages(vulkan); });
}

void Installation::runPackages(bool vulkan) {
    if (Status made = makeStaging(); !made) return finish(fail(made.error()));
    auto command = packagesCommand(findPackageTools(), vulkan, tree());
    if (!command) return finish(fail(command.error()));
    tell(Step::Downloading, 0, 0);
    m_services.executor.post([self = shared_from_this(), command = *std::move(command)] {
        self->m_packages =
            std::make_unique<platform::ChildProcess>(self->m_services.processes, self->m_services.executor);
        platform::ProcessCallbacks callbacks;
        callbacks.onStdout = [self](std::string_view bytes) { self->takeOutput(bytes); };
        callbacks.onStderr = callbacks.onStdout;
        callbacks.onFinished = [self](const Result<platform::ProcessExit>& exit) { self->packagesEnded(exit); };
        self->m_packages->start(command, std::move(callbacks), packagesTimeout);
        self->m_onStop.emplace(self->m_stop, [raw = self->m_packages.get()] { raw->end(packagesGrace); });
    });
}

void Installation::takeOutput(std::string_view bytes) {
    m_output += bytes;
    const auto step = packageStep(m_output);
    if (step) tell(*step == PackageStep::Unpacking ? Step::Unpacking : Step::Downloading, 0, 0);
    if (m_output.size() > mostOutput) m_output.erase(0, m_output.size() - mostOutput / 2);
}

void Installation::packagesEnded(const Result<platform::ProcessExit>& exit) {
    m_onStop.reset();
    const bool done = exit && !exit->signalled && exit->code == 0;
    onWorker([this, done, exit, old = std::shared_ptr(std::move(m_packages))] {
        if (!exit) return finish(fail(exit.error()));
        if (!done) return finish(fail(packagesFailure(m_output, m_root)));
        findEngine();
    });
}

void Installation::findEngine() {
    const auto runtime = findEngineBelow(tree());
    if (!runtime) return finish(fail(runtime.error()));
    tell(Step::Trying, 0, 0);
    m_services.executor.post([self = shared_from_this(), runtime = *runtime] { self->tryEngine(runtime); });
}

/// The program may hang, and is ended by its time-out then; a stop does not wait for that.
void Installation::tryEngine(inference::EngineRuntime runtime) {
    if (m_stop.stop_requested()) return finish(fail(cancelledError()));
    const auto self = shared_from_this();
    inference::examineRuntime(m_services.processes, m_services.executor, std::move(runtime),
                              [self](inference::RuntimeReport report) { self->tried(std::move(report)); });
    m_onStop.emplace(m_stop, [self] { self->m_services.executor.post([self] { self->tried({}); }); });
}

void Installation::tried(inference::RuntimeReport report) {
    if (std::exchange(m_tried, true)) return;
    m_services.executor.post([self = shared_from_this()] { self->m_onStop.reset(); });
    onWorker([this, report = std::move(report)]() mutable { place(std::move(report)); });
}

Result<fs::path> Installation::putInPlace(const fs::path& folder) {
    if (Status kept = keepOrigin(folder, m_origin); !kept) return fail(kept.error());
    if (!m_replaced) return m_staging->publish(folder, m_name);
    if (m_replaced->unchanged && holdSamePackages(folder, m_replaced->folder)) {
        *m_replaced->unchanged = true;
        return m_replaced->folder;
    }
    if (Status unused = checkUnused(m_replaced->folder); !unused) return fail(unused.error());
    return m_staging->replace(folder, m_replaced->name, m_replaced->folder);
}

void Installation::place(inference::RuntimeReport report) {
    if (report.problem) return finish(fail(doesNotWork(report)));
    const auto placed = putInPlace(report.runtime.folder);
    if (!placed) return finish(fail(placed.error()));
    auto runtime = inference::inspectRuntime(*placed, inference::RuntimeKind::Managed);
    if (!runtime)
        return finish(
            fail(orrery::Errc::Internal, "The engine vanished while it was installed.", {}, placed->string()));
    runtime->version = report.runtime.version;
    report.runtime = std::move(*runtime);
    finish(std::move(report));
}

void Installation::finish(Result<inference::RuntimeReport> result) {
    m_services.workers.post([self = shared_from_this(), result = std::move(result)] {
        self->m_staging.reset();
        const bool mayBeUseful = !result && !result.error().is(Errc::WrongHash) &&
                                 !result.error().is(Errc::BadArchive) && !result.error().is(Errc::NoEngine);
        std::error_code ignored;
        if (!self->m_download.empty() && !mayBeUseful) fs::remove(self->m_download, ignored);
        self->m_services.executor.post([self, result] {
            self->m_onProgress = {};
            std::exchange(self->m_completion, {})(result);
        });
    });
}

} // namespace orrery::runtimes
