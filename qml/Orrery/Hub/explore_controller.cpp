// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore_controller.h"

#include "entry_text.h"
#include "remember.h"
#include "words.h"

#include <orrery/bridge/text.h>
#include <orrery/net/http_client.h>

#include <QLocale>

#include <chrono>

using namespace orrery;
using namespace orrery::ui;
using namespace std::chrono_literals;
using catalog::Facet;
using catalog::Order;

namespace {

constexpr auto localDelay = 40ms; // of the catalogue's search after a key
constexpr auto remoteDelay = 300ms;
constexpr std::size_t pageSize = 60;
constexpr int mostEmptyPages = 4; // of the Hub, before asking for more is left to the person

const std::vector<Order>& orders(bool withText) {
    static const std::vector<Order> searching{Order::Relevance, Order::Trending, Order::Downloads,  Order::Likes,
                                              Order::Modified,  Order::Created,  Order::Parameters, Order::Name};
    static const std::vector<Order> browsing(searching.begin() + 1, searching.end());
    return withText ? searching : browsing;
}

/// Counts of ages, added up: what changed in the last week also changed in the last month.
std::vector<std::pair<std::string, std::uint64_t>>
sinceThen(const std::vector<std::pair<std::string, std::uint64_t>>& ages) {
    std::vector<std::pair<std::string, std::uint64_t>> counts;
    std::uint64_t sum = 0;
    for (const char* age : {"week", "month", "half-year", "year"}) {
        for (const auto& [name, count] : ages) sum += name == age ? count : 0;
        if (sum > 0) counts.emplace_back(age, sum);
    }
    return counts;
}

QString orderName(Order order) {
    switch (order) {
    case Order::Relevance: return ExploreController::tr("Best match");
    case Order::Trending: return ExploreController::tr("Trending");
    case Order::Downloads: return ExploreController::tr("Most downloads");
    case Order::Likes: return ExploreController::tr("Most likes");
    case Order::Modified: return ExploreController::tr("Changed last");
    case Order::Created: return ExploreController::tr("Newest");
    case Order::Parameters: return ExploreController::tr("Largest");
    case Order::Name: break;
    }
    return ExploreController::tr("Name");
}

} // namespace

ExploreController::ExploreController(const HubServices& services, QObject* parent)
    : QObject(parent), m_services(services), m_results(services.labs, services.memoryTotal), m_feed(services) {
    makeFacets();
    m_localTimer.setSingleShot(true);
    m_remoteTimer.setSingleShot(true);
    connect(&m_localTimer, &QTimer::timeout, this, [this] { searchLocal(0); });
    connect(&m_remoteTimer, &QTimer::timeout, this, &ExploreController::searchRemote);
    if (m_services.endpoints.size() > 1) m_query.endpoint = m_services.endpoints.front().url;
}

ExploreController::~ExploreController() {
    m_alive.request_stop();
    m_search.request_stop();
}

void ExploreController::makeFacets() {
    const auto plain = [](const std::string& value) { return textFrom(value); };
    const auto add = [this](FacetModel::Kind kind) {
        m_facets.push_back(std::make_unique<FacetModel>(std::move(kind)));
        connect(m_facets.back().get(), &FacetModel::chosenChanged, this, [this, facet = m_facets.back().get()] {
            m_query.chosen[facet->facet()] = facet->chosen();
            if (facet->chosen().empty()) m_query.chosen.erase(facet->facet());
            change(Pace::AtOnce);
        });
    };
    add({Facet::Task, tr("Task"), {}, true, taskText});
    add({Facet::Fit, tr("On this machine"), tr("Whether the smallest copy fits into this machine's memory."), true,
         fitFacetText});
    add({Facet::LicenceClass, tr("Licence"),
         tr("A class of licences, from the most to the least permissive. Not legal advice."), true, licenceFacetText});
    add({Facet::Size, tr("Size"), {}, false, sizeFacetText});
    add({Facet::Library, tr("Library"), {}, true, plain});
    add({Facet::Language, tr("Language"), {}, true, languageText});
    add({Facet::Publisher, tr("Publisher"), {}, true, [this](const std::string& value) {
             return publisherText(m_services.labs, value);
         }});
    add({Facet::Country, tr("Country"), tr("Where the publisher has its headquarters."), true, countryText});
    add({Facet::Gated, tr("Access"), {}, false, gatedFacetText});
    add({Facet::Updated, tr("Changed"), {}, false, updatedFacetText});
}

