// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "json.h"
#include "questions.h"

#include <orrery/hub/errors.h>

namespace orrery::hub {

namespace {

/// Three questions, one after another; what an endpoint does not know only leaves its capability out.
class Probe : public std::enable_shared_from_this<Probe> {
public:
    Probe(std::shared_ptr<Core> core, Endpoint endpoint, std::stop_token stop, HubClient::Done<Capabilities> done)
        : m_core(core),
          m_endpoint(std::move(endpoint)),
          m_stop(std::move(stop)),
          m_reply(std::move(core), std::move(done)) {}

    void askForListing() {
        // A row has `sha` only when it was asked for.
        ask("/api/models?limit=1&expand=sha", "/api/models?limit=1", &Probe::takeListing);
    }

private:
    using Take = void (Probe::*)(const Result<net::HttpResponse>& answer);

    void ask(std::string_view path, std::string_view plainPath, Take take) {
        Question question{.endpoint = m_endpoint, .url = m_endpoint.url + std::string(path), .subject = m_endpoint.url};
        if (!plainPath.empty()) question.plainUrl = m_endpoint.url + std::string(plainPath);
        question.ofRepository = false;
        std::make_shared<Exchange>(m_core, std::move(question), m_stop,
                                   [self = shared_from_this(), take](const Result<net::HttpResponse>& answer) {
                                       if (!answer && self->isFinal(answer.error()))
                                           return self->m_reply(fail(answer.error()));
                                       ((*self).*take)(answer);
                                   })
            ->start();
    }

    /// No answer at all, as against one that says no.
    static bool isFinal(const Error& error) {
        return error.code.domain() != errorDomain(Errc{}) || error.is(Errc::RateLimited) || error.is(Errc::Server);
    }

    void takeListing(const Result<net::HttpResponse>& answer) {
        const Result<Json> rows = answer ? parseArray(answer->body) : Result<Json>(fail(answer.error()));
        if (!rows) m_problem = rows.error();
        m_found.listing = rows.has_value();
        m_found.paging = rows && !nextPage(m_endpoint, *answer).empty();
        m_found.fields = rows && !rows->empty() && !textIn(rows->front(), "sha").empty();
        ask("/api/trending?limit=1", {}, &Probe::takeTrending);
    }

    void takeTrending(const Result<net::HttpResponse>& answer) {
        m_found.trending = answer && parseObject(answer->body);
        ask("/api/whoami-v2", {}, &Probe::takeAccount);
    }

    void takeAccount(const Result<net::HttpResponse>& answer) {
        m_found.accounts = answer ? parseObject(answer->body).has_value() : answer.error().is(Errc::Unauthorised);
        const bool anything = m_found.listing || m_found.trending || m_found.accounts;
        if (!anything && m_problem && m_problem->is(Errc::NotAHub)) return m_reply(fail(*m_problem));
        m_reply(m_found);
    }

    std::shared_ptr<Core> m_core;
    Endpoint m_endpoint;
    std::stop_token m_stop;
    Reply<Capabilities> m_reply;
    Capabilities m_found;
    std::optional<Error> m_problem;
};

} // namespace

void probeEndpoint(const std::shared_ptr<Core>& core, const Endpoint& endpoint, std::stop_token stop,
                   HubClient::Done<Capabilities> done) {
    std::make_shared<Probe>(core, endpoint, std::move(stop), std::move(done))->askForListing();
}

} // namespace orrery::hub
