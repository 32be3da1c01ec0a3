// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "bad_days.h"
#include "catalog_bench.h"

#include "schema.h"
#include "stored_entry.h"

#include <QProcess>
#include <QTest>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

using namespace orrery;
using namespace orrery::catalog;

using Names = std::vector<std::string>;

namespace {

void overwrite(const std::filesystem::path& file, std::streamoff at, const std::string& bytes) {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(at);
    stream << bytes;
}

std::size_t filesAside(const std::filesystem::path& file) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(file.parent_path())) {
        if (entry.path().filename().string().find(".damaged-") != std::string::npos) ++count;
    }
    return count;
}

} // namespace

class CatalogStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reopenedItAnswersAlike() {
        CatalogBench bench;
        bench.import(manyRows(0, 25'000)); // enough for a snapshot
        bench.import(manyRows(25'000, 300));
        Filter filter;
        filter.text = "7b v12";
        const auto asked = [&] { return bench->search(filter, Order::Relevance, 0, 200); };
        const auto facetsOf = [&] {
            return bench->facets(filter, {Facet::Publisher, Facet::Licence, Facet::LicenceClass});
        };
        const auto before = asked();
        const auto facetsBefore = facetsOf();
        bench.open();
        const auto after = asked();
        const auto facetsAfter = facetsOf();
        QVERIFY(before && after && facetsBefore && facetsAfter);
        QVERIFY(before->total > 100);
        QCOMPARE(after->total, before->total);
        for (std::size_t i = 0; i < before->entries.size(); ++i)
            QCOMPARE(after->entries[i].summary.id.name, before->entries[i].summary.id.name);
        for (std::size_t i = 0; i < facetsBefore->size(); ++i)
            QCOMPARE((*facetsAfter)[i].counts, (*facetsBefore)[i].counts);
    }

    void whatIsNoCatalogueIsSetAside_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("not a database, but a letter to somebody\n").repeated(100);
        QTest::newRow("only the beginning") << QByteArray("SQLite format 3\0", 16);
        QTest::newRow("zeros") << QByteArray(100'000, '\0');
    }
    void whatIsNoCatalogueIsSetAside() {
        QFETCH(QByteArray, content);
        CatalogBench bench;
        bench.close();
        std::filesystem::remove(bench.file());
        std::ofstream(bench.file(), std::ios::binary) << content.toStdString();
        std::string notice;
        Catalog& catalogue = bench.open(&notice);
        QVERIFY(!notice.empty());
        QCOMPARE(filesAside(bench.file()), std::size_t(1));
        QVERIFY(catalogue.put({model("a/b", 1)}, hubUrl, today));
    }

    void anotherProgramsDatabaseIsSetAside() {
        CatalogBench bench;
        bench.close();
        std::filesystem::remove(bench.file());
        QVERIFY(Database::open(bench.file(), Database::Mode::Write)->run("CREATE TABLE bookmarks(url TEXT)"));
        std::string notice;
        bench.open(&notice);
        QVERIFY(!notice.empty());
    }

    void aBrokenOrShortFileIsSetAside() {
        for (const bool cut : {true, false}) {
            CatalogBench bench;
            bench.import(manyRows(0, 25'000));
            bench.close();
            const auto size = std::filesystem::file_size(bench.file());
            if (cut)
                std::filesystem::resize_file(bench.file(), size / 2 / 4096 * 4096);
            else
                for (std::uintmax_t at = 8192; at < size; at += 4096)
                    overwrite(bench.file(), static_cast<std::streamoff>(at), std::string(64, '\xFF'));
            std::string notice;
            bench.open(&notice);
            QVERIFY(!notice.empty());
            QCOMPARE(bench->stats()->entries, std::uint64_t(0));
        }
    }

    void aNewerOneIsLeftAlone() {
        CatalogBench bench;
        QVERIFY(bench->put({model("a/b", 1)}, hubUrl, today));
        bench.close();
        QVERIFY(Database::open(bench.file(), Database::Mode::Write)->run("PRAGMA user_version=999"));
        const auto opened = Catalog::open(bench.file(), bench.tables());
        QVERIFY(!opened && opened.error().is(sqlite::Errc::TooNew));
        QCOMPARE(filesAside(bench.file()), std::size_t(0));
    }

    void anOlderOneIsBroughtUpToDate() {
        CatalogBench bench;
        bench.close();
        std::filesystem::remove(bench.file());
        {
            auto database = Database::open(bench.file(), Database::Mode::Write);
            QVERIFY(database);
            QVERIFY(sqlite::migrate(*database, catalogSchema(), 1));
            Entry entry;
            entry.summary = model("a/old", 1, {"gguf"});
            entry.summary.description = "Something ancient";
            entry.endpoint = hubUrl;
            entry.seen = today;
            const std::string body = encodeEntry(entry);
            auto insert = database->prepare("INSERT INTO entry VALUES(1,?)");
            QVERIFY(insert && insert->bindBlob(1, body).run());
        }
        bench.open();
        QCOMPARE(bench.names("ancient"), Names{"a/old"});
        QCOMPARE(bench.names("gguf"), Names{"a/old"});
        QVERIFY(bench->put({model("a/new", 1)}, hubUrl, today));
        QCOMPARE(bench.names({}, Order::Name), (Names{"a/new", "a/old"}));
    }

    void twoOpenAtOnceSeeEachOther() {
        CatalogBench bench;
        auto other = Catalog::open(bench.file(), bench.tables());
        QVERIFY(other);
        QVERIFY(bench->put({model("a/x", 1)}, hubUrl, today));
        QVERIFY(other->put({model("a/y", 1), model("a/x", 5)}, hubUrl, today));
        QCOMPARE(bench.names({}, Order::Name), (Names{"a/x", "a/y"}));
        QCOMPARE(bench.entry("a/x").summary.downloads, std::optional<std::uint64_t>(5));
        bench.import(manyRows(0, 25'000)); // writes a snapshot, after which the other one has to load anew
        QCOMPARE(other->stats()->entries, std::uint64_t(25'002));
        QVERIFY(other->put({model("a/z", 1)}, hubUrl, today));
        QCOMPARE(bench.names("a/z"), Names{"a/z"});
    }

    void twoProgramsWriteAtOnce() {
        CatalogBench bench;
        QProcess first, second;
        const QString file = QString::fromStdString(bench.file().string());
        first.start(CATALOG_IMPORTER, {file, "0", "20000"});
        second.start(CATALOG_IMPORTER, {file, "10000", "20000"});
        QVERIFY(first.waitForFinished(100'000) && second.waitForFinished(100'000));
        QCOMPARE(first.exitCode() + second.exitCode(), 0);
        QCOMPARE(bench->stats()->entries, std::uint64_t(30'000));
        QCOMPARE(bench.names("model-29999-7b-v29999").size(), std::size_t(1));
        bench.close();
        QCOMPARE(test::integrity(bench.file()), std::string("ok"));
    }

    void whatWasReportedSurvivesAKill() {
        CatalogBench bench;
        const QString file = QString::fromStdString(bench.file().string());
        for (int round = 0; round < 5; ++round) {
            const auto before = bench->stats()->entries;
            bench.close();
            test::DoomedProgram importer(CATALOG_IMPORTER, {file, QString::number(round * 100'000), "100000"});
            QVERIFY(importer.says(1 + round));
            const QByteArray said = importer.kill();
            QVERIFY(importer.isGone());
            std::uint64_t reported = 0;
            for (const QByteArray& line : said.left(said.lastIndexOf('\n') + 1).split('\n')) // of whole lines
                reported = std::max<std::uint64_t>(reported, line.trimmed().toULongLong());
            std::string notice;
            bench.open(&notice);
            QVERIFY2(notice.empty(), notice.c_str());
            QCOMPARE(test::integrity(bench.file()), std::string("ok"));
            QVERIFY(bench->stats()->entries >= before + reported);
        }
    }

    void aFullDiskLosesNothing() {
        CatalogBench bench;
        bench.import(manyRows(0, 2000));
        const auto kept = bench->stats()->entries;
        {
            const test::SmallDisk disk(std::filesystem::file_size(bench.file()) + (1U << 20U));
            std::istringstream input(manyRows(2000, 60'000));
            const auto report = bench->import(input, hubUrl, today);
            QVERIFY(!report);
            QVERIFY2(!report.error().message.empty(), describe(report.error()).c_str());
        }
        QVERIFY(bench->stats()->entries >= kept);
        QVERIFY(bench->put({model("a/after", 1)}, hubUrl, today));
        bench.open();
        QCOMPARE(bench.names("after"), Names{"a/after"});
        QCOMPARE(test::integrity(bench.file()), std::string("ok"));
    }

    void readersGoOnWhileAWriterWrites() {
        CatalogBench bench;
        bench.import(manyRows(0, 5000));
        std::atomic<bool> done = false;
        std::atomic<int> answers = 0, wrong = 0;
        std::vector<std::jthread> readers;
        for (int i = 0; i < 3; ++i) {
            readers.emplace_back([&] {
                Filter filter;
                filter.text = "model";
                std::uint64_t last = 5000;
                while (!done) {
                    const auto found = bench->search(filter, Order::Downloads, 0, 20);
                    if (!found || found->total < last || found->entries.size() != 20) ++wrong;
                    if (found) last = found->total;
                    ++answers;
                    std::this_thread::yield();
                }
            });
        }
        bench.import(manyRows(5000, 30'000));
        done = true;
        readers.clear();
        QCOMPARE(wrong.load(), 0);
        QVERIFY(answers > 3);
        QCOMPARE(bench->stats()->entries, std::uint64_t(35'000));
    }
};

QTEST_GUILESS_MAIN(CatalogStoreTest)
#include "tst_catalog_store.moc"
