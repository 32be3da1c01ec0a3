// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "remember.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

/// Pages of one or more listings of the Hub, one after another, each put into the catalogue before it is told. GUI
/// thread; nothing is told after stop() or the end of the feed.
class RemoteFeed {
public:
    struct Listing {
        orrery::hub::Endpoint endpoint;
        orrery::hub::ListQuery query;
    };
    using Rows = std::vector<orrery::ui::Remembered>;
    using OnPage = std::function<void(orrery::Result<Rows>)>;

    explicit RemoteFeed(const HubServices& services);
    ~RemoteFeed();
    RemoteFeed(const RemoteFeed&) = delete;
    RemoteFeed& operator=(const RemoteFeed&) = delete;

    /// Asks for the first page of each, after ending what went on before.
    /// @param filter what a row must pass to be told; all rows are remembered.
    void begin(std::vector<Listing> listings, orrery::catalog::Filter filter, OnPage onPage);
    /// Asks for the next page of each that has one, unless pages are still on their way.
    void more();
    void stop();

    bool busy() const { return m_waiting > 0; }
    bool exhausted() const;

private:
    struct Source {
        Listing listing;
        std::string next;
        bool ended = false;
    };
    void ask(std::size_t source);
    void take(std::size_t source, orrery::Result<orrery::hub::Page<orrery::hub::RepoSummary>> page);
    void tell(orrery::Result<Rows> rows);

    HubServices m_services;
    std::vector<Source> m_sources;
    orrery::catalog::Filter m_filter;
    OnPage m_onPage;
    int m_waiting = 0;
    std::stop_source m_stop;
};
