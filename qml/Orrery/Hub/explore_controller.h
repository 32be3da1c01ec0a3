// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QQmlEngine>
#include <QQmlListProperty>
#include <QTimer>

#include "explore_model.h"
#include "explore_query.h"
#include "facet_model.h"
#include "hub_services.h"
#include "problem.h"
#include "remote_feed.h"

#include <memory>
#include <set>
#include <stop_token>
#include <vector>

/// Searching the Hub and everything ever seen of it: the catalogue answers at once, the Hub's answers come after and
/// join what is shown without moving it. GUI thread; nothing here waits.
class ExploreController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Created by the program")
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY queryChanged FINAL)
    Q_PROPERTY(Shelf shelf READ shelf WRITE setShelf NOTIFY queryChanged FINAL)
    Q_PROPERTY(RobotShelf robotShelf READ robotShelf WRITE setRobotShelf NOTIFY queryChanged FINAL)
    Q_PROPERTY(QStringList orderNames READ orderNames NOTIFY queryChanged FINAL)
    Q_PROPERTY(int orderIndex READ orderIndex WRITE setOrderIndex NOTIFY queryChanged FINAL)
    Q_PROPERTY(bool installedOnly READ installedOnly WRITE setInstalledOnly NOTIFY queryChanged FINAL)
    Q_PROPERTY(bool favouritesOnly READ favouritesOnly WRITE setFavouritesOnly NOTIFY queryChanged FINAL)
    Q_PROPERTY(QStringList endpointNames READ endpointNames NOTIFY endpointsChanged FINAL)
    Q_PROPERTY(int endpointIndex READ endpointIndex WRITE setEndpointIndex NOTIFY queryChanged FINAL)
    /// Values chosen in all facets together.
    Q_PROPERTY(int filterCount READ filterCount NOTIFY queryChanged FINAL)
    Q_PROPERTY(ExploreModel* results READ results CONSTANT FINAL)
    Q_PROPERTY(QQmlListProperty<FacetModel> facets READ facets CONSTANT FINAL)
    Q_PROPERTY(State state READ state NOTIFY changed FINAL)
    /// Something is still on its way: the catalogue's answer, the Hub's, or a further page.
    Q_PROPERTY(bool busy READ busy NOTIFY changed FINAL)
    /// "1,240 results", or "60 results so far" while the Hub has more.
    Q_PROPERTY(QString totalText READ totalText NOTIFY changed FINAL)
    /// Results of the Hub that belong further up than one can put them without moving what is looked at.
    Q_PROPERTY(int newResults READ newResults NOTIFY changed FINAL)
    /// The person looks at the top and has chosen nothing there: what the Hub adds may take its place at once.
    Q_PROPERTY(bool followsTop MEMBER m_followsTop NOTIFY followsTopChanged FINAL)
    /// Nothing is asked of the network: set so, or there is none.
    Q_PROPERTY(bool offline READ offline NOTIFY changed FINAL)
    /// There is no network, though one may be used: trying again makes sense.
    Q_PROPERTY(bool networkMissing READ networkMissing NOTIFY changed FINAL)
    /// "No network. Showing what was seen up to 3 November."; empty while online.
    Q_PROPERTY(QString offlineText READ offlineText NOTIFY changed FINAL)
    Q_PROPERTY(Problem problem READ problem NOTIFY changed FINAL)

