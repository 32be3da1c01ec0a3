// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "fake_http_server.h"
#include "server_accounts.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/platform/atomic_file.h>
#include <orrery/platform/secret_store.h>

#include <memory>
#include <mutex>

using namespace orrery;

/// Servers of others: their list on disk, their keys, how they are.
class ServerAccountsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_keysSeen.clear();
        m_server = std::make_unique<fakes::FakeHttpServer>();
        m_server->route("/v1/models", [this](const fakes::FakeRequest& request) {
            const std::scoped_lock lock(m_mutex);
            m_keysSeen.push_back(request.header("authorization"));
            if (request.header("authorization") != "Bearer right")
                return fakes::FakeResponse{401, {}, R"({"error":{"message":"no","type":"authentication_error"}})"};
            return fakes::FakeResponse{200,
                                       {{"Content-Type", "application/json"}},
                                       R"({"object":"list","data":[{"id":"small"},{"id":"large"}]})"};
        });
        m_accounts = make();
    }

    void cleanup() { m_accounts.reset(); }

    void aServerIsAskedWithItsOwnKeyAndKept() {
        const QAbstractItemModelTester tester(m_accounts.get());
        QCOMPARE(m_accounts->add(QStringLiteral("Next door"), address(), QStringLiteral("right")), QString());
        QTRY_VERIFY(!text(ServerAccounts::HealthTextRole).isEmpty());
        QVERIFY2(text(ServerAccounts::HealthTextRole).contains(QLatin1Char('2')),
                 qPrintable(text(ServerAccounts::HealthTextRole)));
        QCOMPARE(text(ServerAccounts::ModelsTextRole), QStringLiteral("small, large"));
        QVERIFY(text(ServerAccounts::ProblemRole).isEmpty());

        const auto again = make();
        QSignalSpy loaded(again.get(), &ServerAccounts::serversChanged);
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(file()), 5000);
        QTRY_VERIFY(kept().find("large") != std::string::npos);
        again->load();
        QVERIFY(loaded.wait());
        QCOMPARE(again->count(), 1);
        QCOMPARE(again->servers().front().models.size(), std::size_t(2));
        QVERIFY(again->data(again->index(0), ServerAccounts::HasKeyRole).toBool());
        QVERIFY2(kept().find("right") == std::string::npos, "the key stands in the list");
    }

    void aWrongKeyIsToldAndCanBeReplaced() {
        QCOMPARE(m_accounts->add({}, address(), QStringLiteral("wrong")), QString());
        QTRY_VERIFY(!text(ServerAccounts::ProblemRole).isEmpty());
        m_accounts->setKey(server(), QStringLiteral("right"));
        QVERIFY(text(ServerAccounts::ProblemRole).isEmpty());
        m_accounts->check(server());
        QTRY_VERIFY(!text(ServerAccounts::HealthTextRole).isEmpty());
    }

    void whatIsNoAddressIsRefused_data() {
        QTest::addColumn<QString>("address");
        QTest::newRow("nothing") << QString();
        QTest::newRow("words") << QStringLiteral("my server");
        QTest::newRow("file") << QStringLiteral("file:///etc/passwd");
        QTest::newRow("plain http to far away") << QStringLiteral("http://example.com/v1");
    }
    void whatIsNoAddressIsRefused() {
        QFETCH(const QString, address);
        QVERIFY(!m_accounts->add(QStringLiteral("x"), address, {}).isEmpty());
        QCOMPARE(m_accounts->count(), 0);
    }

    void oneThatIsTakenOffTheListLosesItsKey() {
        QCOMPARE(m_accounts->add({}, address(), QStringLiteral("right")), QString());
        QTRY_VERIFY(!text(ServerAccounts::HealthTextRole).isEmpty());
        m_accounts->remove(server());
        QCOMPARE(m_accounts->count(), 0);
        QTRY_VERIFY(kept().find("127.0.0.1") == std::string::npos);
        QCOMPARE(m_accounts->add({}, address(), {}), QString());
        QTRY_VERIFY(!text(ServerAccounts::ProblemRole).isEmpty()); // it has no key any more
        const std::scoped_lock lock(m_mutex);
        QCOMPARE(m_keysSeen.back(), std::string());
    }

    void aServerThatIsGoneIsTold() {
        m_server.reset();
        QCOMPARE(m_accounts->add({}, QStringLiteral("http://127.0.0.1:1/v1"), {}), QString());
        QTRY_VERIFY(!text(ServerAccounts::ProblemRole).isEmpty());
        QVERIFY(!m_accounts->data(m_accounts->index(0), ServerAccounts::CheckingRole).toBool());
    }

private:
    std::filesystem::path file() const { return m_folder->filePath(QStringLiteral("servers.json")).toStdString(); }
    std::string kept() const { return platform::readFile(file()).value_or(std::string()); }
    QString address() const { return QString::fromStdString(m_server->url("/v1")); }
    QString server() const { return text(ServerAccounts::UrlRole); }
    QString text(int role) const { return m_accounts->data(m_accounts->index(0), role).toString(); }

    std::unique_ptr<ServerAccounts> make() {
        return std::make_unique<ServerAccounts>(
            ServerAccounts::Services{m_http, m_workers, m_gui, file(),
                                     [secrets = m_folder->filePath(QStringLiteral("secrets.json")).toStdString()] {
                                         return platform::openSecretFile(secrets);
                                     }});
    }

    GuiExecutor m_gui;
    WorkerPool m_workers{1};
    net::CurlHttpClient m_http{m_workers};
    std::mutex m_mutex;
    std::vector<std::string> m_keysSeen;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<fakes::FakeHttpServer> m_server;
    std::unique_ptr<ServerAccounts> m_accounts;
};

QTEST_GUILESS_MAIN(ServerAccountsTest)
#include "tst_server_accounts.moc"
