// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fake_http_server.h"
#include "fake_hub_content.h"
#include "fake_hub_faults.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::fakes {

/// Somebody with a token.
struct FakeUser {
    std::string token; ///< "hf_..."
    std::string name;
    nlohmann::json whoami = nlohmann::json::object(); ///< More fields of /api/whoami-v2, or others instead.
};

/// A user or an organisation as anyone sees it.
struct FakeAccount {
    std::string name;
    bool organisation = false;
    nlohmann::json fields = nlohmann::json::object(); ///< Added to the overview: "fullname", "details", "isVerified".
};

/// A Hub on 127.0.0.1 that speaks as the real one does: listing, info, tree, refs, commits, resolve, accounts,
/// collections, papers; tokens, gates, quotas, error codes. LFS files are redirected to a second server on another
/// port, the storage host. Content and faults may be changed at any time, from any thread.
class FakeHub {
public:
    /// @param port of the endpoint; 0 = a free one. Throws std::system_error when it cannot listen.
    explicit FakeHub(std::uint16_t port = 0);
    ~FakeHub();
    FakeHub(const FakeHub&) = delete;
    FakeHub& operator=(const FakeHub&) = delete;

    [[nodiscard]] std::string url(std::string_view path = {}) const; ///< Of the endpoint: HF_ENDPOINT.
    [[nodiscard]] std::string storageUrl(std::string_view path = {}) const;

    /// Adds or replaces one. Hashes its files: takes as long as that does.
    void addRepo(FakeRepo repo);
    void removeRepo(const std::string& id, FakeKind kind = FakeKind::Model);
    /// A new commit at the end of main. @return its id.
    std::string commit(const std::string& id, FakeCommit commit, FakeKind kind = FakeKind::Model);
    /// Changes anything of a repository there is, as its readers or its gate.
    void change(const std::string& id, const std::function<void(FakeRepo&)>& how, FakeKind kind = FakeKind::Model);

    /// Of what is there; throw std::out_of_range for what is not.
    [[nodiscard]] std::string commitId(const std::string& id, std::string_view revision = "main",
                                       FakeKind kind = FakeKind::Model) const;
    [[nodiscard]] StoredFile file(const std::string& id, const std::string& path, std::string_view revision = "main",
                                  FakeKind kind = FakeKind::Model) const;

    void addUser(FakeUser user);
    void addAccount(FakeAccount account);
    /// As answered by /api/collections/{slug}; "slug", "title", "owner" and "items" matter.
    void addCollection(nlohmann::json collection);
    /// As in /api/papers/search: {"paper": {"id", "title", "summary", ...}}.
    void addPaper(nlohmann::json paper);

    /// For requests to either server whose path matches (`*` stands for anything: "*/model.gguf" is a file's resolve
    /// and storage path, "/api/models" a listing). The newest match counts. Storage paths are
    /// "/storage/{models}/{id}/{hash}/{file path}".
    void misbehave(std::string pathPattern, Misbehaviour how);
    void behave(); ///< Ends all misbehaviour.

    /// Of "api" or "resolvers": so many requests a window, then 429 until it has passed.
    void setQuota(std::string_view bucket, int requests, std::chrono::seconds window = std::chrono::seconds(300));
    void expireSignedUrls(); ///< The storage host answers 403 to every address given out before.
    /// Each address given out serves so many requests, then 403; 0 = no end.
    void setSignedUrlUses(int requests);
    /// What stands before the path in Link headers, instead of url(): as a mirror that repeats
    /// "https://huggingface.co".
    void setAdvertisedOrigin(std::string origin);
    /// Git files are redirected to a relative /api/resolve-cache/... address first.
    void setResolveCache(bool on);

    [[nodiscard]] std::vector<FakeRequest> requests() const; ///< To the endpoint.
    [[nodiscard]] std::vector<FakeRequest> storageRequests() const;
    [[nodiscard]] int count(std::string_view pathPattern) const; ///< Requests to both that match.
    /// Body bytes of files handed to GETs' connections by both servers: of the file of this path in any repository, or
    /// of all.
    [[nodiscard]] std::uint64_t bytesSent(std::string_view filePath = {}) const;
    [[nodiscard]] int rangeRequests() const;            ///< GETs of files with a Range header.
    [[nodiscard]] int requestsWithToken() const;        ///< Requests to the endpoint with an Authorization header.
    [[nodiscard]] int storageRequestsWithToken() const; ///< Has to stay 0.

private:
    struct Servers;
    std::unique_ptr<Servers> m_servers;
};

} // namespace orrery::fakes
