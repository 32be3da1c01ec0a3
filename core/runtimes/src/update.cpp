// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "installation.h"
#include "managed_folder.h"
#include "origin.h"
#include "store_state.h"

#include <orrery/runtimes/runtime_store.h>

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

Result<Origin> originToAsk(const fs::path& root, const fs::path& folder) {
    if (Status ours = checkOurs(root, folder); !ours) return fail(ours.error());
    const auto origin = originOf(folder);
    if (!origin || !canBeAsked(*origin))
        return fail(Errc::NoOrigin,
                    fmt::format("Orrery does not know where {} came from, so it cannot look for something newer there. "
                                "Install the newer engine from its archive, and remove this one.",
                                folder.filename().string()),
                    {}, folder.string());
    if (Status unused = checkUnused(folder); !unused) return fail(unused.error());
    return *origin;
}

/// What an installation in the place of another tells its caller.
RuntimeStore::Installed asUpdate(RuntimeStore::Updated completion, std::shared_ptr<bool> unchanged) {
    return [completion = std::move(completion),
            unchanged = std::move(unchanged)](const Result<inference::RuntimeReport>& report) {
        if (!report) return completion(fail(report.error()));
        completion(Update{!unchanged || !*unchanged, report->runtime.folder, report->runtime.version});
    };
}

} // namespace

bool RuntimeStore::canUpdate(const fs::path& root, const fs::path& folder) {
    const auto origin = checkOurs(root, folder) ? originOf(folder) : std::nullopt;
    return origin && canBeAsked(*origin);
}

void RuntimeStore::update(fs::path folder, std::stop_token stop, Progress onProgress, Updated completion) {
    const auto either = std::make_shared<EitherStop>(std::move(stop), m_state->gone.get_token());
    const auto guarded = [either, completion = std::move(completion)](Result<Update> result) {
        completion(std::move(result));
    };
    folder = (folder.has_filename() ? folder : folder.parent_path()).lexically_normal();
    m_state->services.workers.post(
        [state = m_state, folder = std::move(folder), either, onProgress = std::move(onProgress), guarded] {
            state->services.executor.post(
                [state, folder, either, onProgress, guarded, origin = originToAsk(state->folder, folder)] {
                    const auto stopped = either->source.get_token();
                    if (stopped.stop_requested()) return guarded(fail(cancelledError()));
                    if (!origin) return guarded(fail(origin.error()));
                    const auto begin = origin->kind == Origin::Kind::Packages ? updatePackages : updateRelease;
                    begin(state, folder, *origin, stopped, onProgress, guarded);
                });
        });
}

void RuntimeStore::updatePackages(const std::shared_ptr<State>& state, const fs::path& folder, const Origin& origin,
                                  const std::stop_token& stop, Progress onProgress, Updated completion) {
    const auto unchanged = std::make_shared<bool>(false);
    install(state, stop, std::move(onProgress), asUpdate(std::move(completion), unchanged),
            [&](Installation& installation) {
                installation.inPlaceOf(folder, folder.filename().string(), unchanged);
                installation.fromPackages(origin.vulkan);
            });
}

void RuntimeStore::updateRelease(const std::shared_ptr<State>& state, const fs::path& folder, const Origin& origin,
                                 const std::stop_token& stop, Progress onProgress, Updated completion) {
    const auto answered = [state, folder, origin, stop, onProgress = std::move(onProgress),
                           completion = std::move(completion)](const Result<Release>& release) {
        if (!release) return completion(fail(release.error()));
        if (stop.stop_requested()) return completion(fail(cancelledError()));
        if (!isNewer(*release, origin)) return completion(Update{false, folder, origin.tag});
        const auto asset = successor(*release, origin);
        if (!asset) return completion(fail(asset.error()));
        if (Status allowed = checkAddress(asset->url); !allowed) return completion(fail(allowed.error()));
        install(state, stop, onProgress, asUpdate(completion, nullptr), [&](Installation& installation) {
            const std::string name = successorName(folder.filename().string(), origin.tag, release->tag);
            installation.inPlaceOf(folder, name, nullptr);
            installation.fromAsset(*asset, release->tag);
        });
    };
    ask(*state, newestAddress(origin), stop, answered);
}

} // namespace orrery::runtimes
