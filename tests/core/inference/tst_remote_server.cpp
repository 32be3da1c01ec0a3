// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include <orrery/inference/remote_server.h>

#include <filesystem>
#include <fstream>

using namespace orrery;
using namespace orrery::inference;
namespace fs = std::filesystem;

namespace {

QString tidied(const QString& typed) {
    const auto url = serverUrl(typed.toStdString());
    return url ? QString::fromStdString(*url) : QString();
}

} // namespace

class TestRemoteServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tidies_data();
    void tidies();
    void refuses_data();
    void refuses();
    void keysDiffer();
    void listComesBack();
    void leavesOutWhatIsWrong();
    void file();
    void brokenFile();
    void whatIsNoListIsKeptBeside();
};

void TestRemoteServer::tidies_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* typed, const char* expected) {
        QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(expected);
    };
    row("https://api.example.org/v1", "https://api.example.org/v1");
    row("  https://API.Example.org/v1/ \n", "https://api.example.org/v1");
    row("api.example.org", "https://api.example.org");
    row("localhost:11434", "http://localhost:11434");
    row("192.168.1.20:8000/v1", "http://192.168.1.20:8000/v1");
    row("http://127.0.0.1:8080", "http://127.0.0.1:8080");
    row("http://10.1.2.3/v1", "http://10.1.2.3/v1");
    row("http://172.16.0.1", "http://172.16.0.1");
    row("http://172.31.255.1", "http://172.31.255.1");
    row("http://169.254.7.7", "http://169.254.7.7");
    row("http://box.local:1234", "http://box.local:1234");
    row("http://[::1]:8080/v1", "http://[::1]:8080/v1");
    row("http://[fe80::1]", "http://[fe80::1]");
    row("http://[fd12::7]:80", "http://[fd12::7]");
    row("http://[::ffff:192.168.0.9]:9", "http://[::ffff:192.168.0.9]:9");
    row("https://example.org:443/openai/v1/chat/completions", "https://example.org/openai/v1");
    row("https://example.org/v1/models", "https://example.org/v1");
}

void TestRemoteServer::tidies() {
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    QCOMPARE(tidied(typed), expected);
    QCOMPARE(tidied(expected), expected);
}

void TestRemoteServer::refuses_data() {
    QTest::addColumn<QString>("typed");
    for (const char* typed : {"",
                              "   ",
                              "http://example.org/v1",
                              "http://8.8.8.8",
                              "http://172.32.0.1",
                              "http://192.169.0.1",
                              "http://127.0.0.1.example.org",
                              "http://localhost.example.org",
                              "http://10.0.0.1@example.org",
                              "http://notlocal",
                              "http://[2001:db8::1]",
                              "http://[::ffff:8.8.8.8]",
                              "ftp://localhost",
                              "file:///etc/passwd",
                              "https://",
                              "https://user:s3cret@example.org",
                              "https://user@example.org",
                              "https://example.org/?key=1",
                              "https://example.org/#a",
                              "https://exa mple.org",
                              "javascript:alert(1)"})
        QTest::newRow(typed) << QString::fromLatin1(typed);
    QTest::newRow("control") << QStringLiteral("https://example.org/\x01");
    QTest::newRow("long") << QStringLiteral("https://example.org/") + QString(5000, QLatin1Char('a'));
}

void TestRemoteServer::refuses() {
    QFETCH(QString, typed);
    const auto url = serverUrl(typed.toStdString());
    QVERIFY2(!url, url ? url->c_str() : "");
    QVERIFY(url.error().is(orrery::Errc::InvalidArgument));
    QVERIFY(!url.error().message.empty());
    QVERIFY(describe(url.error()).find("s3cret") == std::string::npos);
}

void TestRemoteServer::keysDiffer() {
    QVERIFY(secretKey({"A", "https://a.example.org", {}}) != secretKey({"A", "https://b.example.org", {}}));
    QCOMPARE(secretKey({"A", "https://a.example.org", {}}), secretKey({"B", "https://a.example.org", {"m"}}));
}

void TestRemoteServer::listComesBack() {
    const std::vector<RemoteServer> servers = {{"Home \"box\"", "http://192.168.1.2:8000", {"a", "b/c"}},
                                               {"", "https://example.org/v1", {}}};
    QVERIFY(readServers(writeServers(servers)) == servers);
    QVERIFY(readServers(writeServers({})).empty());
}

void TestRemoteServer::leavesOutWhatIsWrong() {
    QVERIFY(readServers("").empty());
    QVERIFY(readServers("[]").empty());
    QVERIFY(readServers("{\"servers\": 7}").empty());
    QVERIFY(readServers("{\"servers\": [").empty());
    const auto servers = readServers(R"({"servers": [1, {"url": "http://example.org"}, {"name": "none"},
        {"name": 5, "url": "https://example.org", "models": ["m", 7, ""]},
        {"name": "again", "url": "https://example.org/"}]})");
    QCOMPARE(servers.size(), std::size_t{1});
    QCOMPARE(servers[0].url, std::string("https://example.org"));
    QCOMPARE(servers[0].models, std::vector<std::string>{"m"});
}

void TestRemoteServer::file() {
    const QTemporaryDir folder;
    const fs::path path = folder.filePath(QStringLiteral("new/servers.json")).toStdString();
    const auto none = loadServers(path);
    QVERIFY(none && none->empty());
    const std::vector<RemoteServer> servers = {{"Home", "http://box.local", {"m"}}};
    QVERIFY(saveServers(path, servers));
    QVERIFY(loadServers(path) == servers);
    QCOMPARE(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

void TestRemoteServer::brokenFile() {
    const QTemporaryDir folder;
    const fs::path path = folder.filePath(QStringLiteral("servers.json")).toStdString();
    fs::create_directory(path);
    QVERIFY(!loadServers(path));
    QVERIFY(!saveServers(path, {{"Home", "http://box.local", {}}}));
}

void TestRemoteServer::whatIsNoListIsKeptBeside() {
    const QTemporaryDir folder;
    const fs::path path = folder.filePath(QStringLiteral("servers.json")).toStdString();
    const std::vector<RemoteServer> servers = {{"Home", "http://box.local", {}}};
    for (const char* damaged : {"", "{ \"servers\": [", "[]", "{\"servers\": 7}"}) {
        std::ofstream(path) << damaged;
        const auto loaded = loadServers(path);
        QVERIFY2(!loaded, damaged);
        QVERIFY(loaded.error().message.find("servers.json") != std::string::npos);
        QVERIFY(saveServers(path, servers));
        QVERIFY(*loadServers(path) == servers);
        std::ifstream kept(path.string() + ".damaged");
        QCOMPARE(std::string(std::istreambuf_iterator<char>(kept), {}), std::string(damaged));
    }
    fs::remove(path.string() + ".damaged");
    QVERIFY(saveServers(path, {})); // a list is simply replaced
    QVERIFY(!fs::exists(path.string() + ".damaged"));
}

QTEST_GUILESS_MAIN(TestRemoteServer)
#include "tst_remote_server.moc"
