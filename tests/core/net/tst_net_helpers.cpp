// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/net/content_range.h>
#include <orrery/net/retry.h>
#include <orrery/net/url.h>

#include <string>

using namespace orrery::net;
using namespace std::chrono_literals;
using std::chrono::system_clock;

class NetHelpersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsUrls();
    void refusesUrls_data();
    void refusesUrls();
    void tellsOriginsApart();
    void knowsLoopback();
    void resolvesLocations_data();
    void resolvesLocations();
    void hidesSecrets_data();
    void hidesSecrets();
    void readsRetryAfter();
    void doublesTheDelay();
    void readsContentRanges();
    void refusesContentRanges_data();
    void refusesContentRanges();
};

void NetHelpersTest::readsUrls() {
    QCOMPARE(parseUrl("HTTPS://User:pw@Example.ORG/a%20b?q#f").value(), (Url{"https", "example.org", 443, "/a%20b"}));
    QCOMPARE(parseUrl("http://[::1]:8080").value(), (Url{"http", "[::1]", 8080, "/"}));
}

void NetHelpersTest::refusesUrls_data() {
    QTest::addColumn<QString>("url");
    for (const char* url : {"", "example.org/x", "/x", "ftp://example.org/", "file:///etc/passwd", "http://",
                            "http://a b/", "http://host:99999/", "javascript:alert(1)"}) {
        QTest::newRow(url) << url;
    }
}

void NetHelpersTest::refusesUrls() {
    QFETCH(QString, url);
    const auto parsed = parseUrl(url.toStdString());
    QVERIFY(!parsed);
    QVERIFY(parsed.error().is(Errc::BadUrl));
}

void NetHelpersTest::tellsOriginsApart() {
    const auto originOf = [](const char* url) { return origin(parseUrl(url).value()); };
    QCOMPARE(originOf("https://a.org/x"), originOf("https://A.org:443/y?z"));
    QVERIFY(originOf("https://a.org/") != originOf("http://a.org/"));
    QVERIFY(originOf("https://a.org/") != originOf("https://a.org:444/"));
    QVERIFY(originOf("https://a.org/") != originOf("https://a.org.evil.org/"));
    QVERIFY(originOf("https://a.org@evil.org/") != originOf("https://a.org/"));
    QCOMPARE(displayHost(parseUrl("https://a.org:443/").value()), std::string("a.org"));
    QCOMPARE(displayHost(parseUrl("http://a.org:443/").value()), std::string("a.org:443"));
}

void NetHelpersTest::knowsLoopback() {
    for (const char* host : {"localhost", "x.localhost", "127.0.0.1", "127.9.8.7", "[::1]"})
        QVERIFY2(isLoopback(host), host);
    for (const char* host : {"localhost.org", "127.0.0.1.org", "128.0.0.1", "10.127.0.0", "[::2]", ""}) {
        QVERIFY2(!isLoopback(host), host);
    }
}

void NetHelpersTest::resolvesLocations_data() {
    QTest::addColumn<QString>("location");
    QTest::addColumn<QString>("expected");
    QTest::newRow("absolute") << "https://c.org/d?e=f"
                              << "https://c.org/d?e=f";
    QTest::newRow("path") << "/d"
                          << "http://a.org:81/d";
    QTest::newRow("beside") << "d?x"
                            << "http://a.org:81/b/d?x";
    QTest::newRow("up") << "../d"
                        << "http://a.org:81/d";
    QTest::newRow("host") << "//c.org/d"
                          << "http://c.org/d";
    QTest::newRow("space") << "/d e"
                           << "http://a.org:81/d%20e";
    QTest::newRow("query") << "?z"
                           << "http://a.org:81/b/c?z";
}

void NetHelpersTest::resolvesLocations() {
    QFETCH(QString, location);
    QFETCH(QString, expected);
    const auto url = resolveUrl("http://a.org:81/b/c?secret", location.toStdString());
    QCOMPARE(QString::fromStdString(url.value()), expected);
}

