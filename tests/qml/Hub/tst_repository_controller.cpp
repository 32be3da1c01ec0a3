// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "hub_stage.h"

#include <orrery/cache/store.h>

#include <QDir>
#include <QSignalSpy>

#include <filesystem>

using namespace orrery;

namespace {

const QString modelKind = QStringLiteral("model");
const QString foo = QStringLiteral("acme/Foo-7B-GGUF");

fakes::FakeRepo fooRepo() {
    fakes::FakeRepo repo = HubStage::model(foo.toStdString(), 500);
    repo.library = "gguf";
    repo.tags = {"gguf", "license:apache-2.0", "base_model:acme/Foo-7B", "base_model:quantized:acme/Foo-7B"};
    repo.fields["cardData"] = {{"license", "apache-2.0"}, {"base_model", {"acme/Foo-7B"}}};
    fakes::FakeCommit first{
        .files = {{.path = "README.md", .bytes = "---\nlicense: apache-2.0\n---\n# Foo\n\nA model."}},
        .title = "First"};
    fakes::FakeCommit second{.files = {{.path = "foo-Q4_K_M.gguf", .size = 3'000'000},
                                       {.path = "foo-Q8_0-00001-of-00002.gguf", .size = 2'500'000},
                                       {.path = "foo-Q8_0-00002-of-00002.gguf", .size = 2'500'000},
                                       {.path = "extra/weights.bin", .bytes = "not opened"}},
                             .title = "Weights"};
    repo.commits = {first, second};
    return repo;
}

bool isStill(const RepositoryController& page) {
    return page.state() != RepositoryController::Loading && !page.busy();
}

int variantRow(RepositoryController& page, const QString& label) {
    for (int row = 0; row < page.variants()->count(); ++row) {
        if (page.variants()->value(row, "label").toString() == label) return row;
    }
    return -1;
}

QStringList names(RowModel& rows, const QByteArray& column) {
    QStringList values;
    for (int row = 0; row < rows.count(); ++row) values += rows.value(row, column).toString();
    return values;
}

/// A file as a download would leave it.
void publish(const HubStage& stage, const std::string& commit, const std::string& path) {
    const cache::RepoPaths paths{stage.path("cache"), {hub::RepoKind::Model, foo.toStdString()}};
    const std::filesystem::path file = paths.snapshot(commit) / path;
    std::filesystem::create_directories(file.parent_path());
    QFile out(QString::fromStdString(file.string()));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write("x");
    out.close();
    QVERIFY(cache::writeRef(paths, "main", commit).has_value());
}

} // namespace

