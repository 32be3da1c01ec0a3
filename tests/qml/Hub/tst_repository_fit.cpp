// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "hub_stage.h"

#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/ghost_model.h"
#include "model_services.h"

#include <orrery/inference/errors.h>

using namespace orrery;

namespace {

constexpr std::uint64_t mebibyte = 1U << 20U;
const QString ghosts = QStringLiteral("night-ink/ghosts-GGUF");

fakes::FakeFile ghost(std::string path, const fixtures::GgufWriter& writer) {
    return {.path = std::move(path),
            .bytes = writer.header(),
            .size = writer.fileSize(),
            .lfs = true,
            .sha256 = std::string(64, 'a')};
}

fakes::FakeRepo ghostRepo() {
    fakes::FakeRepo repo = HubStage::model(ghosts.toStdString(), 500);
    repo.library = "gguf";
    repo.tags = {"gguf", "license:apache-2.0"};
    repo.commits = {
        {.files = {ghost("ghost-1b-Q4_K_M.gguf", fixtures::ghostModel(fixtures::ghost1B())),
                   ghost("ghost-70b-Q4_K_M.gguf", fixtures::ghostModel(fixtures::ghost70B())),
                   {.path = "odd-Q8_0.gguf", .bytes = fixtures::brokenModel(fixtures::Breakage::UnknownArchitecture)},
                   {.path = "page-Q6_K.gguf", .bytes = fixtures::brokenModel(fixtures::Breakage::WebPage)}}}};
    return repo;
}

} // namespace

/// Whether a copy fits, worked out from its header before its weights are here.
class RepositoryFitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_stage = std::make_unique<HubStage>();
        m_stage->hub.addRepo(ghostRepo());
        m_models = std::make_unique<ModelServices>(
            ModelServices{{m_processes, m_bench.http(), m_stage->workers, m_stage->gui},
                          [this](const auto& done) {
                              m_stage->gui.post([this, done] {
                                  if (m_bench.host())
                                      done(*m_bench.host());
                                  else
                                      done(fail(inference::Errc::NoRuntime, "There is no engine on this computer."));
                              });
                          },
                          m_stage->workers,
                          m_stage->gui,
                          nullptr,
                          nullptr});
        HubServices services = m_stage->services();
        services.models = m_models.get();
        m_page = std::make_unique<RepositoryController>(services);
        m_page->open(QStringLiteral("model"), ghosts);
        QTRY_VERIFY(m_page->state() == RepositoryController::Ready && !m_page->busy());
    }

    void cleanup() {
        m_page.reset();
        m_models.reset();
        m_stage.reset();
    }

    void aCopyIsJudgedBeforeItsWeightsAreHere() {
        QVERIFY(fit().available());
        check("ghost-1b-Q4_K_M.gguf");
        QVERIFY(fit().fetching());
        QTRY_VERIFY_WITH_TIMEOUT(!fit().fetching(), 20000);
        QCOMPARE(fit().problem().text, QString());
        QTRY_VERIFY(fit().memory()->known());
        QTRY_VERIFY_WITH_TIMEOUT(!fit().memory()->asking(), 30000);
        QVERIFY(m_stage->hub.bytesSent("ghost-1b-Q4_K_M.gguf") <= 8 * mebibyte);
        QVERIFY(fit().memory()->report()->need.weights > 500'000'000);
        if (m_bench.host()) QVERIFY(fit().memory()->byEngine());
    }

    void whatIsFarTooLargeIsToldSo() {
        check("ghost-70b-Q4_K_M.gguf");
        QTRY_VERIFY_WITH_TIMEOUT(fit().memory()->known() && !fit().memory()->asking(), 30000);
        if (fit().memory()->report()->available > 40'000'000'000) QSKIP("this machine has too much memory");
        QCOMPARE(fit().memory()->verdict(), static_cast<int>(gguf::Fit::TooBig));
        QVERIFY(!fit().memory()->advice().isEmpty());
    }

    void whatTheEngineCannotRunIsToldSo() {
        if (!m_bench.host()) QSKIP(m_bench.whyNoHost().c_str());
        check("odd-Q8_0.gguf");
        QTRY_VERIFY_WITH_TIMEOUT(fit().memory()->refused(), 30000);
        QVERIFY(fit().memory()->verdictText().contains(QStringLiteral("cannot run")));
    }

    void whatIsNoModelIsToldInPlace() {
        check("page-Q6_K.gguf");
        QTRY_VERIFY(!fit().fetching());
        QVERIFY(!fit().problem().text.isEmpty());
        QVERIFY(!fit().memory()->known());
        check("ghost-1b-Q4_K_M.gguf");
        QVERIFY(fit().problem().text.isEmpty());
    }

    void nothingIsAskedWhenOffline() {
        m_page->setOffline(true);
        check("ghost-1b-Q4_K_M.gguf");
        QVERIFY(!fit().fetching());
        QVERIFY(fit().problem().text.contains(QStringLiteral("offline")));
        QCOMPARE(m_stage->hub.bytesSent("ghost-1b-Q4_K_M.gguf"), std::uint64_t(0));
    }

    void leavingThePageDropsIt() {
        check("ghost-1b-Q4_K_M.gguf");
        m_page->close();
        QVERIFY(fit().key().isEmpty());
        QVERIFY(!fit().fetching());
        m_page->open(QStringLiteral("model"), ghosts);
        QTRY_VERIFY(m_page->state() == RepositoryController::Ready && !m_page->busy());
        check("ghost-1b-Q4_K_M.gguf");
        m_page.reset();
        std::atomic_bool through = false;
        m_stage->workers.post([&] { m_stage->gui.post([&] { through = true; }); });
        QTRY_VERIFY(through);
    }

private:
    RepositoryFit& fit() { return *m_page->exactFit(); }
    void check(const char* file) {
        for (int row = 0; row < m_page->variants()->count(); ++row) {
            if (m_page->variants()->value(row, "key").toString() != QString::fromLatin1(file)) continue;
            m_page->checkVariant(row);
            return;
        }
        QFAIL("there is no such copy");
    }

    test::EngineBench m_bench;
    platform::EventThread m_processes;
    std::unique_ptr<HubStage> m_stage;
    std::unique_ptr<ModelServices> m_models;
    std::unique_ptr<RepositoryController> m_page;
};

QTEST_GUILESS_MAIN(RepositoryFitTest)
#include "tst_repository_fit.moc"
