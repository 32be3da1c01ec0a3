// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/client.h>

#include "percent.h"
#include "questions.h"
#include "text.h"

#include <orrery/hub/errors.h>
#include <orrery/hub/wire.h>

#include <fmt/format.h>

namespace orrery::hub {

struct HubClient::State : Core {
    using Core::Core;
};

namespace {

constexpr int rowsOfPeople = 50; ///< Of collections and papers.
constexpr int commitsPerPage = 50;
constexpr std::uint64_t largestText = 5'000'000;

/// Readers of a body alone.
template <class T, class... Extra>
auto bodyReader(Result<T> (*read)(std::string_view, Extra...), Extra... extra) {
    return [read, extra...](const net::HttpResponse& answer) { return read(answer.body, extra...); };
}

auto pageReader(const Endpoint& endpoint, RepoKind kind) {
    return [endpoint, kind](const net::HttpResponse& answer) -> Result<Page<RepoSummary>> {
        Result<std::vector<RepoSummary>> rows = readListing(answer.body, kind);
        if (!rows) return fail(rows.error());
        return Page<RepoSummary>{*std::move(rows), nextPage(endpoint, answer)};
    };
}

Question listQuestion(const Endpoint& endpoint, RepoKind kind, std::string url) {
    Question question{
        .endpoint = endpoint, .url = std::move(url), .subject = fmt::format("the list of {}", kindPlural(kind))};
    question.ofRepository = false;
    return question;
}

Question siteQuestion(const Endpoint& endpoint, std::string_view path, std::string subject) {
    Question question{.endpoint = endpoint, .url = endpoint.url + std::string(path), .subject = std::move(subject)};
    question.ofRepository = false;
    return question;
}

/// The same listing without naming the fields, for servers that do not know them.
std::string withoutFields(const std::string& url) {
    return url.substr(0, url.find("&expand="));
}

/// At most so many bytes, cut between characters.
std::string_view shortened(std::string_view text, std::size_t longest) {
    if (text.size() <= longest) return text;
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0U) == 0x80U) --longest;
    return text.substr(0, longest);
}

} // namespace

HubClient::HubClient(Services services) : m_state(std::make_shared<State>(std::move(services))) {}

HubClient::~HubClient() {
    m_state->close();
}

void HubClient::list(const Endpoint& endpoint, const ListQuery& query, std::stop_token stop,
                     Done<Page<RepoSummary>> done) {
    Question question = listQuestion(endpoint, query.kind, listUrl(endpoint, query));
    question.plainUrl = withoutFields(question.url);
    ask(m_state, std::move(question), std::move(stop), std::move(done), pageReader(endpoint, query.kind));
}

void HubClient::listNext(const Endpoint& endpoint, RepoKind kind, std::string next, std::stop_token stop,
                         Done<Page<RepoSummary>> done) {
    if (const Status own = checkOwnHost(endpoint, next); !own)
        return Reply(m_state, std::move(done))(fail(own.error()));
    ask(m_state, listQuestion(endpoint, kind, std::move(next)), std::move(stop), std::move(done),
        pageReader(endpoint, kind));
}

void HubClient::info(const Endpoint& endpoint, const RepoId& repo, const std::string& revision, std::stop_token stop,
                     Done<RepoInfo> done) {
    const std::string url = apiUrl(endpoint, repo, revision);
    Question question = repoQuestion(endpoint, repo, url + "?blobs=true&securityStatus=true");
    question.plainUrl = url;
    ask(m_state, std::move(question), std::move(stop), std::move(done), bodyReader(&readInfo, repo.kind));
}

void HubClient::tree(const Endpoint& endpoint, const TreeRequest& request, std::stop_token stop,
                     Done<std::vector<TreeEntry>> done) {
    walkTree(m_state, endpoint, request, std::move(stop), std::move(done));
}

void HubClient::refs(const Endpoint& endpoint, const RepoId& repo, std::stop_token stop, Done<Refs> done) {
    ask(m_state, repoQuestion(endpoint, repo, apiUrl(endpoint, repo) + "/refs?include_prs=1"), std::move(stop),
        std::move(done), bodyReader(&readRefs));
}

void HubClient::commits(const Endpoint& endpoint, const RepoId& repo, const std::string& revision, int page,
                        std::stop_token stop, Done<std::vector<Commit>> done) {
    const std::string url = fmt::format("{}/commits/{}?p={}&limit={}", apiUrl(endpoint, repo), percentEncoded(revision),
                                        page, commitsPerPage);
    ask(m_state, repoQuestion(endpoint, repo, url), std::move(stop), std::move(done), bodyReader(&readCommits));
}

