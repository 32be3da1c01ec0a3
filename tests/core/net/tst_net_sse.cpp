// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/net/http_client.h>
#include <orrery/net/sse.h>

#include <string>
#include <string_view>
#include <vector>

using namespace orrery::net;
using namespace std::string_literals;

namespace {

struct Reader {
    std::vector<std::string> events; ///< "type|data|id"
    SseParser parser{[this](const SseEvent& e) { events.push_back(e.type + '|' + e.data + '|' + e.id); }};
};

std::vector<std::string> read(std::string_view stream) {
    Reader reader;
    if (!reader.parser.feed(stream)) return {"error"};
    return reader.events;
}

using Events = std::vector<std::string>;

const std::string everything = "\xEF\xBB\xBF: a comment\n"
                               "event: add\ndata: one\ndata:two\r\ndata\rid: 7\n\r\n"
                               "data:  spaced\r\r"
                               "event: lonely\n\n"
                               "retry: 1500\nid:\ndata: \xE2\x98\x83\n\n"
                               "unknown: x\ndata: never ended";

} // namespace

class SseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void isTheSameAtEverySplit();
    void isTheSameByteByByte();
    void keepsRetryAndId();
    void boundsAnEvent();
    void boundsManyLinesOfOneEvent();
    void forgetsWhatWasHandedOn();
};

void SseTest::reads_data() {
    QTest::addColumn<std::string>("stream");
    QTest::addColumn<Events>("events");
    const auto row = [](const char* name, std::string stream, Events events) {
        QTest::newRow(name) << std::move(stream) << std::move(events);
    };
    row("plain", "data: a\n\n", {"message|a|"});
    row("carriage returns", "data: a\r\rdata: b\r\r", {"message|a|", "message|b|"});
    row("both", "data: a\r\n\r\ndata: b\r\n\r\n", {"message|a|", "message|b|"});
    row("several lines", "data: a\ndata: b\ndata\n\n", {"message|a\nb\n|"});
    row("one space is taken off", "data:a\n\ndata:  b\n\n", {"message|a|", "message| b|"});
    row("an empty datum is one", "data\n\n", {"message||"});
    row("no data, no event", "event: x\n\ndata: a\n\n", {"message|a|"});
    row("type is for one event", "event: x\ndata: a\n\ndata: b\n\n", {"x|a|", "message|b|"});
    row("id stays", "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", {"message|a|1", "message|b|1", "message|c|"});
    row("id with a zero byte is ignored", "id: 1\0x\ndata: a\n\n"s, {"message|a|"});
    row("comments", ":\n: x\ndata: a\n:y\n\n", {"message|a|"});
    row("names are exact", " data: x\nData: y\ndata : z\n\n", {});
    row("byte order mark",
        "\xEF\xBB\xBF"
        "data: a\n\n\xEF\xBB\xBF"
        "data: b\n\n",
        {"message|a|"});
    row("half an event is none", "data: a\n", {});
    row("everything", everything, {"add|one\ntwo\n|7", "message| spaced|7", "message|\xE2\x98\x83|"});
}

void SseTest::reads() {
    QFETCH(std::string, stream);
    QFETCH(Events, events);
    QCOMPARE(read(stream), events);
}

void SseTest::isTheSameAtEverySplit() {
    const Events whole = read(everything);
    for (std::size_t split = 0; split <= everything.size(); ++split) {
        Reader reader;
        QVERIFY(reader.parser.feed(std::string_view(everything).substr(0, split)));
        QVERIFY(reader.parser.feed(std::string_view(everything).substr(split)));
        QCOMPARE(reader.events, whole);
    }
}

void SseTest::isTheSameByteByByte() {
    Reader reader;
    for (const char& byte : everything) QVERIFY(reader.parser.feed({&byte, 1}));
    QCOMPARE(reader.events, read(everything));
}

void SseTest::keepsRetryAndId() {
    Reader reader;
    QVERIFY(!reader.parser.retry());
    QVERIFY(reader.parser.feed("retry: 1500\nretry: 2x\nretry:\nretry: 99999999999999999999\nid: 9\n\n"));
    QCOMPARE(reader.parser.retry()->count(), 1500);
    QCOMPARE(reader.parser.lastEventId(), "9"s);
}

void SseTest::boundsAnEvent() {
    Reader reader;
    QVERIFY(reader.parser.feed("data: " + std::string(SseParser::longestEvent - 6, 'x')));
    const auto status = reader.parser.feed("x");
    QVERIFY(!status);
    QVERIFY(status.error().is(Errc::TooLarge));
    QVERIFY(!reader.parser.feed("\n\n"));
    QVERIFY(reader.events.empty());
}

void SseTest::boundsManyLinesOfOneEvent() {
    Reader reader;
    const std::string line = "data: " + std::string(1U << 20, 'x') + '\n';
    int lines = 0;
    while (lines < 17 && reader.parser.feed(line)) ++lines;
    QCOMPARE(lines, 15);
}

void SseTest::forgetsWhatWasHandedOn() {
    Reader reader;
    const std::string event = "data: " + std::string(6U << 20, 'x') + "\n\n";
    for (int i = 0; i < 4; ++i) QVERIFY(reader.parser.feed(event));
    QCOMPARE(reader.events.size(), std::size_t(4));
}

QTEST_APPLESS_MAIN(SseTest)
#include "tst_net_sse.moc"
