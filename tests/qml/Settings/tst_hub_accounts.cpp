// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "fake_hub.h"
#include "hub_accounts.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/net/curl_http_client.h>

#include <map>

using namespace orrery;

/// Which Hubs there are and which token each gets.
class HubAccountsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        m_variables = {{"HF_ENDPOINT", m_hub.url()}};
        m_accounts = make({});
        m_client = std::make_unique<hub::HubClient>(
            hub::HubClient::Services{m_http, m_workers, m_gui, m_accounts->tokenSource()});
        m_accounts->setClient(m_client.get());
    }

    void cleanup() {
        m_client.reset();
        m_accounts.reset();
    }

    void theDefaultEndpointComesFromTheEnvironment() {
        const QAbstractItemModelTester tester(m_accounts.get());
        QCOMPARE(m_accounts->count(), 1);
        QCOMPARE(data(0, HubAccounts::UrlRole), QString::fromStdString(m_hub.url()));
        QVERIFY(!m_accounts->data(m_accounts->index(0), HubAccounts::RemovableRole).toBool());
    }

    void aTokenOfTheEnvironmentServesTheDefaultEndpointOnly() {
        m_variables["HF_TOKEN"] = "hf_environment";
        m_accounts = make({QStringLiteral("Other\thttp://127.0.0.1:1")});
        load(2);
        QCOMPARE(token(m_hub.url()), std::optional<std::string>("hf_environment"));
        QCOMPARE(token("http://127.0.0.1:1"), std::nullopt);
        QVERIFY2(data(0, HubAccounts::TokenTextRole).contains(QStringLiteral("HF_TOKEN")),
                 qPrintable(data(0, HubAccounts::TokenTextRole)));
    }

    void anEnteredTokenIsKeptAndWins() {
        m_variables["HF_TOKEN"] = "hf_environment";
        enter("hf_entered");
        QCOMPARE(token(m_hub.url()), std::optional<std::string>("hf_entered"));

        m_accounts = make({}); // the next start
        load(1);
        QCOMPARE(token(m_hub.url()), std::optional<std::string>("hf_entered"));
        QSignalSpy loaded(m_accounts.get(), &HubAccounts::loaded);
        m_accounts->forgetToken(QString::fromStdString(m_hub.url()));
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(token(m_hub.url()), std::optional<std::string>("hf_environment"));
    }

    void theHubSaysWhoseTokenItIs() {
        m_hub.addUser({.token = "hf_known", .name = "night-ink"});
        enter("hf_known");
        QTRY_VERIFY2(data(0, HubAccounts::AccountTextRole).contains(QStringLiteral("night-ink")),
                     qPrintable(data(0, HubAccounts::ProblemRole)));
    }

    void aWrongTokenIsSaid() {
        enter("hf_wrong");
        QTRY_VERIFY(!data(0, HubAccounts::ProblemRole).isEmpty());
        QVERIFY(data(0, HubAccounts::AccountTextRole).isEmpty());
    }

    void hubsAreAddedAndTakenOff() {
        QSignalSpy changed(m_accounts.get(), &HubAccounts::endpointsChanged);
        QCOMPARE(m_accounts->addEndpoint({}, QStringLiteral("https://hub.example.org/")), QString());
        QCOMPARE(data(1, HubAccounts::NameRole), QStringLiteral("hub.example.org"));
        QCOMPARE(data(1, HubAccounts::UrlRole), QStringLiteral("https://hub.example.org"));
        QVERIFY(!m_accounts->addEndpoint({}, QStringLiteral("https://hub.example.org")).isEmpty());
        QVERIFY(!m_accounts->addEndpoint({}, QStringLiteral("http://hub.example.org")).isEmpty());
        QVERIFY(!m_accounts->addEndpoint({}, QStringLiteral("no address")).isEmpty());
        QCOMPARE(m_accounts->added(), QStringList{QStringLiteral("hub.example.org\thttps://hub.example.org")});
        m_accounts->removeEndpoint(QStringLiteral("https://hub.example.org"));
        QCOMPARE(m_accounts->count(), 1);
        QCOMPARE(changed.count(), 2);
    }

private:
    std::unique_ptr<HubAccounts> make(const QStringList& added) {
        const hub::Environment environment = [this](std::string_view name) -> std::optional<std::string> {
            const auto found = m_variables.find(std::string(name));
            if (found == m_variables.end()) return std::nullopt;
            return found->second;
        };
        const std::filesystem::path home = m_home->path().toStdString();
        return std::make_unique<HubAccounts>(
            HubAccounts::Services{m_workers, m_gui, environment, hub::hubFolders(environment, home),
                                  [home] { return platform::openSecretFile(home / "secrets.json"); }},
            added);
    }

    void load(int endpoints) {
        QSignalSpy loaded(m_accounts.get(), &HubAccounts::loaded);
        m_accounts->load();
        QTRY_COMPARE(loaded.count(), endpoints);
    }

    void enter(const char* secret) {
        QSignalSpy loaded(m_accounts.get(), &HubAccounts::loaded);
        m_accounts->setToken(QString::fromStdString(m_hub.url()), QString::fromLatin1(secret));
        QTRY_COMPARE(loaded.count(), 1);
    }

    std::optional<std::string> token(const std::string& url) { return m_accounts->tokenSource()({"any name", url}); }
    QString data(int row, int role) { return m_accounts->data(m_accounts->index(row), role).toString(); }

    fakes::FakeHub m_hub;
    GuiExecutor m_gui;
    WorkerPool m_workers{2};
    net::CurlHttpClient m_http{m_workers};
    std::map<std::string, std::string> m_variables;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<HubAccounts> m_accounts;
    std::unique_ptr<hub::HubClient> m_client;
};

QTEST_GUILESS_MAIN(HubAccountsTest)
#include "tst_hub_accounts.moc"