void HubClient::textFile(const Endpoint& endpoint, const RepoId& repo, const std::string& revision,
                         const std::string& path, std::stop_token stop, Done<std::string> done) {
    Question question = repoQuestion(endpoint, repo, resolveUrl(endpoint, repo, revision, path));
    question.largest = largestText;
    ask(m_state, std::move(question), std::move(stop), std::move(done),
        [](const net::HttpResponse& answer) -> Result<std::string> { return answer.body; });
}

void HubClient::fileHead(const Endpoint& endpoint, const RepoId& repo, const std::string& revision,
                         const std::string& path, std::stop_token stop, Done<FileHead> done) {
    Question question = repoQuestion(endpoint, repo, resolveUrl(endpoint, repo, revision, path));
    question.method = "HEAD";
    ask(m_state, std::move(question), std::move(stop), std::move(done),
        [endpoint](const net::HttpResponse& answer) { return readFileHead(endpoint, answer); });
}

void HubClient::modelHeads(const Endpoint& endpoint, const RepoId& repo, const std::string& revision,
                           std::vector<std::string> paths, std::stop_token stop,
                           Done<std::vector<FileBeginning>> done) {
    walkHeads(m_state, endpoint, repo, revision, std::move(paths), std::move(stop), std::move(done));
}

void HubClient::checkAccess(const Endpoint& endpoint, const RepoId& repo, std::stop_token stop, Done<void> done) {
    Question question = repoQuestion(endpoint, repo, apiUrl(endpoint, repo) + "/auth-check");
    question.anonymousToo = false;
    ask(m_state, std::move(question), std::move(stop), std::move(done),
        [](const net::HttpResponse&) { return Status(); });
}

void HubClient::collections(const Endpoint& endpoint, const std::string& owner, const std::string& search,
                            std::stop_token stop, Done<std::vector<Collection>> done) {
    std::string path = fmt::format("/api/collections?sort=trending&limit={}", rowsOfPeople);
    if (!owner.empty()) path += "&owner=" + percentEncoded(owner);
    if (!search.empty()) path += "&q=" + percentEncoded(search);
    ask(m_state, siteQuestion(endpoint, path, "the collections"), std::move(stop), std::move(done),
        bodyReader(&readCollections));
}

void HubClient::collection(const Endpoint& endpoint, const std::string& slug, std::stop_token stop,
                           Done<Collection> done) {
    ask(m_state, siteQuestion(endpoint, "/api/collections/" + percentEncoded(slug, true), "the collection " + slug),
        std::move(stop), std::move(done), bodyReader(&readCollection));
}

void HubClient::account(const Endpoint& endpoint, const std::string& name, std::stop_token stop, Done<Account> done) {
    const auto question = [&](std::string_view kind) {
        return siteQuestion(endpoint, fmt::format("/api/{}/{}/overview", kind, percentEncoded(name)), name);
    };
    const Reply<Account> reply(m_state, std::move(done));
    const auto asUser = [core = std::shared_ptr<Core>(m_state), reply, stop, user = question("users")] {
        std::make_shared<Exchange>(core, user, stop, [reply](const Result<net::HttpResponse>& answer) {
            reply(answer ? readAccount(answer->body, false) : Result<Account>(fail(answer.error())));
        })->start();
    };
    const auto asOrganisation = [reply, asUser](const Result<net::HttpResponse>& answer) {
        if (answer) return reply(readAccount(answer->body, true));
        if (!answer.error().is(Errc::NotFound)) return reply(fail(answer.error()));
        asUser();
    };
    std::make_shared<Exchange>(m_state, question("organizations"), std::move(stop), asOrganisation)->start();
}

void HubClient::papers(const Endpoint& endpoint, const std::string& search, std::stop_token stop,
                       Done<std::vector<Paper>> done) {
    constexpr std::size_t longestSearch = 250;
    const std::string path = search.empty()
                                 ? fmt::format("/api/daily_papers?limit={}", rowsOfPeople)
                                 : fmt::format("/api/papers/search?q={}&limit={}",
                                               percentEncoded(shortened(search, longestSearch)), rowsOfPeople);
    ask(m_state, siteQuestion(endpoint, path, "the papers"), std::move(stop), std::move(done), bodyReader(&readPapers));
}

void HubClient::whoAmI(const Endpoint& endpoint, std::stop_token stop, Done<WhoAmI> done) {
    Question question = siteQuestion(endpoint, "/api/whoami-v2", "your account");
    question.anonymousToo = false;
    ask(m_state, std::move(question), std::move(stop), std::move(done), bodyReader(&readWhoAmI));
}

void HubClient::probe(const Endpoint& endpoint, std::stop_token stop, Done<Capabilities> done) {
    probeEndpoint(m_state, endpoint, std::move(stop), std::move(done));
}

std::vector<RateLimit> HubClient::rateLimits(const Endpoint& endpoint) const {
    return m_state->rateLimits(endpoint);
}

} // namespace orrery::hub