QQmlListProperty<FacetModel> ExploreController::facets() {
    return {this, nullptr,
            [](QQmlListProperty<FacetModel>* list) -> qsizetype {
                return std::ssize(static_cast<ExploreController*>(list->object)->m_facets);
            },
            [](QQmlListProperty<FacetModel>* list, qsizetype at) {
                return static_cast<ExploreController*>(list->object)->m_facets[static_cast<std::size_t>(at)].get();
            }};
}

void ExploreController::setText(const QString& text) {
    const std::string wanted = text.trimmed().toStdString();
    if (m_query.text == wanted) return;
    m_query.text = wanted;
    change(Pace::Typing);
}

void ExploreController::setShelf(Shelf shelf) {
    if (this->shelf() == shelf) return;
    m_query.shelf = static_cast<ui::Shelf>(shelf);
    change(Pace::AtOnce);
}

void ExploreController::setRobotShelf(RobotShelf shelf) {
    if (robotShelf() == shelf) return;
    m_query.robotShelf = static_cast<ui::RobotShelf>(shelf);
    change(Pace::AtOnce);
}

QStringList ExploreController::orderNames() const {
    QStringList names;
    for (const Order order : orders(!m_query.text.empty())) names += orderName(order);
    return names;
}

int ExploreController::orderIndex() const {
    const auto& list = orders(!m_query.text.empty());
    return static_cast<int>(std::ranges::find(list, orderOf(m_query)) - list.begin());
}

void ExploreController::setOrderIndex(int index) {
    const auto& list = orders(!m_query.text.empty());
    if (index < 0 || index >= std::ssize(list) || index == orderIndex()) return;
    m_query.order = list[static_cast<std::size_t>(index)];
    change(Pace::AtOnce);
}

void ExploreController::setInstalledOnly(bool only) {
    if (m_query.installedOnly == only) return;
    m_query.installedOnly = only;
    change(Pace::AtOnce);
}

void ExploreController::setFavouritesOnly(bool only) {
    if (m_query.favouritesOnly == only) return;
    m_query.favouritesOnly = only;
    change(Pace::AtOnce);
}

QStringList ExploreController::endpointNames() const {
    QStringList names;
    for (const hub::Endpoint& endpoint : m_services.endpoints) names += textFrom(endpoint.name);
    return names;
}

void ExploreController::setEndpoints(std::vector<hub::Endpoint> endpoints) {
    const hub::Endpoint searched = m_services.endpoints[static_cast<std::size_t>(m_endpoint)];
    m_services.endpoints = std::move(endpoints);
    const auto kept = std::ranges::find(m_services.endpoints, searched);
    const bool several = m_services.endpoints.size() > 1;
    m_endpoint = kept == m_services.endpoints.end() ? 0 : static_cast<int>(kept - m_services.endpoints.begin());
    m_query.endpoint = several ? m_services.endpoints[static_cast<std::size_t>(m_endpoint)].url : std::string();
    Q_EMIT endpointsChanged();
    if (m_started) change(Pace::AtOnce);
}

void ExploreController::setEndpointIndex(int index) {
    if (index == m_endpoint || index < 0 || index >= std::ssize(m_services.endpoints)) return;
    m_endpoint = index;
    m_query.endpoint = m_services.endpoints[static_cast<std::size_t>(index)].url;
    change(Pace::AtOnce);
}

int ExploreController::filterCount() const {
    std::size_t count = (m_query.installedOnly ? 1 : 0) + (m_query.favouritesOnly ? 1 : 0);
    for (const auto& [facet, values] : m_query.chosen) count += values.size();
    return static_cast<int>(count);
}

ExploreController::State ExploreController::state() const {
    if (m_results.count() > 0) return Results;
    if (!m_started || busy() || m_localTimer.isActive() || m_remoteTimer.isActive()) return Searching;
    return m_problem.title.isEmpty() ? Nothing : Failed;
}