void NetHelpersTest::hidesSecrets_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("shown");
    QTest::newRow("all") << "https://u:p@a.org:1/b?token=t#f"
                         << "https://a.org:1/b";
    QTest::newRow("at in path") << "https://a.org/@b?token=t"
                                << "https://a.org/@b";
    QTest::newRow("two ats") << "https://u:p@ss@a.org/"
                             << "https://a.org/";
    QTest::newRow("no url") << "u:p@a.org?token"
                            << "a.org";
    QTest::newRow("empty") << ""
                           << "";
}

void NetHelpersTest::hidesSecrets() {
    QFETCH(QString, url);
    QTEST(QString::fromStdString(withoutSecrets(url.toStdString())), "shown");
}

void NetHelpersTest::readsRetryAfter() {
    const auto now = system_clock::from_time_t(1700000000); // Tue, 14 Nov 2023 22:13:20 GMT
    QVERIFY(parseRetryAfter("120", now) == 120s);
    QVERIFY(parseRetryAfter(" 0 ", now) == 0s);
    QVERIFY(parseRetryAfter("Tue, 14 Nov 2023 22:14:00 GMT", now) == 40s);
    QVERIFY(parseRetryAfter("Tue, 14 Nov 2023 22:00:00 GMT", now) == 0s);
    QVERIFY(parseRetryAfter("99999999999999999999999", now) > 24h);
    for (const char* junk : {"", "soon", "-5", "1.5"}) QVERIFY2(!parseRetryAfter(junk, now), junk);
}

void NetHelpersTest::doublesTheDelay() {
    const RetryPolicy policy{.attempts = 9, .firstDelay = 500ms, .longestDelay = 3s};
    QCOMPARE(backoffDelay(policy, 1, 1.0).count(), 500);
    QCOMPARE(backoffDelay(policy, 2, 1.0).count(), 1000);
    QCOMPARE(backoffDelay(policy, 3, 0.5).count(), 1000);
    QCOMPARE(backoffDelay(policy, 4, 1.0).count(), 3000);
    QCOMPARE(backoffDelay(policy, 4000, 1.0).count(), 3000);
    QCOMPARE(backoffDelay(policy, 4, 0.0).count(), 0);
}

void NetHelpersTest::readsContentRanges() {
    const auto part = parseContentRange("bytes 5-99/1000");
    QVERIFY(part && part->span);
    QCOMPARE(part->span->first, std::uint64_t(5));
    QCOMPARE(part->span->end, std::uint64_t(100));
    QCOMPARE(part->total, std::optional<std::uint64_t>(1000));
    QVERIFY(parseContentRange("Bytes 0-999/1000")->span); // all of it; a unit's name has no case
    const auto unknown = parseContentRange("bytes 0-99/*");
    QVERIFY(unknown && unknown->span && !unknown->total);
    const auto none = parseContentRange("bytes */1000");
    QVERIFY(none && !none->span);
    QCOMPARE(none->total, std::optional<std::uint64_t>(1000));
}

void NetHelpersTest::refusesContentRanges_data() {
    QTest::addColumn<std::string>("text");
    for (const char* bad : {"",
                            "bytes",
                            "bytes 0-99",
                            "bytes/100",
                            "bytes /100",
                            "items 0-99/100",
                            "bytes 9-1/100",
                            "bytes -1/100",
                            "bytes 0-/100",
                            "bytes 0-99/x",
                            "bytes 0-99/",
                            "bytes 0-18446744073709551615/*",
                            "bytes 0x1-2/3",
                            "bytes 0-99999999999999999999/1",
                            "bytes +0-9/10",
                            "bytes 0-9/10 ",
                            "bytes 0-9/10/10",
                            "bytes 0-1-2/10",
                            "bytes 0-10/10",
                            "bytes 0-0/0"})
        QTest::newRow(bad) << std::string(bad);
}

void NetHelpersTest::refusesContentRanges() {
    QFETCH(std::string, text);
    QVERIFY(!parseContentRange(text));
}

QTEST_APPLESS_MAIN(NetHelpersTest)
#include "tst_net_helpers.moc"
