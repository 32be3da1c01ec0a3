// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "hub_stage.h"

#include <QSignalSpy>

using namespace orrery;

namespace {

QStringList repos(ExploreController& explore) {
    QStringList names;
    const ExploreModel& model = *explore.results();
    for (int row = 0; row < model.count(); ++row)
        names += model.data(model.index(row), ExploreModel::RepoRole).toString();
    return names;
}

FacetModel* facet(ExploreController& explore, catalog::Facet wanted) {
    QQmlListProperty<FacetModel> facets = explore.facets();
    for (qsizetype i = 0; i < facets.count(&facets); ++i) {
        FacetModel* model = facets.at(&facets, i);
        if (model->facet() == wanted) return model;
    }
    return nullptr;
}

bool isStill(ExploreController& explore) {
    return explore.state() != ExploreController::Searching && !explore.busy();
}

} // namespace

/// Searching with a Hub that answers, one that does not, and none.
class ExploreControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_stage = std::make_unique<HubStage>(); }
    void cleanup() { m_stage.reset(); }

    void worksWithoutANetwork() {
        m_stage->fillCatalogue(3);
        ExploreController explore(m_stage->services());
        explore.setOffline(true);
        explore.start();
        QTRY_COMPARE(repos(explore), QStringList({"seen/model-0", "seen/model-1", "seen/model-2"}));
        QTRY_VERIFY(explore.offlineText().contains(QStringLiteral("3 November")));
        QVERIFY(explore.totalText().startsWith(QLatin1Char('3')));
        QVERIFY(isStill(explore));
        explore.setText(QStringLiteral("model-2"));
        QTRY_COMPARE(repos(explore), QStringList("seen/model-2"));
        explore.setText(QStringLiteral("nothing of the kind"));
        QTRY_COMPARE(explore.state(), ExploreController::Nothing);
        QVERIFY(m_stage->hub.requests().empty());
    }

    void whatTheHubTellsIsShownAndRemembered() {
        m_stage->hub.addRepo(HubStage::model("acme/foo", 10));
        ExploreController explore(m_stage->services());
        explore.start();
        QTRY_COMPARE(repos(explore), QStringList("acme/foo"));
        QTRY_VERIFY(isStill(explore));
        const auto known = m_stage->catalog().find({hub::RepoKind::Model, "acme/foo"});
        QVERIFY(known && *known);
        QCOMPARE((*known)->licenceClass, governance::LicenceClass::OpenOsi);
        QVERIFY(explore.offlineText().isEmpty());
    }

    void oneQuestionForAWordTypedFast() {
        m_stage->hub.addRepo(HubStage::model("acme/llama"));
        ExploreController explore(m_stage->services());
        for (const char* text : {"l", "ll", "lla", "llama"}) explore.setText(QString::fromLatin1(text));
        QTRY_COMPARE(repos(explore), QStringList("acme/llama"));
        QTRY_VERIFY(isStill(explore));
        QCOMPARE(m_stage->hub.count("/api/models"), 1);
    }

    void nothingIsShownTwice() {
        m_stage->fillCatalogue(2);
        m_stage->hub.addRepo(HubStage::model("seen/model-1", 4321));
        ExploreController explore(m_stage->services());
        explore.start();
        QTRY_COMPARE(m_stage->hub.count("/api/models"), 1);
        QTRY_VERIFY(isStill(explore));
        QCOMPARE(repos(explore), QStringList({"seen/model-0", "seen/model-1"}));
        const ExploreModel& model = *explore.results();
        QTRY_VERIFY(!model.data(model.index(1), ExploreModel::DownloadsRole).toString().isEmpty());
    }

    void whatIsLookedAtStaysWhereItIs() {
        m_stage->fillCatalogue(150);
        m_stage->hub.addRepo(HubStage::model("acme/fresh", 100'000));
        ExploreController explore(m_stage->services());
        QSignalSpy restarted(&explore, &ExploreController::restarted);
        explore.start();
        QTRY_COMPARE(explore.newResults(), 1);
        QTRY_VERIFY(isStill(explore));
        QVERIFY(!repos(explore).contains(QStringLiteral("acme/fresh")));
        QCOMPARE(repos(explore).first(), QStringLiteral("seen/model-0"));
        QCOMPARE(restarted.count(), 1);
        explore.refresh();
        QTRY_COMPARE(repos(explore).first(), QStringLiteral("acme/fresh"));
        QTRY_VERIFY(isStill(explore));
        QCOMPARE(explore.newResults(), 0);
    }

    void pagesWithoutEnd() {
        m_stage->fillCatalogue(150);
        for (int i = 0; i < 100; ++i)
            m_stage->hub.addRepo(HubStage::model("acme/remote-" + std::to_string(i), 100 - i));
        ExploreController explore(m_stage->services());
        QSignalSpy resets(explore.results(), &QAbstractItemModel::modelReset);
        explore.start();
        QTRY_COMPARE(explore.newResults(), 60);
        QTRY_VERIFY(isStill(explore));
        const QStringList first = repos(explore);
        for (int page = 0; page < 10 && explore.results()->count() < 250; ++page) {
            explore.more();
            QTRY_VERIFY(isStill(explore));
        }
        QCOMPARE(explore.results()->count(), 250);
        QCOMPARE(repos(explore).mid(0, first.size()), first);
        QCOMPARE(resets.count(), 1);
        QStringList all = repos(explore);
        QCOMPARE(all.removeDuplicates(), 0);
    }

    void facetsFilterAndAreCounted() {
        m_stage->fillCatalogue(10);
        ExploreController explore(m_stage->services());
        explore.setOffline(true);
        explore.start();
        FacetModel* task = facet(explore, catalog::Facet::Task);
        QTRY_COMPARE(task->count(), 2);
        task->toggle(QStringLiteral("robotics"));
        QTRY_COMPARE(explore.results()->count(), 5);
        QCOMPARE(explore.filterCount(), 1);
        QTRY_COMPARE(task->count(), 2); // the other value can still be chosen
        explore.clearFilters();
        QTRY_COMPARE(explore.results()->count(), 10);
        QCOMPARE(task->chosenCount(), 0);
    }

    void theHubsRowsObeyTheFilters() {
        m_stage->hub.addRepo(HubStage::model("acme/open", 2));
        fakes::FakeRepo closed = HubStage::model("acme/closed", 1);
        closed.tags = {"text-generation", "license:cc-by-nc-4.0"};
        m_stage->hub.addRepo(closed);
        ExploreController explore(m_stage->services());
        explore.start();
        QTRY_COMPARE(explore.results()->count(), 2);
        facet(explore, catalog::Facet::LicenceClass)->toggle(QStringLiteral("open-osi"));
        QTRY_COMPARE(repos(explore), QStringList("acme/open"));
        QTRY_VERIFY(isStill(explore));
        QCOMPARE(repos(explore), QStringList("acme/open"));
    }

    void aShelfForRobots() {
        fakes::FakeRepo recording = HubStage::model("acme/so100-demo", 5);
        recording.kind = fakes::FakeKind::Dataset;
        recording.tags = {"LeRobot", "task_categories:robotics"};
        m_stage->hub.addRepo(recording);
        ExploreController explore(m_stage->services());
        explore.setShelf(ExploreController::Robotics);
        explore.setRobotShelf(ExploreController::Recordings);
        QTRY_COMPARE(repos(explore), QStringList("acme/so100-demo"));
    }

    void aHubThatFailsIsSaidAndTheRestStays() {
        m_stage->fillCatalogue(3);
        m_stage->hub.misbehave("/api/models", {.answer = fakes::serverError(400)});
        ExploreController explore(m_stage->services());
        explore.start();
        QTRY_VERIFY(!explore.problem().title.isEmpty());
        QVERIFY(!explore.problem().text.isEmpty());
        QCOMPARE(explore.results()->count(), 3);
        QCOMPARE(explore.state(), ExploreController::Results);
        m_stage->hub.behave();
        explore.refresh();
        QTRY_VERIFY(isStill(explore));
        QVERIFY(explore.problem().title.isEmpty());
    }

    void noNetworkIsNoError() {
        m_stage->fillCatalogue(3);
        HubServices services = m_stage->services();
        services.endpoints = {{"Gone", "http://127.0.0.1:1"}}; // nothing listens there
        ExploreController explore(services);
        explore.start();
        // The Hub is asked several times before one believes it.
        QTRY_VERIFY_WITH_TIMEOUT(explore.offlineText().contains(QStringLiteral("3 November")), 60'000);
        QVERIFY(explore.problem().title.isEmpty());
        QCOMPARE(explore.results()->count(), 3);
    }

    void answersToOldQuestionsAreNotShown() {
        m_stage->hub.addRepo(HubStage::model("acme/foo"));
        m_stage->hub.addRepo(HubStage::model("acme/bar"));
        m_stage->hub.misbehave("/api/models", {.times = 1, .delay = std::chrono::milliseconds(400)});
        ExploreController explore(m_stage->services());
        explore.setText(QStringLiteral("foo"));
        QTRY_COMPARE(m_stage->hub.count("/api/models"), 1);
        explore.setText(QStringLiteral("bar"));
        QTRY_COMPARE(repos(explore), QStringList("acme/bar"));
        QTRY_VERIFY(isStill(explore));
        QCOMPARE(repos(explore), QStringList("acme/bar"));
    }

    void goesWhileAnswersAreOnTheirWay() {
        m_stage->fillCatalogue(50);
        m_stage->hub.misbehave("/api/models", {.delay = std::chrono::milliseconds(200)});
        auto explore = std::make_unique<ExploreController>(m_stage->services());
        explore->start();
        QTRY_COMPARE(m_stage->hub.count("/api/models"), 1);
        explore.reset();
        ExploreController next(m_stage->services());
        next.setOffline(true);
        next.start();
        QTRY_COMPARE(next.results()->count(), 50);
    }

    void ordersFollowTheSearch() {
        ExploreController explore(m_stage->services());
        explore.setOffline(true);
        const QStringList browsing = explore.orderNames();
        QCOMPARE(explore.orderIndex(), 0);
        explore.setText(QStringLiteral("x"));
        QCOMPARE(explore.orderNames().size(), browsing.size() + 1);
        QCOMPARE(explore.orderIndex(), 0); // the best match
        explore.setOrderIndex(2);
        QCOMPARE(explore.orderNames().at(explore.orderIndex()), browsing.at(1));
        explore.setText({});
        QCOMPARE(explore.orderIndex(), 1);
    }

private:
    std::unique_ptr<HubStage> m_stage;
};

QTEST_MAIN(ExploreControllerTest)
#include "tst_explore_controller.moc"
