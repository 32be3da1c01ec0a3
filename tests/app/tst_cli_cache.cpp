// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "cli_runner.h"

#include <hub_cache.h>

using namespace orrery::test;

/// The program itself, caring for a cache.
class CliCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_cache.emplace();
        m_cache->add("model.safetensors", std::string(100'000, 'm'));
        m_cache->add("old.bin", std::string(50'000, 'o'), HubCache::commitB);
        m_cache->add("rows.parquet", "rows", HubCache::commitA, "datasets--acme--rows");
        m_cache->ref("main", HubCache::commitA);
        writeFile(m_cache->repo() / "blobs" / (std::string(64, 'e') + ".incomplete"), std::string(1000, 'p'));
        m_cli = CliRunner({"cache"});
        m_cli.environment.remove("HF_HUB_CACHE");
        m_cli.environment.remove("HUGGINGFACE_HUB_CACHE");
        m_cli.environment.insert("HF_HOME", text(m_cache->base()));
        m_cli.environment.insert("HOME", text(m_cache->base() / "home"));
    }

    void lists() {
        const CliOutcome table = m_cli.run({"ls"});
        QCOMPARE(table.exitCode, 0);
        QVERIFY2(table.out.contains("acme/foo") && table.out.contains("151.0 kB"), qPrintable(table.out));
        const QJsonArray items = m_cli.run({"ls", "--json"}).json()["items"].toArray();
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[0].toObject()["repo"].toString(), QString("acme/foo"));
        QCOMPARE(items[1].toObject()["repo"].toString(), QString("datasets/acme/rows"));
        QCOMPARE(items[0].toObject()["revisions"].toArray().size(), 2);
    }

    void listsOtherPlacesWhenAsked() {
        writeFile(m_cache->base() / "home/.lmstudio/models/acme/lm/lm-Q4_0.gguf", "x");
        QVERIFY(!m_cli.run({"ls"}).out.contains("lm-Q4_0.gguf"));
        QVERIFY(m_cli.run({"ls", "--all-places"}).out.contains("lm-Q4_0.gguf"));
    }

    void anotherCacheCanBeNamed() {
        const HubCache other;
        other.add("a.txt", "a", HubCache::commitA, "models--acme--other");
        QVERIFY(m_cli.run({"ls", "--cache", text(other.root())}).out.contains("acme/other"));
    }

    void verifiesAndRepairs() {
        QCOMPARE(m_cli.run({"verify"}).exitCode, 0);
        const fs::path blob = m_cache->add("bad.bin", "12345");
        writeFile(blob, "54321");
        const CliOutcome bad = m_cli.run({"verify", "acme/foo", "--json"});
        QCOMPARE(bad.exitCode, 1);
        QCOMPARE(bad.json()["ok"].toBool(), false);
        QCOMPARE(m_cli.run({"verify", "datasets/acme/rows"}).exitCode, 0);
        const CliOutcome repaired = m_cli.run({"repair", "acme/foo", "--json"});
        QCOMPARE(repaired.exitCode, 0);
        QCOMPARE(repaired.json()["mended"].toInt(), 1);
        QCOMPARE(m_cli.run({"verify"}).exitCode, 0);
    }

    void deletesOnlyWhenTold() {
        const CliOutcome asked = m_cli.run({"rm", "acme/foo"});
        QCOMPARE(asked.exitCode, 2);
        QVERIFY2(asked.out.contains("151.0 kB") && asked.err.contains("--yes"), qPrintable(asked.out));
        const CliOutcome plan = m_cli.run({"rm", "acme/foo", "--json"});
        QCOMPARE(plan.exitCode, 2);
        QCOMPARE(plan.json()["freed"].toInt(), 151'000);
        QVERIFY(fs::exists(m_cache->repo()));
        QCOMPARE(m_cli.run({"rm", "acme/foo", "--yes"}).exitCode, 0);
        QVERIFY(!fs::exists(m_cache->repo()));
    }

    void deletesARevisionOrPartials() {
        QCOMPARE(m_cli.run({"rm", "acme/foo", "--partials", "--yes", "--json"}).json()["freed"].toInt(), 1000);
        QCOMPARE(m_cli.run({"rm", "acme/foo", "--revision", "bbbbbbb", "--yes", "--json"}).json()["freed"].toInt(),
                 50'000);
        QCOMPARE(m_cache->item().size, 100'000ULL);
        QCOMPARE(m_cli.run({"rm", "acme/foo", "--revision", "main", "--yes"}).exitCode, 0);
        QVERIFY(!fs::exists(m_cache->repo()));
    }

    void packsAndUnpacks() {
        const QString pack = text(m_cache->base() / "pack.tar");
        QCOMPARE(m_cli.run({"pack", "acme/foo", "datasets/acme/rows", "-o", pack}).exitCode, 0);
        const HubCache other;
        const CliOutcome unpacked = m_cli.run({"unpack", pack, "--cache", text(other.root()), "--json"});
        QCOMPARE(unpacked.exitCode, 0);
        QCOMPARE(unpacked.json()["entries"].toArray().size(), 3);
        QVERIFY(pythonSees(other.repo()));
        QCOMPARE(m_cli.run({"pack", "acme/foo", "-o", pack}).exitCode, 1); // it is there
    }

    void failuresAreSaid_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("unknown repository") << QStringList{"rm", "acme/none", "--yes"} << 1;
        QTest::newRow("unknown revision") << QStringList{"rm", "acme/foo", "--revision", "v9", "--yes"} << 1;
        QTest::newRow("no such pack") << QStringList{"unpack", "/no/such/pack"} << 1;
        QTest::newRow("not a name") << QStringList{"verify", "no name"} << 1;
        QTest::newRow("no command") << QStringList{} << 2;
        QTest::newRow("no repository") << QStringList{"rm"} << 2;
        QTest::newRow("two wishes") << QStringList{"rm", "acme/foo", "--partials", "--revision", "main"} << 2;
    }
    void failuresAreSaid() {
        QFETCH(const QStringList, arguments);
        QFETCH(const int, exitCode);
        const CliOutcome outcome = m_cli.run(arguments);
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY(!(outcome.err + outcome.out).isEmpty());
        if (exitCode == 1) QVERIFY(!m_cli.run(arguments + QStringList{"--json"}).json()["error"].toObject().isEmpty());
    }

private:
    static QString text(const fs::path& path) { return QString::fromStdString(path.string()); }

    std::optional<HubCache> m_cache;
    CliRunner m_cli;
};

QTEST_GUILESS_MAIN(CliCacheTest)
#include "tst_cli_cache.moc"