QString ExploreController::totalText() const {
    const auto shown = std::max(m_total, static_cast<std::uint64_t>(m_results.count()));
    const QString number = QLocale().toString(static_cast<qulonglong>(shown));
    if (m_localEnded && !m_feed.exhausted()) return tr("%1 results so far").arg(number);
    return shown == 1 ? tr("1 result") : tr("%1 results").arg(number);
}

QString ExploreController::offlineText() const {
    if (!offline()) return {};
    const QString what = m_offline ? tr("Working offline.") : tr("No network.");
    const QString day = dateText(m_seenUpTo);
    return day.isEmpty() ? what : tr("%1 Showing what was seen up to %2.").arg(what, day);
}

void ExploreController::setOffline(bool offline) {
    if (m_offline == offline) return;
    m_offline = offline;
    m_noNetwork = false;
    if (offline) {
        m_feed.stop();
        m_remoteTimer.stop();
        readSeenDate();
    } else if (m_started) {
        searchRemote();
    }
    Q_EMIT changed();
}

void ExploreController::start() {
    if (m_started) return;
    change(Pace::AtOnce);
}

void ExploreController::clearFilters() {
    m_query.chosen.clear();
    m_query.installedOnly = false;
    m_query.favouritesOnly = false;
    for (const auto& facet : m_facets) facet->setChosen({});
    change(Pace::AtOnce);
}

void ExploreController::refresh() {
    change(Pace::AtOnce);
}

void ExploreController::change(Pace pace) {
    m_started = true;
    m_search.request_stop();
    m_search = {};
    m_feed.stop();
    m_localBusy = false;
    m_localFirst = true;
    m_early.clear();
    m_held.clear();
    m_fresh.clear();
    m_emptyPages = 0;
    m_problem = {};
    m_localTimer.start(pace == Pace::Typing ? localDelay : 0ms);
    if (m_offline) {
        readSeenDate();
    } else {
        m_remoteTimer.start(remoteDelay);
    }
    Q_EMIT queryChanged();
    Q_EMIT changed();
}

catalog::Filter ExploreController::filter() const {
    return filterOf(m_query, m_services.memoryTotal, nowUtc().substr(0, 10));
}

void ExploreController::searchLocal(std::size_t offset) {
    m_localBusy = true;
    Q_EMIT changed();
    m_services.workers.post([this, offset, services = m_services, filter = filter(), order = orderOf(m_query),
                             stop = m_search.get_token()] {
        if (stop.stop_requested()) return;
        auto found = std::make_shared<Result<catalog::SearchResult>>(
            services.catalog.search(filter, order, offset, pageSize, stop));
        services.gui.post([this, offset, found, stop] {
            if (!stop.stop_requested()) takeLocal(offset, std::move(*found));
        });
    });
}

void ExploreController::takeLocal(std::size_t offset, Result<catalog::SearchResult> found) {
    m_localBusy = false;
    if (!found) {
        m_localEnded = true;
        if (!found.error().is(orrery::Errc::Cancelled))
            m_problem = Problem::of(tr("The catalogue could not be searched"), found.error());
        found = catalog::SearchResult{};
    } else {
        m_total = found->total;
        m_localOffset = offset + found->entries.size();
        m_localEnded = found->entries.empty() || m_localOffset >= found->total;
    }
    for (const catalog::Entry& entry : found->entries) m_fresh.erase(entryKey(entry));
    const bool first = std::exchange(m_localFirst, false);
    if (first) {
        m_results.reset(std::move(found->entries));
        merge(std::exchange(m_early, {}));
        Q_EMIT restarted();
        countFacets();
    } else {
        m_results.append(std::move(found->entries));
        if (m_localEnded) bringInHeld();
    }
    Q_EMIT changed();
}

void ExploreController::countFacets() {
    std::vector<Facet> wanted;
    for (const auto& facet : m_facets) wanted.push_back(facet->facet());
    m_services.workers.post([this, wanted, services = m_services, filter = filter(), stop = m_search.get_token()] {
        if (stop.stop_requested()) return;
        auto counts =
            std::make_shared<Result<std::vector<catalog::FacetCounts>>>(services.catalog.facets(filter, wanted, stop));
        services.gui.post([this, counts, stop] {
            if (!stop.stop_requested() && *counts) takeCounts(std::move(**counts));
        });
    });
}

