// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "catalog_bench.h"

#include <QTest>

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace orrery;
using namespace orrery::catalog;

using Names = std::vector<std::string>;

namespace {

/// JSON with ' for ", which moc reads more easily than raw strings.
std::string json(std::string text) {
    std::ranges::replace(text, '\'', '"');
    return text;
}

QByteArray row(const std::string& text) {
    return QByteArray::fromStdString(json(text));
}

} // namespace

class CatalogImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyShapeOfFile_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("one array") << row("[{'id':'a/x'},{'id':'a/y'}]");
        QTest::newRow("several arrays") << QByteArray("[{\"id\":\"a/x\"}]\n[{\"id\":\"a/y\"}]\n[]");
        QTest::newRow("lines") << QByteArray("{\"id\":\"a/x\"}\r\n\r\n{\"id\":\"a/y\"}");
        QTest::newRow("indented") << QByteArray(
            "[\n  {\n    \"id\": \"a/x\",\n    \"siblings\": [\n {\"rfilename\": \"f\"}\n]\n  },\n"
            "  {\n    \"modelId\": \"a/y\"\n  }\n]\n");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF[{\"id\":\"a/x\"},{\"id\":\"a/y\"}]");
    }
    void everyShapeOfFile() {
        QFETCH(QByteArray, text);
        CatalogBench bench;
        const ImportReport report = bench.import(text.toStdString());
        QCOMPARE(report.read, std::uint64_t(2));
        QCOMPARE(report.added, std::uint64_t(2));
        QCOMPARE(report.refused, std::uint64_t(0));
        QCOMPARE(bench.names({}, Order::Name), (Names{"a/x", "a/y"}));
    }

    void aRowOfTheHubIsUnderstood() {
        CatalogBench bench;
        bench.import(json(
            "[{'_id':'66f','id':'acme/Foo-7B-GGUF','author':'acme','gated':'manual','private':false,'likes':412,"
            "'downloads':83211,'trendingScore':37,'tags':['gguf','license:apache-2.0','en'],'pipeline_tag':'text-"
            "generation',"
            "'library_name':'gguf','createdAt':'2022-03-02T23:29:04.000Z','lastModified':'2026-05-03T09:10:11.000Z',"
            "'safetensors':{'parameters':{'BF16':7241732096},'total':7241732096},"
            "'gguf':{'total':7241732096,'context_length':32768,'totalFileSize':14484731552,'chat_template':'{% \\u00e4 "
            "%}'},"
            "'cardData':{'license':['mit'],'language':'de','base_model':['acme/Foo-7B'],'weird':[[{}]]},"
            "'siblings':[{'rfilename':'foo-Q4_K_M.gguf','size':4368439584},{'rfilename':'README.md'}],'spaces':null}"
            "]"));
        const Entry entry = bench.entry("acme/Foo-7B-GGUF");
        const hub::RepoSummary& summary = entry.summary;
        QCOMPARE(summary.gated, hub::Gated::Manual);
        QCOMPARE(summary.likes, std::optional<std::uint64_t>(412));
        QCOMPARE(summary.trending, std::optional<double>(37));
        QCOMPARE(summary.licence, std::string("mit"));
        QCOMPARE(summary.languages, (Names{"de", "en"}));
        QCOMPARE(summary.baseModels, Names{"acme/Foo-7B"});
        QCOMPARE(summary.parameters, std::optional<std::uint64_t>(7241732096));
        QCOMPARE(summary.contextLength, std::optional<std::uint64_t>(32768));
        QCOMPARE(summary.created, std::string()); // older than the Hub's records
        QCOMPARE(entry.quantisations, Names{"Q4_K_M"});
        QCOMPARE(entry.smallestVariant, std::uint64_t(4368439584));
    }

    void ourOwnExportSaysKindAndDate() {
        CatalogBench bench;
        bench.import(R"({"id":"a/d","orrery":{"kind":"dataset","seen":"2026-08-22","source":"x"}})"
                     "\n"
                     R"({"id":"a/s","sdk":"gradio"})"
                     "\n"
                     R"({"id":"a/e","tags":["task_categories:robotics"]})");
        QCOMPARE(bench.entry("a/d", hub::RepoKind::Dataset).seen, std::string("2026-08-22T00:00:00Z"));
        QCOMPARE(bench.entry("a/s", hub::RepoKind::Space).seen, today);
        QCOMPARE(bench.entry("a/e", hub::RepoKind::Dataset).summary.task, std::string("robotics"));
        std::istringstream input(R"({"id":"a/plain"})");
        QVERIFY(bench->import(input, hubUrl, today, {}, {}, hub::RepoKind::Dataset));
        QCOMPARE(bench.entry("a/plain", hub::RepoKind::Dataset).summary.id.name, std::string("a/plain"));
    }

    void theSeedIsWhole() {
        CatalogBench bench;
        std::ifstream seed(ORRERY_SOURCE_DIR "/resources/catalogue/seed.jsonl");
        const auto report = bench->import(seed, hubUrl, today);
        QVERIFY(report);
        QVERIFY(report->added > 100);
        QVERIFY2(report->refused == 0, report->firstProblem.c_str());
    }

    void oneBadRowCostsNoOther_data() {
        QTest::addColumn<QByteArray>("bad");
        QTest::newRow("cut off in a text") << row("{'id':'b/ad','tags':['x");
        QTest::newRow("cut off after a member") << row("{'id':'b/ad',");
        QTest::newRow("no name") << row("{'downloads':5}");
        QTest::newRow("a name of another type") << row("{'id':17}");
        QTest::newRow("a path as a name") << row("{'id':'../../etc/passwd'}");
        QTest::newRow("no object") << QByteArray("17");
        QTest::newRow("no JSON") << QByteArray("<html>");
        QTest::newRow("wrong UTF-8") << QByteArray("{\"id\":\"b/ad\",\"sha\":\"\xC3\x28\"}");
        QTest::newRow("NUL") << QByteArray("{\"id\":\"b/ad\",\"sha\":\"\\u0000\"}");
        QTest::newRow("a bare NUL") << QByteArray("{\"id\":\"b/ad\",\"sha\":\"\0\"}", 24);
        QTest::newRow("deep") << QByteArray("{\"id\":\"b/ad\",\"x\":") + QByteArray(100'000, '[') + "}";
        QTest::newRow("closed too often") << row("{'id':'../x'}}}");
    }
    void oneBadRowCostsNoOther() {
        QFETCH(QByteArray, bad);
        CatalogBench bench;
        const ImportReport report =
            bench.import("{\"id\":\"a/x\"}\n" + bad.toStdString() + "\n{\"id\":\"a/y\"}\n{\"id\":\"a/z\"}\n");
        QCOMPARE(bench.names({}, Order::Name), (Names{"a/x", "a/y", "a/z"}));
        QVERIFY(report.refused >= 1);
        QVERIFY2(report.firstProblem.starts_with("Line 2: "), report.firstProblem.c_str());
    }

    void wrongTypesAreOnlyMissing() {
        CatalogBench bench;
        bench.import(
            R"({"id":"a/x","downloads":"many","likes":-3,"tags":"gguf","gated":7,"cardData":[],"safetensors":5,)"
            R"("createdAt":"yesterday","trendingScore":1e999,"siblings":{"a":1},"private":"no"})");
        const hub::RepoSummary summary = bench.entry("a/x").summary;
        QCOMPARE(summary.downloads, std::optional<std::uint64_t>());
        QCOMPARE(summary.likes, std::optional<std::uint64_t>());
        QCOMPARE(summary.tags, Names{"gguf"});
        QCOMPARE(summary.created, std::string());
    }

    void giantLinesAreRefused() {
        CatalogBench bench;
        const std::string giant = json("{'id':'b/ad','description':'") + std::string(9U << 20U, 'x') + "\"}";
        const ImportReport report = bench.import(giant + "\n{\"id\":\"a/y\"}\n" + std::string(5U << 20U, '{'));
        QCOMPARE(report.added, std::uint64_t(1));
        QVERIFY(report.refused >= 2);
        QCOMPARE(bench.names(Filter()), Names{"a/y"});
    }

    void hostileTextsStayTexts() {
        CatalogBench bench;
        bench.import(json(
            "{'id':'a/x','description':'\\u0027; DROP TABLE entry; -- <script>','tags':['\\\'OR\\\' *','a\\nb']}"));
        QCOMPARE(bench.names("\"drop\" table OR NEAR("), Names{});
        QCOMPARE(bench.names("drop table"), Names{"a/x"});
        bench.open();
        QCOMPARE(bench->stats()->entries, std::uint64_t(1));
    }

    void progressCountsWhatIsKept() {
        CatalogBench bench;
        std::istringstream input(manyRows(0, 10'000));
        std::vector<std::uint64_t> counts;
        QVERIFY(bench->import(input, hubUrl, today, {}, [&](std::uint64_t rows) {
            QCOMPARE(bench->stats()->entries, rows);
            counts.push_back(rows);
        }));
        QVERIFY(counts.size() > 1);
        QCOMPARE(counts.back(), std::uint64_t(10'000));
    }

    void aStopEndsTheImport() {
        CatalogBench bench;
        std::istringstream input(manyRows(0, 50'000));
        std::stop_source stop;
        const auto report =
            bench->import(input, hubUrl, today, stop.get_token(), [&](std::uint64_t) { stop.request_stop(); });
        QVERIFY(!report && report.error().is(orrery::Errc::Cancelled));
        const auto kept = bench->stats()->entries;
        QVERIFY(kept > 0 && kept < 50'000);
    }

    void twiceIsOnce() {
        CatalogBench bench;
        bench.import(manyRows(0, 5000));
        const ImportReport report = bench.import(manyRows(2500, 5000));
        QCOMPARE(report.updated, std::uint64_t(2500));
        QCOMPARE(report.added, std::uint64_t(2500));
        QCOMPARE(bench->stats()->entries, std::uint64_t(7500));
    }
};

QTEST_APPLESS_MAIN(CatalogImportTest)
#include "tst_catalog_import.moc"
