// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/base/json_depth.h>

#include <string>

using orrery::isShallowJson;

class JsonDepthTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void counts_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("depth");
        QTest::newRow("nothing") << QByteArray() << 0;
        QTest::newRow("a value") << QByteArray("7") << 0;
        QTest::newRow("a list") << QByteArray("[1, 2]") << 1;
        QTest::newRow("both kinds") << QByteArray("{\"a\": [{\"b\": 1}]}") << 3;
        QTest::newRow("side by side") << QByteArray("[[], [], {}, [[]]]") << 3;
        QTest::newRow("in a string") << QByteArray("[\"[[[{{{\", 1]") << 1;
        QTest::newRow("quote in a string") << QByteArray("[\"\\\"[[\", [1]]") << 2;
        QTest::newRow("backslash before the quote") << QByteArray("[\"\\\\\", [[1]]]") << 3;
        QTest::newRow("a name") << QByteArray("{\"[{\": \"}]\"}") << 1;
        QTest::newRow("string without an end") << QByteArray("[\"[[[") << 1;
        QTest::newRow("cut off in an escape") << QByteArray("[\"\\") << 1;
        QTest::newRow("not closed") << QByteArray("[[[[") << 4;
    }
    void counts() {
        QFETCH(const QByteArray, text);
        QFETCH(const int, depth);
        QVERIFY(isShallowJson(text.toStdString(), depth));
        if (depth > 0) QVERIFY(!isShallowJson(text.toStdString(), depth - 1));
    }

    void sixtyFourUnlessTold() {
        const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
        QVERIFY(isShallowJson(nested(64)));
        QVERIFY(!isShallowJson(nested(65)));
        QVERIFY(!isShallowJson(nested(1'000'000)));
    }
};

QTEST_GUILESS_MAIN(JsonDepthTest)
#include "tst_json_depth.moc"