void ExploreController::takeCounts(std::vector<catalog::FacetCounts> counts) {
    for (catalog::FacetCounts& facet : counts) {
        const auto model = std::ranges::find(m_facets, facet.facet, [](const auto& own) { return own->facet(); });
        if (model == m_facets.end()) continue;
        const bool given = facet.facet == Facet::Task && m_query.shelf == ui::Shelf::Robotics; // the shelf says which
        if (given) facet.counts.clear();
        if (facet.facet == Facet::Updated) facet.counts = sinceThen(facet.counts);
        if (facet.facet == Facet::Size)
            std::erase_if(facet.counts, [](const auto& size) { return size.first == "unknown"; });
        (*model)->setCounts(std::move(facet.counts));
    }
}

void ExploreController::searchRemote() {
    std::vector<RemoteFeed::Listing> listings;
    for (hub::ListQuery& query : listingsOf(m_query))
        listings.push_back({m_services.endpoints[static_cast<std::size_t>(m_endpoint)], std::move(query)});
    m_feed.begin(std::move(listings), filter(), [this](Result<RemoteFeed::Rows> page) { takeRemote(std::move(page)); });
    Q_EMIT changed();
}

void ExploreController::takeRemote(Result<RemoteFeed::Rows> page) {
    if (!page) {
        m_noNetwork = page.error().is(net::Errc::Offline);
        if (m_noNetwork) {
            readSeenDate();
        } else {
            m_problem = Problem::of(tr("The Hub did not answer as hoped"), page.error());
        }
    } else if (m_noNetwork = false; m_localFirst) {
        std::ranges::move(*page, std::back_inserter(m_early));
    } else {
        countFacets();
        m_emptyPages = page->empty() ? m_emptyPages + 1 : 0;
        merge(std::move(*page));
        if (m_followsTop && !m_fresh.empty()) rankAnew();
        if (m_localEnded && m_results.count() < static_cast<int>(pageSize) / 2 && m_emptyPages < mostEmptyPages)
            m_feed.more();
    }
    Q_EMIT changed();
}

void ExploreController::merge(RemoteFeed::Rows rows) {
    ExploreModel::Entries entries;
    std::set<QString> fresh;
    for (ui::Remembered& row : rows) {
        if (row.isNew) fresh.insert(entryKey(row.entry));
        entries.push_back(std::move(row.entry));
    }
    for (catalog::Entry& entry : m_results.update(std::move(entries))) {
        const QString key = entryKey(entry);
        if (fresh.contains(key)) m_fresh.insert(key);
        m_held.push_back(std::move(entry));
    }
    if (m_localEnded) bringInHeld();
}

void ExploreController::rankAnew() {
    m_fresh.clear();
    m_held.clear(); // the catalogue has them by now
    m_localFirst = true;
    searchLocal(0);
}

void ExploreController::bringInHeld() {
    m_fresh.clear();
    m_results.append(std::exchange(m_held, {}));
}

void ExploreController::more() {
    if (!m_started || m_localFirst || m_localBusy) return;
    if (!m_localEnded) {
        searchLocal(m_localOffset);
    } else if (!offline() && !m_feed.busy() && !m_feed.exhausted()) {
        m_feed.more();
        Q_EMIT changed();
    }
}

void ExploreController::renew(const QString& kind, const QString& repo) {
    const auto known = hub::kindFromName(kind.toStdString());
    if (!known) return;
    m_services.workers.post(
        [this, services = m_services, id = hub::RepoId{*known, repo.toStdString()}, gone = m_alive.get_token()] {
            if (gone.stop_requested()) return;
            Result<std::optional<catalog::Entry>> entry = services.catalog.find(id);
            if (!entry || !*entry) return;
            services.gui.post([this, gone, renewed = std::move(**entry)] {
                if (!gone.stop_requested()) m_results.update({renewed});
            });
        });
}

void ExploreController::readSeenDate() {
    m_services.workers.post([this, services = m_services, gone = m_alive.get_token()] {
        if (gone.stop_requested()) return;
        const Result<catalog::Stats> stats = services.catalog.stats();
        services.gui.post([this, gone, newest = stats ? stats->newest : std::string()] {
            if (gone.stop_requested()) return;
            m_seenUpTo = newest;
            Q_EMIT changed();
        });
    });
}
