// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "catalog_bench.h"

#include <QTest>

using namespace orrery;
using namespace orrery::catalog;

using Names = std::vector<std::string>;

class CatalogPutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRowComesBackWithWhatItSaid() {
        CatalogBench bench;
        hub::RepoSummary row = model("acme/Foo-7B", 83211, {"gguf", "arxiv:2401.00001"});
        row.sha = "9c1f";
        row.task = "text-generation";
        row.library = "gguf";
        row.licence = "apache-2.0";
        row.likes = 412;
        row.trending = 37.5;
        row.contextLength = 32768;
        row.gated = hub::Gated::Manual;
        row.created = "2026-05-01T08:00:00.000Z";
        row.modified = "2026-05-03T09:10:11.123Z";
        row.description = "Bücher";
        QVERIFY(bench->put({row}, hubUrl, today));
        bench.open();
        const Entry entry = bench.entry("acme/Foo-7B");
        QCOMPARE(entry.summary.sha, row.sha);
        QCOMPARE(entry.summary.task, row.task);
        QCOMPARE(entry.summary.tags, row.tags);
        QCOMPARE(entry.summary.downloads, row.downloads);
        QCOMPARE(entry.summary.likes, row.likes);
        QCOMPARE(entry.summary.trending, row.trending);
        QCOMPARE(entry.summary.contextLength, row.contextLength);
        QCOMPARE(entry.summary.gated, hub::Gated::Manual);
        QCOMPARE(entry.summary.created, row.created);
        QCOMPARE(entry.summary.modified, row.modified);
        QCOMPARE(entry.summary.description, row.description);
        QCOMPARE(entry.endpoint, hubUrl);
        QCOMPARE(entry.seen, today);
        QCOMPARE(entry.country, std::string("FR"));
        QCOMPARE(entry.licenceClass, governance::LicenceClass::OpenOsi);
        QCOMPARE(entry.summary.parameters, std::optional<std::uint64_t>(7'000'000'000));
    }

    void tagsThatAreFactsBecomeFields() {
        CatalogBench bench;
        const Names tags = {"license:MIT",
                            "de",
                            "moe",
                            "base_model:acme/Base",
                            "base_model:quantized:acme/Base",
                            "region:us",
                            "language:fr",
                            "xyz",
                            "gguf",
                            "gguf"};
        QVERIFY(bench->put({model("a/b", 1, tags)}, hubUrl, today));
        const hub::RepoSummary summary = bench.entry("a/b").summary;
        QCOMPARE(summary.licence, std::string("mit"));
        QCOMPARE(summary.languages, (Names{"de", "fr"}));
        QCOMPARE(summary.baseModels, Names{"acme/Base"});
        QCOMPARE(summary.relation, std::string("quantized"));
        QCOMPARE(summary.tags, (Names{"moe", "xyz", "gguf"}));
    }

    void whatARowDoesNotSayStays() {
        CatalogBench bench;
        hub::RepoSummary full = model("a/b-3b", 100, {"gguf"});
        full.parameters = 3'100'000'000;
        full.task = "text-generation";
        QVERIFY(bench->put({full}, hubUrl, "2026-01-01"));
        hub::RepoSummary newer = model("A/B-3b", 250);
        QVERIFY(bench->put({newer}, hubUrl, today));
        const Entry entry = bench.entry("a/b-3b");
        QCOMPARE(entry.summary.downloads, std::optional<std::uint64_t>(250));
        QCOMPARE(entry.summary.parameters, full.parameters);
        QCOMPARE(entry.summary.task, full.task);
        QCOMPARE(entry.summary.tags, full.tags);
        QCOMPARE(entry.seen, today);
        QCOMPARE(bench->stats()->entries, std::uint64_t(1));
    }

    void anOlderRowOnlyFillsIn() {
        CatalogBench bench;
        QVERIFY(bench->put({model("a/b", 250)}, hubUrl, today));
        hub::RepoSummary older = model("a/b", 100);
        older.library = "peft";
        QVERIFY(bench->put({older}, hubUrl, "2025-01-01"));
        const Entry entry = bench.entry("a/b");
        QCOMPARE(entry.summary.downloads, std::optional<std::uint64_t>(250));
        QCOMPARE(entry.summary.library, std::string("peft"));
        QCOMPARE(entry.seen, today);
    }

    void aNameTwiceInOnePutIsOneEntry() {
        CatalogBench bench;
        QVERIFY(bench->put({model("a/b", 1), model("a/b", 2)}, hubUrl, today));
        QCOMPARE(bench->stats()->entries, std::uint64_t(1));
        QCOMPARE(bench.entry("a/b").summary.downloads, std::optional<std::uint64_t>(2));
    }

    void twoHubsAreTwoEntries() {
        CatalogBench bench;
        QVERIFY(bench->put({model("a/b", 1)}, hubUrl, today));
        QVERIFY(bench->put({model("a/b", 5)}, "https://hub.acme.example", today));
        QCOMPARE(bench->stats()->entries, std::uint64_t(2));
        Filter filter;
        filter.endpoint = "https://hub.acme.example";
        QCOMPARE(bench->search(filter, Order::Relevance, 0, 10)->entries.front().summary.downloads,
                 std::optional<std::uint64_t>(5));
    }

    void parametersAreReadFromNames_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("billions");
        QTest::newRow("plain") << "a/coder-7b" << 7.0;
        QTest::newRow("fraction") << "a/Qwen2.5-0.5B-Instruct" << 0.5;
        QTest::newRow("millions") << "a/SmolLM-135M" << 0.135;
        QTest::newRow("experts") << "a/Mixtral-8x7B" << 56.0;
        QTest::newRow("active are fewer") << "a/Qwen3-30B-A3B" << 30.0;
        QTest::newRow("bits are none") << "a/model-4bit" << 0.0;
        QTest::newRow("versions are none") << "a/model-v3" << 0.0;
    }
    void parametersAreReadFromNames() {
        QFETCH(QString, name);
        QFETCH(double, billions);
        CatalogBench bench;
        QVERIFY(bench->put({model(name.toStdString())}, hubUrl, today));
        const auto parameters = bench.entry(name.toStdString()).summary.parameters;
        QCOMPARE(static_cast<double>(parameters.value_or(0)), billions * 1e9);
    }

