// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "remote_feed.h"

#include "explore_query.h"

#include <algorithm>

using namespace orrery;

RemoteFeed::RemoteFeed(const HubServices& services) : m_services(services) {}

RemoteFeed::~RemoteFeed() {
    m_stop.request_stop();
}

void RemoteFeed::begin(std::vector<Listing> listings, catalog::Filter filter, OnPage onPage) {
    stop();
    m_filter = std::move(filter);
    m_onPage = std::move(onPage);
    for (Listing& listing : listings) m_sources.push_back({std::move(listing), {}, false});
    for (std::size_t i = 0; i < m_sources.size(); ++i) ask(i);
}

void RemoteFeed::more() {
    if (busy()) return;
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        if (!m_sources[i].ended) ask(i);
    }
}

void RemoteFeed::stop() {
    m_stop.request_stop();
    m_stop = {};
    m_sources.clear();
    m_waiting = 0;
}

bool RemoteFeed::exhausted() const {
    return std::ranges::all_of(m_sources, &Source::ended);
}

void RemoteFeed::ask(std::size_t source) {
    ++m_waiting;
    const Source& from = m_sources[source];
    auto done = [this, source, stop = m_stop.get_token()](Result<hub::Page<hub::RepoSummary>> page) {
        if (!stop.stop_requested()) take(source, std::move(page));
    };
    if (from.next.empty()) {
        m_services.hub.list(from.listing.endpoint, from.listing.query, m_stop.get_token(), std::move(done));
    } else {
        m_services.hub.listNext(from.listing.endpoint, from.listing.query.kind, from.next, m_stop.get_token(),
                                std::move(done));
    }
}

void RemoteFeed::take(std::size_t source, Result<hub::Page<hub::RepoSummary>> page) {
    if (!page) {
        m_sources[source].ended = true;
        tell(fail(page.error()));
        return;
    }
    m_sources[source].next = page->next;
    m_sources[source].ended = page->next.empty();
    auto rows = std::make_shared<std::vector<hub::RepoSummary>>(std::move(page->items));
    m_services.workers.post([this, rows, services = m_services, filter = m_filter, stop = m_stop.get_token(),
                             endpoint = m_sources[source].listing.endpoint.url] {
        auto known = std::make_shared<Rows>(ui::remember(services, *rows, endpoint));
        std::erase_if(*known, [&](const ui::Remembered& row) { return !ui::matches(filter, row.entry); });
        services.gui.post([this, known, stop] {
            if (!stop.stop_requested()) tell(std::move(*known));
        });
    });
}

void RemoteFeed::tell(Result<Rows> rows) {
    --m_waiting;
    m_onPage(std::move(rows));
}