public:
    enum Shelf { Models, Datasets, Robotics, Apps };
    Q_ENUM(Shelf)
    enum RobotShelf { Policies, Recordings, Descriptions, ReachyApps };
    Q_ENUM(RobotShelf)
    enum State {
        Searching, ///< Nothing to show yet.
        Results,
        Nothing, ///< There is nothing that matches.
        Failed,  ///< Nothing to show, and `problem` says why.
    };
    Q_ENUM(State)

    explicit ExploreController(const HubServices& services, QObject* parent = nullptr);
    ~ExploreController() override;

    QString text() const { return QString::fromStdString(m_query.text); }
    void setText(const QString& text);
    Shelf shelf() const { return static_cast<Shelf>(m_query.shelf); }
    void setShelf(Shelf shelf);
    RobotShelf robotShelf() const { return static_cast<RobotShelf>(m_query.robotShelf); }
    void setRobotShelf(RobotShelf shelf);
    QStringList orderNames() const;
    int orderIndex() const;
    void setOrderIndex(int index);
    bool installedOnly() const { return m_query.installedOnly; }
    void setInstalledOnly(bool only);
    bool favouritesOnly() const { return m_query.favouritesOnly; }
    void setFavouritesOnly(bool only);
    QStringList endpointNames() const;
    int endpointIndex() const { return m_endpoint; }
    void setEndpointIndex(int index);
    int filterCount() const;
    ExploreModel* results() { return &m_results; }
    QQmlListProperty<FacetModel> facets();
    State state() const;
    bool busy() const { return m_localBusy || m_feed.busy(); }
    QString totalText() const;
    int newResults() const { return static_cast<int>(m_fresh.size()); }
    bool offline() const { return m_offline || m_noNetwork; }
    bool networkMissing() const { return m_noNetwork && !m_offline; }
    QString offlineText() const;
    Problem problem() const { return m_problem; }

    /// The setting: nothing is asked of the network while it is set.
    void setOffline(bool offline);
    /// At least one; the first is the default. The one that is searched stays, if it is still among them.
    void setEndpoints(std::vector<orrery::hub::Endpoint> endpoints);

    /// The first search, once the page is wanted; does nothing after that.
    Q_INVOKABLE void start();
    /// The next page, when the end of what is shown comes near.
    Q_INVOKABLE void more();
    Q_INVOKABLE void clearFilters();
    /// Asks everything again, and brings in what newResults counts.
    Q_INVOKABLE void refresh();
    /// Brings one result up to date where it stands: the person changed what is known of it.
    Q_INVOKABLE void renew(const QString& kind, const QString& repo);

Q_SIGNALS:
    void endpointsChanged();
    void followsTopChanged();
    void queryChanged();
    void changed();
    /// Other results stand there now: look at the first.
    void restarted();

private:
    enum class Pace { AtOnce, Typing };
    void change(Pace pace);
    void makeFacets();
    void searchLocal(std::size_t offset);
    void countFacets();
    void takeCounts(std::vector<orrery::catalog::FacetCounts> counts);
    void searchRemote();
    void takeLocal(std::size_t offset, orrery::Result<orrery::catalog::SearchResult> found);
    void takeRemote(orrery::Result<RemoteFeed::Rows> page);
    void merge(RemoteFeed::Rows rows);
    void bringInHeld();
    /// Puts what the Hub added where it belongs, while nobody looks further down.
    void rankAnew();
    void readSeenDate();
    orrery::catalog::Filter filter() const;

    HubServices m_services;
    orrery::ui::ExploreQuery m_query;
    int m_endpoint = 0;
    ExploreModel m_results;
    std::vector<std::unique_ptr<FacetModel>> m_facets;
    RemoteFeed m_feed;
    QTimer m_localTimer;
    QTimer m_remoteTimer;
    std::stop_source m_alive;  ///< Requested when the controller goes.
    std::stop_source m_search; ///< Requested when the question changes.
    bool m_followsTop = false;
    bool m_started = false;
    bool m_localBusy = false;
    bool m_localEnded = false;
    bool m_localFirst = true; ///< The first page of this question is still to come.
    std::size_t m_localOffset = 0;
    std::uint64_t m_total = 0;
    RemoteFeed::Rows m_early;     ///< The Hub's, come before the catalogue's first page.
    ExploreModel::Entries m_held; ///< The Hub's, until the catalogue's pages are all shown.
    std::set<QString> m_fresh;    ///< Keys of what newResults counts.
    int m_emptyPages = 0;         ///< Pages of the Hub in a row that brought nothing to show.
    bool m_offline = false;
    bool m_noNetwork = false;
    std::string m_seenUpTo;
    Problem m_problem;
};
