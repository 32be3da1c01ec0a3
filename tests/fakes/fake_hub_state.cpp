// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_hub_state.h"

#include <algorithm>

namespace orrery::fakes {

bool Caller::isReaderOf(const FakeRepo& repo) const {
    return std::find(repo.readers.begin(), repo.readers.end(), user) != repo.readers.end();
}

RepoPointer FakeHubState::find(FakeKind kind, const std::string& id) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_repos.find({kind, id});
    return found == m_repos.end() ? nullptr : found->second;
}

std::vector<RepoPointer> FakeHubState::all(FakeKind kind) const {
    const std::lock_guard lock(m_mutex);
    std::vector<RepoPointer> repos;
    for (const auto& [key, repo] : m_repos) {
        if (key.first == kind) repos.push_back(repo);
    }
    return repos;
}

void FakeHubState::put(StoredRepo repo) {
    auto shared = std::make_shared<const StoredRepo>(std::move(repo));
    const std::lock_guard lock(m_mutex);
    m_repos[{shared->repo.kind, shared->repo.id}] = shared;
}

void FakeHubState::remove(FakeKind kind, const std::string& id) {
    const std::lock_guard lock(m_mutex);
    m_repos.erase({kind, id});
}

std::optional<FakeUser> FakeHubState::userWith(const std::string& token) const {
    const std::lock_guard lock(m_mutex);
    const auto found =
        std::find_if(m_users.begin(), m_users.end(), [&token](const FakeUser& user) { return user.token == token; });
    return found == m_users.end() ? std::nullopt : std::optional(*found);
}

void FakeHubState::add(FakeUser user) {
    const std::lock_guard lock(m_mutex);
    m_users.push_back(std::move(user));
}

std::optional<FakeAccount> FakeHubState::account(const std::string& name, bool organisation) const {
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_accounts.begin(), m_accounts.end(), [&](const FakeAccount& account) {
        return account.name == name && account.organisation == organisation;
    });
    return found == m_accounts.end() ? std::nullopt : std::optional(*found);
}

void FakeHubState::add(FakeAccount account) {
    const std::lock_guard lock(m_mutex);
    m_accounts.push_back(std::move(account));
}

std::vector<nlohmann::json> FakeHubState::collections() const {
    const std::lock_guard lock(m_mutex);
    return m_collections;
}

void FakeHubState::addCollection(nlohmann::json collection) {
    const std::lock_guard lock(m_mutex);
    m_collections.push_back(std::move(collection));
}

std::vector<nlohmann::json> FakeHubState::papers() const {
    const std::lock_guard lock(m_mutex);
    return m_papers;
}

void FakeHubState::addPaper(nlohmann::json paper) {
    const std::lock_guard lock(m_mutex);
    m_papers.push_back(std::move(paper));
}

void FakeHubState::addFault(std::string pattern, Misbehaviour how) {
    const std::lock_guard lock(m_mutex);
    m_faults.push_back({std::move(pattern), std::move(how)});
}

void FakeHubState::clearFaults() {
    const std::lock_guard lock(m_mutex);
    m_faults.clear();
}

Misbehaviour FakeHubState::takeFault(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_faults.rbegin(), m_faults.rend(), [&path](const Fault& fault) {
        return (!fault.how.times || fault.taken < *fault.how.times) && matches(fault.pattern, path);
    });
    if (found == m_faults.rend()) return {};
    ++found->taken;
    return found->how;
}

void FakeHubState::setQuota(std::string_view bucket, int requests, std::chrono::seconds window) {
    const std::lock_guard lock(m_mutex);
    m_quotas[std::string(bucket)] = {.limit = requests, .window = window};
}

std::pair<Headers, bool> FakeHubState::takeQuota(const std::string& bucket) {
    const std::lock_guard lock(m_mutex);
    Quota& quota = m_quotas[bucket];
    const auto now = std::chrono::steady_clock::now();
    if (now - quota.began >= quota.window) {
        quota.began = now;
        quota.used = 0;
    }
    const bool allowed = quota.used < quota.limit;
    quota.used += allowed ? 1 : 0;
    const auto left = std::chrono::ceil<std::chrono::seconds>(quota.began + quota.window - now).count();
    const std::string name = '"' + bucket + '"';
    return {{{"RateLimit", name + ";r=" + std::to_string(quota.limit - quota.used) + ";t=" + std::to_string(left)},
             {"RateLimit-Policy", "\"fixed window\";" + name + ";q=" + std::to_string(quota.limit) +
                                      ";w=" + std::to_string(quota.window.count())}},
            allowed};
}

std::string FakeHubState::sign() {
    const std::lock_guard lock(m_mutex);
    std::string signature = sha1Hex("signature " + std::to_string(++m_signatureCount));
    m_signatures[signature] = 0;
    return signature;
}

bool FakeHubState::mayUse(const std::string& signature) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_signatures.find(signature);
    if (found == m_signatures.end()) return false;
    return m_signatureUses == 0 || found->second++ < m_signatureUses;
}

void FakeHubState::expireSignatures() {
    const std::lock_guard lock(m_mutex);
    m_signatures.clear();
}

void FakeHubState::setSignatureUses(int uses) {
    const std::lock_guard lock(m_mutex);
    m_signatureUses = uses;
}

std::string FakeHubState::advertisedOrigin() const {
    const std::lock_guard lock(m_mutex);
    return m_origin;
}

void FakeHubState::setAdvertisedOrigin(std::string origin) {
    const std::lock_guard lock(m_mutex);
    m_origin = std::move(origin);
}

bool FakeHubState::resolveCache() const {
    const std::lock_guard lock(m_mutex);
    return m_resolveCache;
}

void FakeHubState::setResolveCache(bool on) {
    const std::lock_guard lock(m_mutex);
    m_resolveCache = on;
}

int FakeHubState::nextRequestNumber() {
    const std::lock_guard lock(m_mutex);
    return ++m_requestCount;
}

void FakeHubState::countRange() {
    const std::lock_guard lock(m_mutex);
    ++m_rangeCount;
}

int FakeHubState::ranges() const {
    const std::lock_guard lock(m_mutex);
    return m_rangeCount;
}

void FakeHubState::countBytes(const std::string& filePath, std::uint64_t bytes) {
    const std::lock_guard lock(m_mutex);
    m_sent[filePath] += bytes;
}

std::uint64_t FakeHubState::bytesSent(std::string_view filePath) const {
    const std::lock_guard lock(m_mutex);
    std::uint64_t sum = 0;
    for (const auto& [path, bytes] : m_sent) sum += filePath.empty() || path == filePath ? bytes : 0;
    return sum;
}

} // namespace orrery::fakes