    void aPageTellsTheVariants() {
        CatalogBench bench;
        QVERIFY(bench->put({model("a/b-GGUF", 1)}, hubUrl, today));
        Page page{"main", "# B\nA zweistein among models", {}, today};
        const auto file = [&](const char* path, std::uint64_t size) {
            hub::TreeEntry entry;
            entry.path = path;
            entry.size = size;
            page.files.push_back(entry);
        };
        file("b-Q8_0-00001-of-00002.gguf", 500);
        file("b-Q8_0-00002-of-00002.gguf", 400);
        file("b-Q4_K_M.gguf", 450);
        file("b-Q2_K-00001-of-00002.gguf", 100); // its other half is missing
        file("mmproj-F16.gguf", 10);
        QVERIFY(bench->putPage({hub::RepoKind::Model, "a/b-GGUF"}, hubUrl, page));
        bench.open();
        const Entry entry = bench.entry("a/b-GGUF");
        QCOMPARE(entry.quantisations, (Names{"Q8_0", "Q4_K_M", "Q2_K"}));
        QCOMPARE(entry.smallestVariant, std::uint64_t(450));
        const auto kept = bench->page({hub::RepoKind::Model, "a/b-GGUF"});
        QVERIFY(kept && *kept);
        QCOMPARE((*kept)->card, page.card);
        QCOMPARE((*kept)->files.size(), page.files.size());
        QCOMPARE(bench.names("zweistein"), Names{"a/b-GGUF"});
        QCOMPARE(bench->stats()->cards, std::uint64_t(1));

        page.card = "# B\nAnother text";
        QVERIFY(bench->putPage({hub::RepoKind::Model, "a/b-GGUF"}, hubUrl, page));
        QVERIFY(bench.names("zweistein").empty());
        QCOMPARE(bench.names("another"), Names{"a/b-GGUF"});
    }

    void marksStay() {
        CatalogBench bench;
        QVERIFY(bench->put({model("a/b", 1), model("a/c", 2)}, hubUrl, today));
        QVERIFY(bench->setInstalled({{hub::RepoKind::Model, "a/b"}}));
        QVERIFY(bench->setInstalled({{hub::RepoKind::Model, "a/c"}}));
        QVERIFY(bench->setFavourite({hub::RepoKind::Model, "a/b"}, true));
        QVERIFY(!bench->setFavourite({hub::RepoKind::Model, "a/unknown"}, true));
        QVERIFY(bench->put({model("a/b", 7)}, hubUrl, "2026-12-01"));
        bench.open();
        Filter installed;
        installed.installedOnly = true;
        QCOMPARE(bench.names(installed), Names{"a/c"});
        Filter favourites;
        favourites.favouritesOnly = true;
        QCOMPARE(bench.names(favourites), Names{"a/b"});
    }

    void childrenAreWhatWasMadeFromAModel() {
        CatalogBench bench;
        QVERIFY(bench->put({model("x/few", 1, {"base_model:a/b"}), model("x/many", 9, {"base_model:adapter:a/b"}),
                            model("x/other", 5, {"base_model:a/c"})},
                           hubUrl, today));
        const auto children = bench->children("a/b", 10);
        QVERIFY(children && children->size() == 2);
        QCOMPARE(children->front().summary.id.name, std::string("x/many"));
        QCOMPARE(children->front().summary.relation, std::string("adapter"));
    }
};

QTEST_APPLESS_MAIN(CatalogPutTest)
#include "tst_catalog_put.moc"
