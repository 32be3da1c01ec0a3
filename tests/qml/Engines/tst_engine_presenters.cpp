// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "engine_choice.h"
#include "loaded_models.h"
#include "runtimes_controller.h"
#include "serving_controller.h"

#include "engine_bench.h"
#include "gguf/broken_models.h"
#include "gguf/scripted_model.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/platform/secret_store.h>

#include <memory>
#include <optional>

using namespace orrery;

/// The presenters of the engines' page with the real engine.
class EnginePresentersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        const test::EngineBench engine;
        if (!engine.host()) QSKIP(engine.whyNoHost().c_str());
        m_place = QString::fromStdString(engine.host()->runtime.folder.string());
    }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_choice = std::make_unique<EngineChoice>(m_processes, m_gui);
        m_choice->setConfigured(m_place);
        m_pool = std::make_unique<inference::ModelPool>(
            services(), [this](EngineChoice::Completion done) { m_choice->host(std::move(done)); },
            inference::PoolOptions{},
            [this] {
                if (m_loaded) m_loaded->refresh();
            });
        m_loaded = std::make_unique<LoadedModels>(*m_pool);
    }

    void cleanup() {
        m_loaded.reset();
        m_pool.reset();
        m_choice.reset();
    }

    void whoAsksBeforeTheFirstLookGetsAnAnswerToo() {
        std::optional<bool> found;
        m_choice->host([&](const Result<inference::EngineHost>& host) { found = host.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(found.has_value(), 10000);
        QVERIFY(*found);
    }

    void saysWhichEngineIsUsedAndWhatProtects() {
        runtimes::RuntimeStore store({m_processes, m_http, m_workers, m_gui}, path("runtimes"));
        RuntimesController controller(*m_choice, store, services());
        const QAbstractItemModelTester tester(controller.runtimes());
        QTRY_VERIFY_WITH_TIMEOUT(controller.usable(), 10000);
        QVERIFY(controller.inUseText().contains(QStringLiteral("llama-server")));
        QVERIFY(!controller.protectionText().isEmpty());
        QVERIFY(controller.runtimes()->count() > 0);
        QVERIFY(controller.runtimes()->data(controller.runtimes()->index(0), RuntimeModel::InUseRole).toBool());
        QSignalSpy chosen(&controller, &RuntimesController::configuredChosen);
        controller.use(0);
        QCOMPARE(chosen.takeFirst().constFirst().toString(), m_place);
        controller.useAutomatic();
        QCOMPARE(chosen.takeFirst().constFirst().toString(), QString());
    }

    void anArchiveThatIsNoneIsToldAndLeavesNothing() {
        runtimes::RuntimeStore store({m_processes, m_http, m_workers, m_gui}, path("runtimes"));
        RuntimesController controller(*m_choice, store, services());
        const auto file = test::writeFile(path("engine.tar.gz"), "<html>not found</html>");
        controller.installArchive(QUrl::fromLocalFile(QString::fromStdString(file.string())));
        QTRY_VERIFY_WITH_TIMEOUT(!controller.installing(), 10000);
        QVERIFY(!controller.problem().isEmpty());
        for (const auto& left : std::filesystem::directory_iterator(path("runtimes")))
            QVERIFY2(!left.is_directory(), left.path().c_str());
        controller.dismissProblem();
        QVERIFY(controller.problem().isEmpty());
    }

    void loadedModelsAreListedWithTheirLog() {
        const QAbstractItemModelTester tester(m_loaded.get());
        auto lease = load(fixtures::scriptedModel({{"Hello", "."}}).bytes());
        QVERIFY(lease);
        QTRY_COMPARE(m_loaded->count(), 1);
        QCOMPARE(text(LoadedModels::StateTextRole), QStringLiteral("in use"));
        QVERIFY(!m_loaded->memoryText().isEmpty());
        m_loaded->showLog(0);
        QVERIFY2(m_loaded->log().size() > 100, qPrintable(m_loaded->log()));
        lease.reset();
        QTRY_COMPARE(text(LoadedModels::StateTextRole), QStringLiteral("idle"));
        m_loaded->unload(0);
        QTRY_COMPARE(m_loaded->count(), 0);
    }

    void oneThatFailedSaysWhy() {
        const auto lease = load(fixtures::brokenModel(fixtures::Breakage::UnknownArchitecture));
        QVERIFY(!lease);
        QTRY_COMPARE(m_loaded->count(), 1);
        QVERIFY(m_loaded->data(m_loaded->index(0), LoadedModels::FailedRole).toBool());
        QVERIFY(!text(LoadedModels::DetailRole).isEmpty());
    }

    void servesOtherProgramsOnlyWhileOnAndOnlyWithTheKey() {
        const auto secrets = path("secrets.json");
        ServingController serving(
            {*m_pool, m_http, m_workers, m_gui, [secrets] { return platform::openSecretFile(secrets); }});
        serve::OfferedModel offered{"tiny", {}};
        offered.settings.model = test::writeFile(path("tiny.gguf"), fixtures::scriptedModel({{"Hello", "."}}).bytes());
        serving.setModels({offered});
        serving.setPort(0);
        QVERIFY(!serving.on());
        serving.setOn(true);
        QTRY_VERIFY_WITH_TIMEOUT(serving.on(), 5000);
        const QString address = serving.address();
        QCOMPARE(statusOf(address, "wrong"), 401);
        QCOMPARE(statusOf(address, serving.key().toStdString()), 200);

        const QString oldKey = serving.key();
        serving.renewKey();
        QVERIFY(serving.key() != oldKey);
        QCOMPARE(statusOf(serving.address(), oldKey.toStdString()), 401);
        const QString lastAddress = serving.address();
        serving.setOn(false);
        QVERIFY(serving.address().isEmpty());
        QCOMPARE(statusOf(lastAddress, serving.key().toStdString()), 0);
    }

private:
    inference::EngineServices services() { return {m_processes, m_http, m_workers, m_gui}; }
    std::filesystem::path path(const char* name) const {
        return m_folder->filePath(QString::fromLatin1(name)).toStdString();
    }
    QString text(int role) const { return m_loaded->data(m_loaded->index(0), role).toString(); }

    std::optional<inference::ModelLease> load(const std::string& bytes) {
        inference::EngineSettings settings;
        settings.model = test::writeFile(path("model.gguf"), bytes);
        std::optional<inference::ModelLease> lease;
        bool done = false;
        m_pool->acquire(settings, {}, [&](Result<inference::ModelLease> result) {
            done = true;
            if (result) lease.emplace(std::move(*result));
        });
        (void)QTest::qWaitFor([&] { return done; }, 20000);
        return lease;
    }

    /// What GET models answers; 0: nobody listens.
    int statusOf(const QString& address, const std::string& key) {
        std::optional<int> status;
        net::HttpRequest request;
        request.url = address.toStdString() + "/models";
        request.headers = {{"Authorization", "Bearer " + key}};
        m_http.start(std::move(request), {}, {},
                     [&](const Result<net::HttpResponse>& answer) { status = answer ? answer->status : 0; });
        (void)QTest::qWaitFor([&] { return status.has_value(); }, 5000);
        return status.value_or(-1);
    }

    QString m_place;
    std::unique_ptr<QTemporaryDir> m_folder;
    GuiExecutor m_gui;
    WorkerPool m_workers{2};
    platform::EventThread m_processes;
    net::CurlHttpClient m_http{m_gui};
    std::unique_ptr<EngineChoice> m_choice;
    std::unique_ptr<inference::ModelPool> m_pool;
    std::unique_ptr<LoadedModels> m_loaded;
};

QTEST_MAIN(EnginePresentersTest)
#include "tst_engine_presenters.moc"
