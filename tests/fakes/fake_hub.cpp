// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_hub.h"

#include "fake_hub_api.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace orrery::fakes {

namespace {

constexpr std::array kinds = {FakeKind::Model, FakeKind::Dataset, FakeKind::Space};

std::optional<FakeKind> kindOf(const std::string& plural) {
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](FakeKind kind) { return pluralName(kind) == plural; });
    return found == kinds.end() ? std::nullopt : std::optional(*found);
}

/// A path's repository and what follows it.
struct Target {
    FakeKind kind = FakeKind::Model;
    std::string id;
    std::vector<std::string> rest = {};
};

bool isApiVerb(const std::string& segment) {
    constexpr std::array<std::string_view, 6> verbs = {"revision", "tree", "refs", "commits", "scan", "auth-check"};
    return std::find(verbs.begin(), verbs.end(), segment) != verbs.end();
}

Target targetAt(FakeKind kind, const std::vector<std::string>& segments, std::size_t first, std::size_t idLength) {
    Target target{.kind = kind, .id = segments[first]};
    if (idLength == 2) target.id += '/' + segments[first + 1];
    target.rest.assign(segments.begin() + static_cast<std::ptrdiff_t>(first + idLength), segments.end());
    return target;
}

/// /api/{kind}/{id}/...
std::optional<Target> apiTarget(const std::vector<std::string>& segments) {
    const auto kind = segments.size() > 2 ? kindOf(segments[1]) : std::nullopt;
    if (!kind) return std::nullopt;
    return targetAt(*kind, segments, 2, segments.size() > 3 && !isApiVerb(segments[3]) ? 2 : 1);
}

/// [datasets/|spaces/]{id}/resolve/{revision}/{path} or api/resolve-cache/{kind}/{namespace}/{name}/{revision}/{path}:
/// `rest` is the revision and the path's segments.
std::optional<Target> fileTarget(const std::vector<std::string>& segments) {
    if (segments.size() > 6 && segments[0] == "api" && segments[1] == "resolve-cache") {
        const auto kind = kindOf(segments[2]);
        return kind ? std::optional(targetAt(*kind, segments, 3, 2)) : std::nullopt;
    }
    const auto prefix = segments.empty() ? std::nullopt : kindOf(segments[0]);
    const std::size_t first = prefix ? 1 : 0;
    for (const std::size_t idLength : {1U, 2U}) {
        const std::size_t verb = first + idLength;
        if (segments.size() < verb + 3 || segments[verb] != "resolve") continue;
        Target target = targetAt(prefix.value_or(FakeKind::Model), segments, first, idLength);
        target.rest.erase(target.rest.begin());
        return target;
    }
    return std::nullopt;
}

std::string replacedOnce(std::string text, const std::string& what, const std::string& with) {
    if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), with);
    return text;
}

std::string joinedFrom(const std::vector<std::string>& segments, std::size_t first) {
    std::string path;
    for (std::size_t i = first; i < segments.size(); ++i) path += (path.empty() ? "" : "/") + segments[i];
    return path;
}

} // namespace

struct FakeHub::Servers {
    FakeHubState state;
    FakeHttpServer storage;
    FakeHttpServer endpoint;

    explicit Servers(std::uint16_t port) : endpoint(port) {
        state.setAdvertisedOrigin(endpoint.url(""));
        storage.route("*", [this](const FakeRequest& request) {
            const Misbehaviour fault = state.takeFault(request.path);
            FakeResponse response = fault.answer ? *fault.answer : storedBytes(state, request, fault);
            response.delay += fault.delay;
            return response;
        });
        endpoint.route("*", [this](const FakeRequest& request) { return answer(request); });
    }

    FakeResponse answer(const FakeRequest& request) {
        const Misbehaviour fault = state.takeFault(request.path);
        FakeResponse response = fault.answer ? *fault.answer : withinQuota(request, fault);
        response.delay += fault.delay;
        response.headers.emplace_back("X-Request-Id", "Root=1-" + std::to_string(state.nextRequestNumber()));
        return response;
    }

    FakeResponse withinQuota(const FakeRequest& request, const Misbehaviour& fault) {
        const auto [headers, allowed] = state.takeQuota(request.path.starts_with("/api/") ? "api" : "resolvers");
        FakeResponse response =
            allowed ? routed(request, fault) : hubError(429, {}, "We had to rate limit you. Try again later.");
        response.headers.insert(response.headers.end(), headers.begin(), headers.end());
        return response;
    }

    FakeResponse routed(const FakeRequest& request, const Misbehaviour& fault) {
        ApiCall call{state, request, Query(request.query), {}, fault};
        const std::string authorization = request.header("authorization");
        if (authorization.starts_with("Bearer ")) {
            const auto user = state.userWith(authorization.substr(7));
            if (!user) return invalidToken();
            call.caller.user = user->name;
        }
        const auto segments = pathSegments(request.path);
        if (const auto file = fileTarget(segments)) {
            return onRepo(call, *file, [&](const RepoPointer& repo) {
                return resolveFile(call, repo, file->rest[0], joinedFrom(file->rest, 1), storage.url(""));
            });
        }
        if (segments.size() < 2 || segments[0] != "api") return {.status = 404};
        if (auto social = socialApi(call, segments)) return *social;
        if (const auto kind = kindOf(segments[1]); kind && segments.size() == 2) return listRepos(call, *kind);
        const auto target = apiTarget(segments);
        if (!target) return {.status = 404};
        return onRepo(call, *target, [&](const RepoPointer& repo) { return repoApi(call, *repo, target->rest); });
    }

