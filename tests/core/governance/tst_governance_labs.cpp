// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tables.h"

using namespace orrery;
using namespace orrery::governance;

namespace {

std::string tableOf(const std::string& labs) {
    return "{\"schema\": \"orrery.labs/1\", \"labs\": [" + labs + "]}";
}

} // namespace

class TestGovernanceLabs : public QObject {
    Q_OBJECT

private slots:
    void shippedTable() {
        const LabTable labs = shippedLabs();
        QVERIFY(labs.all().size() > 100);
        const Lab* lab = labs.find("META-llama");
        QVERIFY(lab);
        QCOMPARE(lab->handle, std::string("meta-llama"));
        QCOMPARE(lab->country, std::string("US"));
        QCOMPARE(lab->kind, std::string("company"));
        QVERIFY(!lab->tags.empty());
        QVERIFY(labs.find("huggingface"));
        QVERIFY(labs.find("lerobot"));
        QVERIFY(!labs.find("nobody-of-that-name"));
        QVERIFY(!labs.find(""));
    }

    void anUnknownCountryStaysEmpty() {
        const auto labs = LabTable::parse(tableOf(R"({"handle": "x", "country": null, "kind": "individual"})"));
        QVERIFY(labs);
        QCOMPARE(labs->find("X")->country, std::string());
    }

    void badTablesAreRefused_data() {
        QTest::addColumn<QString>("json");
        QTest::newRow("empty") << "";
        QTest::newRow("rubbish") << "\x01\x02{";
        QTest::newRow("list") << "[]";
        QTest::newRow("half") << QString::fromStdString(shippedFile("labs.json")).left(5000);
        QTest::newRow("other form") << R"({"schema": "orrery.labs/2", "labs": [{"handle": "a", "kind": "lab"}]})";
        QTest::newRow("no labs") << QString::fromStdString(tableOf(""));
        QTest::newRow("no handle") << QString::fromStdString(tableOf(R"({"kind": "lab"})"));
        QTest::newRow("no object") << QString::fromStdString(tableOf("7"));
        QTest::newRow("kind") << QString::fromStdString(tableOf(R"({"handle": "a", "kind": "club"})"));
        QTest::newRow("country") << QString::fromStdString(
            tableOf(R"({"handle": "a", "kind": "lab", "country": "France"})"));
        QTest::newRow("twice") << QString::fromStdString(
            tableOf(R"({"handle": "a", "kind": "lab"}, {"handle": "A", "kind": "lab"})"));
        QTest::newRow("deep") << QString(100'000, '[');
    }
    void badTablesAreRefused() {
        QFETCH(QString, json);
        const auto labs = LabTable::parse(json.toStdString());
        QVERIFY(!labs);
        QVERIFY(labs.error().is(Errc::InvalidArgument));
        QVERIFY(!labs.error().message.empty());
    }
};

QTEST_GUILESS_MAIN(TestGovernanceLabs)
#include "tst_governance_labs.moc"
