// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/runtimes/runtime_store.h>

#include "installation.h"
#include "managed_folder.h"
#include "store_state.h"

#include <orrery/inference/remote_server.h>
#include <orrery/net/url.h>

#include <fmt/format.h>

#include <sys/utsname.h>

#include <memory>
#include <utility>

namespace orrery::runtimes {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t largestRelease = 8U << 20U;

std::string processorHere() {
    struct utsname names {};
    return ::uname(&names) == 0 ? names.machine : "x86_64";
}

Result<Release> releaseIn(const Result<net::HttpResponse>& response, const std::string& address) {
    if (!response) return fail(response.error());
    const std::string where = net::withoutSecrets(address);
    if (!response->ok())
        return fail(Errc::BadRelease,
                    fmt::format("The release address answers {}. Check it, or try again later.", response->status), {},
                    where);
    auto release = readRelease(response->body, "linux", processorHere());
    if (!release) {
        Error error = release.error();
        error.where = where;
        return fail(std::move(error));
    }
    for (ReleaseAsset& asset : release->assets) asset.release = address;
    return *std::move(release);
}

} // namespace

Status checkAddress(const std::string& address) {
    const auto url = net::parseUrl(address);
    if (!url) return fail(url.error());
    if (url->scheme == "https" || inference::isNearHost(url->host)) return {};
    return fail(orrery::Errc::InvalidArgument,
                fmt::format("Programs are fetched over https only: {} begins with http.", net::withoutSecrets(address)),
                {}, net::withoutSecrets(address));
}

RuntimeStore::RuntimeStore(StoreServices services, fs::path folder)
    : m_state(std::make_shared<State>(services, std::move(folder))) {}

RuntimeStore::~RuntimeStore() {
    m_state->gone.request_stop();
}

const fs::path& RuntimeStore::folder() const {
    return m_state->folder;
}

void RuntimeStore::install(const std::shared_ptr<State>& state, std::stop_token stop, Progress onProgress,
                           Installed completion, const std::function<void(Installation&)>& begin) {
    if (state->installing) {
        state->services.executor.post([completion = std::move(completion)] {
            completion(fail(Errc::Busy, "Another engine is being installed. Wait until that is done, or cancel it."));
        });
        return;
    }
    state->installing = true;
    const auto either = std::make_shared<EitherStop>(std::move(stop), state->gone.get_token());
    const auto installation = std::make_shared<Installation>(
        state->services, state->folder, either->source.get_token(), std::move(onProgress),
        [state, either, completion = std::move(completion)](Result<inference::RuntimeReport> result) {
            state->installing = false;
            completion(std::move(result));
        });
    begin(*installation);
}

void RuntimeStore::installArchive(fs::path archive, std::string sha256, std::string name, std::stop_token stop,
                                  Progress onProgress, Installed completion) {
    install(m_state, std::move(stop), std::move(onProgress), std::move(completion),
            [&](Installation& installation) { installation.fromArchive(std::move(archive), std::move(sha256), name); });
}

void RuntimeStore::installAsset(ReleaseAsset asset, std::string tag, std::stop_token stop, Progress onProgress,
                                Installed completion) {
    if (Status allowed = checkAddress(asset.url); !allowed) {
        m_state->services.executor.post(
            [completion = std::move(completion), error = allowed.error()] { completion(fail(error)); });
        return;
    }
    install(m_state, std::move(stop), std::move(onProgress), std::move(completion),
            [&](Installation& installation) { installation.fromAsset(asset, tag); });
}

void RuntimeStore::installPackages(bool vulkan, std::stop_token stop, Progress onProgress, Installed completion) {
    install(m_state, std::move(stop), std::move(onProgress), std::move(completion),
            [&](Installation& installation) { installation.fromPackages(vulkan); });
}

void RuntimeStore::askRelease(const std::string& address, std::stop_token stop,
                              std::function<void(Result<Release>)> completion) {
    ask(*m_state, releaseAddress(address), std::move(stop), std::move(completion));
}

void RuntimeStore::ask(const State& state, const std::string& address, std::stop_token stop,
                       std::function<void(Result<Release>)> completion) {
    Executor& executor = state.services.executor;
    const auto answer = [&executor, completion = std::move(completion)](Result<Release> release) {
        executor.post([completion, release = std::move(release)] { completion(release); });
    };
    if (Status allowed = checkAddress(address); !allowed) return answer(fail(allowed.error()));
    net::HttpRequest request{.url = address, .maxBodySize = largestRelease, .retry = {.attempts = 3}};
    request.headers = {{"Accept", "application/vnd.github+json, application/json"}};
    state.services.http.start(
        std::move(request), std::move(stop), {},
        [answer, address](const Result<net::HttpResponse>& response) { answer(releaseIn(response, address)); });
}

void RuntimeStore::remove(fs::path folder, std::function<void(Status)> completion) {
    m_state->services.workers.post([state = m_state, folder = std::move(folder), completion = std::move(completion)] {
        state->services.executor.post(
            [completion, removed = removeManaged(state->folder, folder)] { completion(removed); });
    });
}

std::uint64_t RuntimeStore::size(const fs::path& folder) {
    return diskUse(folder);
}

} // namespace orrery::runtimes