    FakeResponse onRepo(const ApiCall& call, const Target& target,
                        const std::function<FakeResponse(const RepoPointer&)>& answerFor) {
        const auto repo = state.find(target.kind, target.id);
        if (!repo || !call.caller.sees(repo->repo)) return repoNotFound(call.caller.anonymous());
        const std::string& moved = repo->repo.movedTo;
        if (!moved.empty()) return redirectTo(replacedOnce(call.request.target, "/" + target.id, "/" + moved), 307);
        return repo->repo.disabled ? disabledAnswer() : answerFor(repo);
    }

    [[nodiscard]] const StoredCommit& commitOf(const StoredRepo& repo, std::string_view revision) const {
        const StoredCommit* commit = repo.at(revision);
        if (!commit) throw std::out_of_range("no revision " + std::string(revision) + " of " + repo.repo.id);
        return *commit;
    }

    [[nodiscard]] RepoPointer existing(FakeKind kind, const std::string& id) const {
        RepoPointer repo = state.find(kind, id);
        if (!repo) throw std::out_of_range("no repository " + id);
        return repo;
    }
};

FakeHub::FakeHub(std::uint16_t port) : m_servers(std::make_unique<Servers>(port)) {}

FakeHub::~FakeHub() = default;

std::string FakeHub::url(std::string_view path) const {
    return m_servers->endpoint.url(path);
}

std::string FakeHub::storageUrl(std::string_view path) const {
    return m_servers->storage.url(path);
}

void FakeHub::addRepo(FakeRepo repo) {
    m_servers->state.put(store(std::move(repo)));
}

void FakeHub::removeRepo(const std::string& id, FakeKind kind) {
    m_servers->state.remove(kind, id);
}

std::string FakeHub::commit(const std::string& id, FakeCommit commit, FakeKind kind) {
    change(
        id, [&commit](FakeRepo& repo) { repo.commits.push_back(std::move(commit)); }, kind);
    return commitId(id, "main", kind);
}

void FakeHub::change(const std::string& id, const std::function<void(FakeRepo&)>& how, FakeKind kind) {
    FakeRepo repo = m_servers->existing(kind, id)->repo;
    how(repo);
    addRepo(std::move(repo));
}

std::string FakeHub::commitId(const std::string& id, std::string_view revision, FakeKind kind) const {
    return m_servers->commitOf(*m_servers->existing(kind, id), revision).id;
}

StoredFile FakeHub::file(const std::string& id, const std::string& path, std::string_view revision,
                         FakeKind kind) const {
    const RepoPointer repo = m_servers->existing(kind, id);
    return m_servers->commitOf(*repo, revision).files.at(path);
}

void FakeHub::addUser(FakeUser user) {
    m_servers->state.add(std::move(user));
}

void FakeHub::addAccount(FakeAccount account) {
    m_servers->state.add(std::move(account));
}

void FakeHub::addCollection(nlohmann::json collection) {
    m_servers->state.addCollection(std::move(collection));
}

void FakeHub::addPaper(nlohmann::json paper) {
    m_servers->state.addPaper(std::move(paper));
}

void FakeHub::misbehave(std::string pathPattern, Misbehaviour how) {
    m_servers->state.addFault(std::move(pathPattern), std::move(how));
}

void FakeHub::behave() {
    m_servers->state.clearFaults();
}

void FakeHub::setQuota(std::string_view bucket, int requests, std::chrono::seconds window) {
    m_servers->state.setQuota(bucket, requests, window);
}

void FakeHub::expireSignedUrls() {
    m_servers->state.expireSignatures();
}

void FakeHub::setSignedUrlUses(int requests) {
    m_servers->state.setSignatureUses(requests);
}

void FakeHub::setAdvertisedOrigin(std::string origin) {
    m_servers->state.setAdvertisedOrigin(std::move(origin));
}

void FakeHub::setResolveCache(bool on) {
    m_servers->state.setResolveCache(on);
}

std::vector<FakeRequest> FakeHub::requests() const {
    return m_servers->endpoint.requests();
}

std::vector<FakeRequest> FakeHub::storageRequests() const {
    return m_servers->storage.requests();
}

int FakeHub::count(std::string_view pathPattern) const {
    const auto matching = [pathPattern](const std::vector<FakeRequest>& all) {
        return std::count_if(all.begin(), all.end(),
                             [pathPattern](const auto& r) { return matches(pathPattern, r.path); });
    };
    return static_cast<int>(matching(requests()) + matching(storageRequests()));
}

std::uint64_t FakeHub::bytesSent(std::string_view filePath) const {
    return m_servers->state.bytesSent(filePath);
}

int FakeHub::rangeRequests() const {
    return m_servers->state.ranges();
}

namespace {

int countWithToken(const std::vector<FakeRequest>& all) {
    return static_cast<int>(
        std::count_if(all.begin(), all.end(), [](const auto& request) { return request.hasHeader("authorization"); }));
}

} // namespace

int FakeHub::requestsWithToken() const {
    return countWithToken(requests());
}

int FakeHub::storageRequestsWithToken() const {
    return countWithToken(storageRequests());
}

} // namespace orrery::fakes
