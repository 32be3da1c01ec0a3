// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "percent.h"
#include "questions.h"

#include <orrery/hub/errors.h>
#include <orrery/hub/wire.h>

#include <fmt/format.h>

#include <iterator>
#include <set>

namespace orrery::hub {

namespace {

constexpr std::size_t mostEntries = 200'000;
constexpr std::size_t mostPages = 5'000;

class TreeWalk : public std::enable_shared_from_this<TreeWalk> {
public:
    TreeWalk(std::shared_ptr<Core> core, Endpoint endpoint, RepoId repo, std::stop_token stop,
             HubClient::Done<std::vector<TreeEntry>> done)
        : m_core(core),
          m_endpoint(std::move(endpoint)),
          m_repo(std::move(repo)),
          m_stop(std::move(stop)),
          m_reply(std::move(core), std::move(done)) {}

    void ask(const std::string& url) {
        m_asked.insert(url);
        std::make_shared<Exchange>(m_core, repoQuestion(m_endpoint, m_repo, url), m_stop,
                                   [self = shared_from_this()](const Result<net::HttpResponse>& answer) {
                                       if (!answer) return self->m_reply(fail(answer.error()));
                                       self->take(*answer);
                                   })
            ->start();
    }

private:
    void take(const net::HttpResponse& answer) {
        Result<std::vector<TreeEntry>> page = readTree(answer.body);
        if (!page) return m_reply(fail(page.error()));
        std::move(page->begin(), page->end(), std::back_inserter(m_entries));
        const std::string next = nextPage(m_endpoint, answer);
        if (m_entries.size() > mostEntries) return refuse("It has more than 200,000 files; look into its folders.");
        if (next.empty()) return m_reply(std::move(m_entries));
        if (const Status own = checkOwnHost(m_endpoint, next); !own) return m_reply(fail(own.error()));
        if (m_asked.contains(next) || m_asked.size() >= mostPages) return refuse("Its pages never end.");
        ask(next);
    }

    void refuse(std::string_view why) {
        m_reply(fail(Errc::BadAnswer, fmt::format("The files of {} cannot be listed. {}", subjectOf(m_repo), why), {},
                     webUrl(m_endpoint, m_repo)));
    }

    std::shared_ptr<Core> m_core;
    Endpoint m_endpoint;
    RepoId m_repo;
    std::stop_token m_stop;
    Reply<std::vector<TreeEntry>> m_reply;
    std::vector<TreeEntry> m_entries;
    std::set<std::string> m_asked;
};

std::string treeUrl(const Endpoint& endpoint, const TreeRequest& request) {
    std::string url = apiUrl(endpoint, request.repo) + "/tree/" + percentEncoded(request.revision);
    if (!request.folder.empty()) url += '/' + percentEncoded(request.folder, true);
    if (request.recursive) url += "?recursive=true";
    if (request.details) url += request.recursive ? "&expand=true" : "?expand=true";
    return url;
}

} // namespace

void walkTree(const std::shared_ptr<Core>& core, const Endpoint& endpoint, const TreeRequest& request,
              std::stop_token stop, HubClient::Done<std::vector<TreeEntry>> done) {
    std::make_shared<TreeWalk>(core, endpoint, request.repo, std::move(stop), std::move(done))
        ->ask(treeUrl(endpoint, request));
}

} // namespace orrery::hub
