// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/hub/answer.h>
#include <orrery/hub/endpoint.h>
#include <orrery/hub/errors.h>
#include <orrery/hub/query.h>
#include <orrery/hub/types.h>
#include <orrery/net/http_client.h>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace orrery::hub {

/// One page of a listing and where the next begins; empty `next`: it was the last.
template <class T>
struct Page {
    std::vector<T> items;
    std::string next; ///< Opaque: give it to the same call again.
};

struct TreeRequest {
    RepoId repo;
    std::string revision = "main";
    std::string folder = {}; ///< Empty: the whole repository.
    bool recursive = true;
    bool details = false; ///< Last commit and scan status of each file; slower.
};

/// What asking for one file's head told.
struct FileHead {
    std::string commit;
    std::string etag; ///< Without quotes: sha256 (64 hex) of an LFS file, git blob SHA-1 (40 hex) else; proxies
                      ///< may say something else.
    std::uint64_t size = 0;
    std::string location; ///< Where to fetch the bytes: absolute, perhaps on another host.
};

/// The first bytes of a file.
struct FileBeginning {
    std::string path; ///< In the repository.
    std::string bytes;
    std::uint64_t size = 0; ///< Of the whole file.
};

/// What an endpoint can do; mirrors and proxies speak only parts of the protocol.
struct Capabilities {
    bool listing = false;
    bool paging = false; ///< Sends Link headers.
    bool fields = false; ///< Honours `expand`.
    bool trending = false;
    bool accounts = false; ///< whoami
};

/// Questions to one or more Hubs, each answered once.
///
/// Every call returns at once, from any thread; `done` runs exactly once, on the executor given at construction, with
/// Errc::Cancelled when `stop` was requested. Answers are parsed on a worker. GETs are retried as the Hub's
/// documentation asks (five tries, 429 after the time named). The token goes only to the endpoint's own origin. Answers
/// are untrusted: sizes, depth and counts are bounded, unknown values survive.
class HubClient {
public:
    template <class T>
    using Done = std::function<void(Result<T>)>;

    /// All outlive the client. `http` completes on any executor; `parsing` runs the parsers; `completion` runs `done`.
    struct Services {
        net::HttpClient& http;
        Executor& parsing;
        Executor& completion;
        TokenSource token; ///< May be empty: browse anonymously.
        /// Before each further try of what failed in passing, unless the server names its own; a longer one than the
        /// last of these is not waited for but told.
        std::vector<std::chrono::milliseconds> pauses = {std::chrono::seconds(1), std::chrono::seconds(2),
                                                         std::chrono::seconds(4), std::chrono::seconds(8)};
    };
    explicit HubClient(Services services);
    /// Completes what is still open with Errc::Cancelled; uses no service after it has returned.
    ~HubClient();
    HubClient(const HubClient&) = delete;
    HubClient& operator=(const HubClient&) = delete;

    void list(const Endpoint& endpoint, const ListQuery& query, std::stop_token stop, Done<Page<RepoSummary>> done);
    /// The page after one of list(): `next` as it came.
    void listNext(const Endpoint& endpoint, RepoKind kind, std::string next, std::stop_token stop,
                  Done<Page<RepoSummary>> done);
    void info(const Endpoint& endpoint, const RepoId& repo, const std::string& revision, std::stop_token stop,
              Done<RepoInfo> done);
    /// The whole tree: pages are followed (bounded at 200,000 entries).
    void tree(const Endpoint& endpoint, const TreeRequest& request, std::stop_token stop,
              Done<std::vector<TreeEntry>> done);
    void refs(const Endpoint& endpoint, const RepoId& repo, std::stop_token stop, Done<Refs> done);
    /// @param page from 0; 50 commits a page.
    void commits(const Endpoint& endpoint, const RepoId& repo, const std::string& revision, int page,
                 std::stop_token stop, Done<std::vector<Commit>> done);
    /// A small text file (README.md, config.json), at most 5 MB.
    void textFile(const Endpoint& endpoint, const RepoId& repo, const std::string& revision, const std::string& path,
                  std::stop_token stop, Done<std::string> done);
    void fileHead(const Endpoint& endpoint, const RepoId& repo, const std::string& revision, const std::string& path,
                  std::stop_token stop, Done<FileHead> done);
    /// What stands before the weights of a GGUF model, and no more of them than a few MB: fetched by ranges, 4 MB first
    /// and doubled until the header is whole, at most 128 MB a part. Fails with gguf::Errc for what is no sound GGUF,
    /// with BadRequest where the server hands out whole files only.
    /// @param paths of all its parts, in order; one after another.
    void modelHeads(const Endpoint& endpoint, const RepoId& repo, const std::string& revision,
                    std::vector<std::string> paths, std::stop_token stop, Done<std::vector<FileBeginning>> done);
    /// Completes with success when this token may read the repository's files.
    void checkAccess(const Endpoint& endpoint, const RepoId& repo, std::stop_token stop, Done<void> done);
    void collections(const Endpoint& endpoint, const std::string& owner, const std::string& search,
                     std::stop_token stop, Done<std::vector<Collection>> done);
    void collection(const Endpoint& endpoint, const std::string& slug, std::stop_token stop, Done<Collection> done);
    void account(const Endpoint& endpoint, const std::string& name, std::stop_token stop, Done<Account> done);
    void papers(const Endpoint& endpoint, const std::string& search, std::stop_token stop,
                Done<std::vector<Paper>> done);
    void whoAmI(const Endpoint& endpoint, std::stop_token stop, Done<WhoAmI> done);
    void probe(const Endpoint& endpoint, std::stop_token stop, Done<Capabilities> done);

    /// The newest figures of each bucket. Any thread.
    [[nodiscard]] std::vector<RateLimit> rateLimits(const Endpoint& endpoint) const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace orrery::hub
