// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "call.h"
#include "caller_check.h"

using namespace orrery::serve;

class TestCallerCheck : public QObject {
    Q_OBJECT

private slots:
    void keys();
    void hosts();
    void callsAreRead();
    void hostileCalls();
};

void TestCallerCheck::keys() {
    QVERIFY(sameKey("abc", "abc"));
    for (const char* wrong : {"", "ab", "abd", "abcd", "xbc"}) QVERIFY(!sameKey(wrong, "abc"));
    QVERIFY(judgeCaller({"localhost", {}, "Bearer abc", {}}, "abc", true) == Verdict::Welcome);
    QVERIFY(judgeCaller({"localhost", {}, {}, "abc"}, "abc", true) == Verdict::Welcome);
    QVERIFY(judgeCaller({"localhost", {}, "Basic abc", {}}, "abc", true) == Verdict::WrongKey);
    QVERIFY(judgeCaller({"localhost", {}, {}, {}}, "abc", false) == Verdict::Welcome);
}

void TestCallerCheck::hosts() {
    for (const char* good : {"127.0.0.1", "127.0.0.1:80", "localhost:11435", "[::1]", "[::1]:1"})
        QVERIFY2(judgeCaller({good, {}, {}, "k"}, "k", true) == Verdict::Welcome, good);
    for (const char* bad : {"", "example.org", "127.0.0.1.example.org", "localhost.example.org:80", "[::2]:80", "::1"})
        QVERIFY2(judgeCaller({bad, {}, {}, "k"}, "k", true) == Verdict::ForeignHost, bad);
    QVERIFY(judgeCaller({"localhost", "http://localhost", {}, "k"}, "k", true) == Verdict::WebPage);
}

void TestCallerCheck::callsAreRead() {
    QCOMPARE(readCall(R"({"model":"ada"})")->model, std::string("ada"));
    QVERIFY(readCall(R"({"model":7})")->model.empty());
    const auto picture = readCall(
        R"({"messages":[{"content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]})");
    QVERIFY(picture);
}

void TestCallerCheck::hostileCalls() {
    for (const char* bad : {"", "null", "7", "{", R"({"messages":[{"content":[{"image_url":{"url":"HTTP://x/"}}]}]})",
                            R"({"messages":[{"content":[{"type":"text"},{"video_url":"https://x/"}]}]})"})
        QVERIFY2(!readCall(bad), bad);
    QVERIFY(!readCall(std::string(200000, '[')));
    QVERIFY(errorBody("\xff\"", "t", "c").find('"') != std::string::npos);
}

QTEST_GUILESS_MAIN(TestCallerCheck)
#include "tst_caller_check.moc"
