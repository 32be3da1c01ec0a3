// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "hub_stage.h"

#include <QQmlApplicationEngine>
#include <QQmlComponent>
#include <QQuickItem>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSignalSpy>

using namespace orrery;

/// The page itself, in a window nobody sees.
class ExplorePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QQuickStyle::setStyle(QStringLiteral("Basic")); }

    void init() {
        m_stage = std::make_unique<HubStage>();
        m_explore = std::make_unique<ExploreController>(m_stage->services());
        m_repository = std::make_unique<RepositoryController>(m_stage->services());
    }

    void cleanup() {
        m_engine.reset();
        m_repository.reset();
        m_explore.reset();
        m_stage.reset();
    }

    void cardsAreWalkedWithTheKeyboard() {
        m_stage->fillCatalogue(30);
        m_explore->setOffline(true);
        QVERIFY(show(1280, 800));
        QTRY_COMPARE(m_explore->results()->count(), 30);
        key(Qt::Key_Slash);
        QTRY_VERIFY(item("search")->hasActiveFocus());
        QSignalSpy searched(m_explore.get(), &ExploreController::restarted);
        key(Qt::Key_M);
        QTRY_COMPARE(m_explore->text(), QStringLiteral("m"));
        QTRY_COMPARE(searched.count(), 1);
        key(Qt::Key_Down);
        QTRY_VERIFY(item("results")->hasActiveFocus());
        QTRY_COMPARE(item("results")->property("currentIndex").toInt(), 0);
        key(Qt::Key_Right);
        QCOMPARE(item("results")->property("currentIndex").toInt(), 1);
        key(Qt::Key_Return);
        QTRY_COMPARE(m_repository->state(), RepositoryController::Ready);
        QTRY_COMPARE(item("title")->property("text").toString(), m_repository->header().title);
        key(Qt::Key_Escape);
        QTRY_COMPARE(m_repository->state(), RepositoryController::Closed);
        QTRY_VERIFY(item("results")->hasActiveFocus());
        QCOMPARE(item("results")->property("currentIndex").toInt(), 1);
    }

    void aSmallWindowFoldsTheFilters() {
        m_stage->fillCatalogue(5);
        m_explore->setOffline(true);
        QVERIFY(show(948, 600));
        QTRY_VERIFY(item("filtersButton")->isVisible());
        m_window->resize(1300, 700);
        QTRY_VERIFY(!item("filtersButton")->isVisible());
    }

    void saysThatThereIsNoNetwork() {
        m_stage->fillCatalogue(5);
        m_explore->setOffline(true);
        QVERIFY(show(1280, 800));
        QTRY_VERIFY(item("offlineNotice")->isVisible());
        QTRY_VERIFY(item("offlineNotice")->property("text").toString().contains(QStringLiteral("3 November")));
    }

    void saysThatNothingWasFound() {
        m_explore->setOffline(true);
        QVERIFY(show(1280, 800));
        m_explore->setText(QStringLiteral("no such thing"));
        QTRY_VERIFY(item("nothing")->isVisible());
    }

    void saysWhatWentWrongWhereTheResultsWouldBe() {
        m_stage->hub.misbehave("/api/models", {.answer = fakes::serverError(400)});
        QVERIFY(show(1280, 800));
        QTRY_VERIFY(item("failure")->isVisible());
        QVERIFY(!item("failure")->property("text").toString().isEmpty());
    }

    void whatTheHubAddsTakesItsPlaceWhileOneLooksAtTheTop() {
        m_stage->fillCatalogue(150);
        m_stage->hub.addRepo(HubStage::model("acme/fresh", 100'000));
        QVERIFY(show(1280, 800));
        QTRY_COMPARE(m_explore->results()->index(0).data(ExploreModel::TitleRole).toString(), QStringLiteral("fresh"));
        QVERIFY(!item("newResults")->isVisible());
    }

    void newResultsAnnounceThemselvesQuietly() {
        m_stage->fillCatalogue(150);
        m_stage->hub.addRepo(HubStage::model("acme/fresh", 100'000));
        QVERIFY(show(1280, 800));
        QTRY_VERIFY(item("results")->property("count").toInt() > 0);
        item("results")->setProperty("currentIndex", 3); // somebody is looking at something
        QTRY_VERIFY(item("newResults")->isVisible());
        QMetaObject::invokeMethod(item("newResults"), "clicked");
        QTRY_VERIFY(!item("newResults")->isVisible());
    }

    void everyPartOfARepositoryShows() {
        fakes::FakeRepo repo = HubStage::model("acme/Foo-7B-GGUF");
        repo.commits = {
            {.files = {{.path = "README.md", .bytes = "# Foo"}, {.path = "foo-Q4_K_M.gguf", .size = 1'000'000}}}};
        m_stage->hub.addRepo(repo);
        QVERIFY(show(1280, 800));
        m_repository->open(QStringLiteral("model"), QStringLiteral("acme/Foo-7B-GGUF"));
        QTRY_VERIFY(!m_repository->busy());
        QTRY_COMPARE(item("tabs")->property("options").toStringList().size(), 6);
        for (int tab = 0; tab < 6; ++tab) {
            QMetaObject::invokeMethod(item("tabs"), "activated", Q_ARG(int, tab));
            QTRY_COMPARE(item("tabs")->property("currentIndex").toInt(), tab);
        }
        QVERIFY(item("mainAction")->property("text").toString().contains(QStringLiteral("1")));
    }

private:
    bool show(int width, int height) {
        m_engine = std::make_unique<QQmlApplicationEngine>();
        QObject::connect(m_engine.get(), &QQmlEngine::warnings, this, [](const QList<QQmlError>& warnings) {
            for (const QQmlError& warning : warnings) QFAIL(qPrintable(warning.toString()));
        });
        m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        m_engine->setInitialProperties({{QStringLiteral("explore"), QVariant::fromValue(m_explore.get())},
                                        {QStringLiteral("repository"), QVariant::fromValue(m_repository.get())},
                                        {QStringLiteral("width"), width},
                                        {QStringLiteral("height"), height}});
        m_engine->loadData(R"(
            import QtQuick
            import Orrery.Hub
            Window {
                required property ExploreController explore
                required property RepositoryController repository
                visible: true
                ExplorePage { anchors.fill: parent; explore: parent.Window.window.explore; repository: parent.Window.window.repository; focus: true }
            })");
        m_window = qobject_cast<QQuickWindow*>(m_engine->rootObjects().value(0));
        return m_window != nullptr;
    }

    QQuickItem* item(const char* name) const {
        auto* found = m_window->findChild<QQuickItem*>(QString::fromLatin1(name));
        if (!found) qFatal("no %s on the page", name);
        return found;
    }

    void key(Qt::Key code) { QTest::keyClick(m_window, code); }

    std::unique_ptr<HubStage> m_stage;
    std::unique_ptr<ExploreController> m_explore;
    std::unique_ptr<RepositoryController> m_repository;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QQuickWindow* m_window = nullptr;
};

QTEST_MAIN(ExplorePageTest)
#include "tst_explore_page.moc"
