// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fake_hub.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace orrery::fakes {

/// Who asks.
struct Caller {
    std::string user; ///< Empty: nobody we know.

    [[nodiscard]] bool anonymous() const { return user.empty(); }
    [[nodiscard]] bool isReaderOf(const FakeRepo& repo) const;
    /// Whether it is there for this caller at all.
    [[nodiscard]] bool sees(const FakeRepo& repo) const { return !repo.isPrivate || isReaderOf(repo); }
};

using RepoPointer = std::shared_ptr<const StoredRepo>;

/// What the handlers of both servers share. Every function may be called from any thread.
class FakeHubState {
public:
    [[nodiscard]] RepoPointer find(FakeKind kind, const std::string& id) const; ///< Null: there is none.
    [[nodiscard]] std::vector<RepoPointer> all(FakeKind kind) const;
    void put(StoredRepo repo);
    void remove(FakeKind kind, const std::string& id);

    [[nodiscard]] std::optional<FakeUser> userWith(const std::string& token) const;
    void add(FakeUser user);
    [[nodiscard]] std::optional<FakeAccount> account(const std::string& name, bool organisation) const;
    void add(FakeAccount account);
    [[nodiscard]] std::vector<nlohmann::json> collections() const;
    void addCollection(nlohmann::json collection);
    [[nodiscard]] std::vector<nlohmann::json> papers() const;
    void addPaper(nlohmann::json paper);

    void addFault(std::string pattern, Misbehaviour how);
    void clearFaults();
    /// What is to go wrong with this request; counts it.
    Misbehaviour takeFault(const std::string& path);

    struct Quota {
        int limit = 1000000;
        std::chrono::seconds window{300};
        std::chrono::steady_clock::time_point began = {};
        int used = 0;
    };
    void setQuota(std::string_view bucket, int requests, std::chrono::seconds window);
    /// Counts one request. @return the RateLimit headers, and whether the quota allowed it.
    std::pair<Headers, bool> takeQuota(const std::string& bucket);

    /// The query of a signed address. mayUse() counts a use and tells whether it is still good.
    std::string sign();
    bool mayUse(const std::string& signature);
    void expireSignatures();
    void setSignatureUses(int uses);

    [[nodiscard]] std::string advertisedOrigin() const;
    void setAdvertisedOrigin(std::string origin);
    [[nodiscard]] bool resolveCache() const;
    void setResolveCache(bool on);

    int nextRequestNumber();
    void countRange();
    [[nodiscard]] int ranges() const;
    void countBytes(const std::string& filePath, std::uint64_t bytes);
    [[nodiscard]] std::uint64_t bytesSent(std::string_view filePath) const;

private:
    struct Fault {
        std::string pattern;
        Misbehaviour how;
        int taken = 0;
    };

    mutable std::mutex m_mutex;
    std::map<std::pair<FakeKind, std::string>, RepoPointer> m_repos;
    std::vector<FakeUser> m_users;
    std::vector<FakeAccount> m_accounts;
    std::vector<nlohmann::json> m_collections;
    std::vector<nlohmann::json> m_papers;
    std::vector<Fault> m_faults;
    std::map<std::string, Quota> m_quotas;
    std::map<std::string, int> m_signatures; ///< To uses so far.
    int m_signatureUses = 0;
    int m_signatureCount = 0;
    std::string m_origin;
    bool m_resolveCache = false;
    int m_requestCount = 0;
    int m_rangeCount = 0;
    std::map<std::string, std::uint64_t> m_sent;
};

} // namespace orrery::fakes