/// One repository's page, with a Hub and without.
class RepositoryControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_stage = std::make_unique<HubStage>(); }
    void cleanup() { m_stage.reset(); }

    void showsAllThereIsToKnow() {
        m_stage->hub.addRepo(fooRepo());
        RepositoryController page(m_stage->services());
        open(page);
        QCOMPARE(page.state(), RepositoryController::Ready);
        QCOMPARE(page.header().title, QStringLiteral("Foo-7B-GGUF"));
        QVERIFY(page.header().seenText.isEmpty());
        QVERIFY(page.card()->count() >= 2);
        QVERIFY(page.filesText().startsWith(QLatin1Char('5')));
        QVERIFY(page.anyPickle());
        QCOMPARE(names(*page.variants(), "label"), QStringList({"Q4_K_M", "Q8_0"}));
        QCOMPARE(page.licence()->property("name").toString(), QStringLiteral("Apache License 2.0"));
        QVERIFY(page.licence()->points()->count() > 2);
        QVERIFY(page.problem().title.isEmpty());
    }

    void canBeReadOfflineOnceSeen() {
        m_stage->hub.addRepo(fooRepo());
        {
            RepositoryController page(m_stage->services());
            open(page);
            QTRY_VERIFY(m_stage->catalog().page({hub::RepoKind::Model, foo.toStdString()}).value().has_value());
        }
        const auto before = m_stage->hub.requests().size();
        RepositoryController page(m_stage->services());
        page.setOffline(true);
        open(page);
        QCOMPARE(page.state(), RepositoryController::Ready);
        QVERIFY(!page.header().seenText.isEmpty());
        QVERIFY(page.card()->count() >= 2);
        QCOMPARE(page.variants()->count(), 2);
        QCOMPARE(m_stage->hub.requests().size(), before);
    }

    void whatWasNeverSeenCannotBeReadOffline() {
        RepositoryController page(m_stage->services());
        page.setOffline(true);
        open(page);
        QCOMPARE(page.state(), RepositoryController::Failed);
        QCOMPARE(page.header().repo, foo);
    }

    void saysWhatWentWrong() {
        RepositoryController page(m_stage->services());
        open(page);
        QCOMPARE(page.state(), RepositoryController::Failed);
        QVERIFY(!page.problem().title.isEmpty());
        QVERIFY(!page.problem().text.isEmpty());
    }

    void nonsenseOpensNothing() {
        RepositoryController page(m_stage->services());
        page.open(modelKind, QStringLiteral("../../etc/passwd"));
        page.open(QStringLiteral("door"), foo);
        QCOMPARE(page.state(), RepositoryController::Closed);
    }

    void aGateIsExplained() {
        fakes::FakeRepo gated = fooRepo();
        gated.gated = "manual";
        m_stage->hub.addRepo(gated);
        RepositoryController page(m_stage->services());
        open(page);
        QVERIFY(page.header().gated);
        QTRY_COMPARE(page.access(), RepositoryController::AccessNeeded);
    }

    void downloadsAllShardsOfACopy() {
        m_stage->hub.addRepo(fooRepo());
        RepositoryController page(m_stage->services());
        open(page);
        QSignalSpy asked(&page, &RepositoryController::downloadRequested);
        page.downloadVariant(variantRow(page, QStringLiteral("Q8_0")));
        QCOMPARE(asked.count(), 1);
        const QList<QVariant> call = asked.takeFirst();
        QCOMPARE(call[0].toString(), QString::fromStdString(m_stage->hub.url()));
        QCOMPARE(call[2].toString(), foo);
        QCOMPARE(call[4].toStringList(), QStringList({"foo-Q8_0-00001-of-00002.gguf", "foo-Q8_0-00002-of-00002.gguf"}));
        page.downloadAll();
        QVERIFY(asked.takeFirst()[4].toStringList().isEmpty());
    }

    void tryingWaitsForTheDownload() {
        m_stage->hub.addRepo(fooRepo());
        RepositoryController page(m_stage->services());
        open(page);
        QSignalSpy tried(&page, &RepositoryController::tryRequested);
        QSignalSpy asked(&page, &RepositoryController::downloadRequested);
        page.tryVariant(variantRow(page, QStringLiteral("Q4_K_M")));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(tried.count(), 0);
        page.downloaded(modelKind, QStringLiteral("acme/another"), QStringLiteral("/elsewhere"));
        QCOMPARE(tried.count(), 0);
        page.downloaded(modelKind, foo, QStringLiteral("/snapshot"));
        QCOMPARE(tried.takeFirst()[0].toUrl(), QUrl::fromLocalFile(QStringLiteral("/snapshot/foo-Q4_K_M.gguf")));
        page.downloaded(modelKind, foo, QStringLiteral("/snapshot")); // once is enough
        QCOMPARE(tried.count(), 0);
    }

    void whatIsHereIsTriedAtOnce() {
        m_stage->hub.addRepo(fooRepo());
        publish(*m_stage, m_stage->hub.commitId(foo.toStdString()), "foo-Q4_K_M.gguf");
        RepositoryController page(m_stage->services());
        open(page);
        const int row = variantRow(page, QStringLiteral("Q4_K_M"));
        QTRY_VERIFY(page.variants()->value(row, "installed").toBool());
        QVERIFY(page.header().installed);
        QSignalSpy tried(&page, &RepositoryController::tryRequested);
        page.tryVariant(row);
        QVERIFY(tried.takeFirst()[0].toUrl().toLocalFile().endsWith(QStringLiteral("foo-Q4_K_M.gguf")));
    }

    void aDownloadThatEndsMakesTheRecommendedCopyReady() {
        m_stage->hub.addRepo(fooRepo());
        RepositoryController page(m_stage->services());
        open(page);
        QVERIFY(page.recommended() >= 0);
        QVERIFY(!page.recommendedHere());
        const QStringList files = page.variants()->value(page.recommended(), "files").toStringList();
        for (const QString& file : files)
            publish(*m_stage, m_stage->hub.commitId(foo.toStdString()), file.toStdString());
        bool told = false; // the property is there by the time its change is told
        connect(&page, &RepositoryController::changed, &page, [&] { told = told || page.recommendedHere(); });
        page.downloaded(modelKind, foo, QStringLiteral("/snapshot"));
        QTRY_VERIFY(told);
    }

    void aRobotsDescriptionLeadsToTheRobotPage() {
        fakes::FakeRepo arm = HubStage::model("acme/arm");
        arm.tags = {"urdf"};
        arm.commits = {
            {.files = {{.path = "meshes/base.stl", .bytes = "solid"}, {.path = "arm.urdf", .bytes = "<robot/>"}}}};
        m_stage->hub.addRepo(arm);
        RepositoryController page(m_stage->services());
        page.open(modelKind, QStringLiteral("acme/arm"));
        QTRY_VERIFY(isStill(page));
        QCOMPARE(page.robotUse(), RepositoryController::RobotDescription);
        QSignalSpy asked(&page, &RepositoryController::downloadRequested);
        QSignalSpy robot(&page, &RepositoryController::robotRequested);
        page.useRobot();
        QVERIFY(asked.takeFirst()[4].toStringList().isEmpty()); // the meshes, too
        page.downloaded(modelKind, QStringLiteral("acme/arm"), QStringLiteral("/snapshot"));
        QCOMPARE(robot.takeFirst()[0].toUrl().toLocalFile(), QStringLiteral("/snapshot/arm.urdf"));
    }

    void theFamilyIsFoundUpAndDown() {
        m_stage->hub.addRepo(HubStage::model("acme/Foo-7B", 900));
        m_stage->hub.addRepo(fooRepo());
        RepositoryController page(m_stage->services());
        open(page);
        page.loadFamily();
        QTRY_VERIFY(page.family()->complete());
        QCOMPARE(names(*page.family()->members(), "name"), QStringList("acme/Foo-7B"));
        page.open(modelKind, QStringLiteral("acme/Foo-7B"));
        QTRY_VERIFY(isStill(page));
        page.loadFamily();
        QTRY_VERIFY(page.family()->complete());
        QCOMPARE(names(*page.family()->members(), "name"), QStringList(foo));
        QVERIFY(page.canGoBack());
        page.back();
        QCOMPARE(page.header().repo, foo);
        page.back();
        QCOMPARE(page.state(), RepositoryController::Closed);
    }

    void historyAndRevisions() {
        m_stage->hub.addRepo(fooRepo());
        RepositoryController page(m_stage->services());
        open(page);
        page.loadHistory();
        QTRY_COMPARE(page.history()->commits()->count(), 2);
        QTRY_VERIFY(!page.history()->busy());
        QCOMPARE(names(*page.history()->commits(), "title").first(), QStringLiteral("Weights"));
        page.showRevision(page.history()->commits()->value(1, "commit").toString());
        QTRY_VERIFY(isStill(page));
        QCOMPARE(page.files()->count(), 1); // only the README was there then
        QVERIFY(page.revision() != QStringLiteral("main"));
    }

    void favouritesAreKept() {
        m_stage->hub.addRepo(fooRepo());
        RepositoryController page(m_stage->services());
        open(page);
        QSignalSpy changed(&page, &RepositoryController::entryChanged);
        page.toggleFavourite();
        QVERIFY(page.header().favourite);
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(m_stage->catalog().find({hub::RepoKind::Model, foo.toStdString()}).value()->favourite);
    }

    void goesWhileAnswersAreOnTheirWay() {
        m_stage->hub.addRepo(fooRepo());
        m_stage->hub.misbehave("/api/models/*", {.delay = std::chrono::milliseconds(150)});
        auto page = std::make_unique<RepositoryController>(m_stage->services());
        page->open(modelKind, foo);
        QTRY_VERIFY(m_stage->hub.count("/api/models/*") > 0);
        page.reset();
        m_stage->hub.behave();
        RepositoryController next(m_stage->services());
        open(next);
        QCOMPARE(next.state(), RepositoryController::Ready);
    }

private:
    static void open(RepositoryController& page) {
        page.open(modelKind, foo);
        QTRY_VERIFY(isStill(page));
    }

    std::unique_ptr<HubStage> m_stage;
};

QTEST_MAIN(RepositoryControllerTest)
#include "tst_repository_controller.moc"
