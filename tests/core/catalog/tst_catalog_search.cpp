// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "catalog_bench.h"

#include <QTest>

#include <algorithm>

using namespace orrery;
using namespace orrery::catalog;

using Names = std::vector<std::string>;

namespace {

hub::RepoSummary dataset(const std::string& name, const std::string& description) {
    hub::RepoSummary summary = model(name, 3);
    summary.id.kind = hub::RepoKind::Dataset;
    summary.description = description;
    return summary;
}

/// Enough for every filter to let something through and keep something out.
void fill(CatalogBench& bench) {
    hub::RepoSummary qwen = model("Qwen/Qwen2.5-Coder-7B", 9000, {"gguf", "en", "license:apache-2.0"});
    qwen.task = "text-generation";
    qwen.library = "transformers";
    qwen.modified = "2026-11-25T00:00:00.000Z";
    hub::RepoSummary large = model("acme/giant-400b", 50, {"fr", "license:cc-by-nc-4.0"});
    large.task = "text-generation";
    large.gated = hub::Gated::Automatic;
    large.modified = "2024-01-01T00:00:00.000Z";
    large.likes = 900;
    hub::RepoSummary policy = model("lab/grasping", 700, {"robotics", "lerobot"});
    policy.task = "robotics";
    policy.library = "lerobot";
    policy.trending = 50;
    QVERIFY(bench->put({qwen, large, policy, dataset("lab/pens", "Ein Stift, gegriffen von einer Hand, 2.5 Stunden")},
                       hubUrl, today));
}

std::uint64_t countOf(const FacetCounts& facet, const std::string& value) {
    const auto at = std::ranges::find(facet.counts, value, [](const auto& pair) { return pair.first; });
    return at == facet.counts.end() ? 0 : at->second;
}

} // namespace

class CatalogSearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsOfNamesAreFound_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        for (const char* text : {"q", "qw", "qwen", "coder", "ode", "7b", "Qwen2.5-coder-7B", "coder qwen", "qwen/",
                                 "2.5", "2", "qwen gguf", "transformers cod", "  qwen  ", "text-gen"}) {
            QTest::newRow(text) << text << true;
        }
        for (const char* text : {"5", "27b", "qwen 400b", "w", "7 coder", "qwenx", "apache gpl"})
            QTest::newRow(text) << text << false;
    }
    void partsOfNamesAreFound() {
        QFETCH(QString, text);
        QFETCH(bool, found);
        CatalogBench bench;
        fill(bench);
        const Names names = bench.names(text.toStdString());
        QCOMPARE(std::ranges::find(names, "Qwen/Qwen2.5-Coder-7B") != names.end(), found);
    }

    void wordsMayStandInDifferentPlaces() {
        CatalogBench bench;
        fill(bench);
        QCOMPARE(bench.names("pens hand"), Names{"lab/pens"});
        QCOMPARE(bench.names("gegriffen stift"), Names{"lab/pens"});
        QCOMPARE(bench.names("hand 2.5"), Names{"lab/pens"});
        QCOMPARE(bench.names("grasping lerobot robotics"), Names{"lab/grasping"});
    }

    void signsAloneAskForNothing() {
        CatalogBench bench;
        fill(bench);
        QCOMPARE(bench.names("!?\" *").size(), std::size_t(4));
    }

    void namesCountMoreThanTagsAndThoseMoreThanProse() {
        CatalogBench bench;
        QVERIFY(
            bench->put({dataset("x/prose", "all about llamas and the llama"), model("x/tagged", 3, {"llama"}),
                        model("x/llama", 3), model("y/llama", 5000), model("x/llama-fine", 3), model("x/ollamas", 3)},
                       hubUrl, today));
        QCOMPARE(bench.names("llama"),
                 (Names{"y/llama", "x/llama", "x/llama-fine", "x/ollamas", "x/tagged", "x/prose"}));
    }

    void popularityDecidesAmongAlike() {
        CatalogBench bench;
        QVERIFY(
            bench->put({model("a/bert-1", 10), model("a/bert-2", 100'000), model("a/bert-3", 1000)}, hubUrl, today));
        QCOMPARE(bench.names("bert"), (Names{"a/bert-2", "a/bert-3", "a/bert-1"}));
    }

    void everyOrder() {
        CatalogBench bench;
        fill(bench);
        Filter models;
        models.kinds = {hub::RepoKind::Model};
        QCOMPARE(bench.names(models, Order::Downloads).front(), std::string("Qwen/Qwen2.5-Coder-7B"));
        QCOMPARE(bench.names(models, Order::Likes).front(), std::string("acme/giant-400b"));
        QCOMPARE(bench.names(models, Order::Trending).front(), std::string("lab/grasping"));
        QCOMPARE(bench.names(models, Order::Modified).front(), std::string("Qwen/Qwen2.5-Coder-7B"));
        QCOMPARE(bench.names(models, Order::Parameters).front(), std::string("acme/giant-400b"));
        QCOMPARE(bench.names(models, Order::Name), (Names{"acme/giant-400b", "lab/grasping", "Qwen/Qwen2.5-Coder-7B"}));
    }

    void pagesFollowEachOther() {
        CatalogBench bench;
        bench.import(manyRows(0, 100));
        Names all;
        for (std::size_t offset = 0; offset < 120; offset += 30) {
            const auto page = bench->search({}, Order::Downloads, offset, 30);
            QVERIFY(page);
            QCOMPARE(page->total, std::uint64_t(100));
            for (const Entry& entry : page->entries) all.push_back(entry.summary.id.name);
        }
        QCOMPARE(all, bench.names({}, Order::Downloads));
    }

    void everyFilter() {
        CatalogBench bench;
        fill(bench);
        const auto expect = [&](const char* what, const auto& choose, Names wanted) {
            Filter filter;
            choose(filter);
            Names found = bench.names(filter, Order::Name);
            QVERIFY2(found == wanted, what);
        };
        const Names qwen{"Qwen/Qwen2.5-Coder-7B"}, giant{"acme/giant-400b"}, grasping{"lab/grasping"};
        expect("kind", [](Filter& f) { f.kinds = {hub::RepoKind::Dataset}; }, {"lab/pens"});
        expect(
            "task",
            [](Filter& f) {
                f.tasks = {"robotics", "none"};
            },
            grasping);
        expect(
            "library", [](Filter& f) { f.libraries = {"transformers"}; }, qwen);
        expect(
            "class", [](Filter& f) { f.licenceClasses = {governance::LicenceClass::NonCommercial}; }, giant);
        expect(
            "licence", [](Filter& f) { f.licences = {"apache-2.0"}; }, qwen);
        expect(
            "language", [](Filter& f) { f.languages = {"fr"}; }, giant);
        expect(
            "publisher", [](Filter& f) { f.publishers = {"acme"}; }, giant);
        expect(
            "country", [](Filter& f) { f.countries = {"CN"}; }, qwen);
        expect(
            "tags",
            [](Filter& f) {
                f.tags = {"robotics", "lerobot"};
            },
            grasping);
        expect("tags, all", [](Filter& f) { f.tags = {"lerobot", "gguf"}; }, {});
        expect(
            "at least", [](Filter& f) { f.minParameters = 10'000'000'000; }, giant);
        expect(
            "at most", [](Filter& f) { f.maxParameters = 10'000'000'000; }, qwen);
        expect(
            "gated", [](Filter& f) { f.gated = true; }, giant);
        expect(
            "since", [](Filter& f) { f.modifiedSince = "2026-11-01"; }, qwen);
        expect("elsewhere", [](Filter& f) { f.endpoint = "https://elsewhere.example"; }, {});
        expect(
            "fits",
            [](Filter& f) {
                f.fits = {gguf::Fit::Fits};
                f.memoryTotal = 32ULL << 30U;
            },
            qwen);
        expect(
            "too big",
            [](Filter& f) {
                f.fits = {gguf::Fit::TooBig};
                f.memoryTotal = 32ULL << 30U;
            },
            giant);
        expect(
            "together",
            [](Filter& f) {
                f.text = "7b";
                f.kinds = {hub::RepoKind::Model};
                f.languages = {"en"};
            },
            qwen);
    }

    void facetsIgnoreTheirOwnChoice() {
        CatalogBench bench;
        fill(bench);
        Filter filter;
        filter.tasks = {"robotics"};
        filter.memoryTotal = 32ULL << 30U;
        const auto facets = bench->facets(filter, {Facet::Task, Facet::Library, Facet::Size});
        QVERIFY(facets && facets->size() == 3);
        QCOMPARE(countOf((*facets)[0], "text-generation"), std::uint64_t(2));
        QCOMPARE(countOf((*facets)[0], "robotics"), std::uint64_t(1));
        QCOMPARE((*facets)[1].counts.size(), std::size_t(1));
        QCOMPARE(countOf((*facets)[2], "unknown"), std::uint64_t(1));
    }

    void facetsNameTheirValues() {
        CatalogBench bench;
        fill(bench);
        Filter filter;
        filter.memoryTotal = 32ULL << 30U;
        const auto facets =
            bench->facets(filter, {Facet::Kind, Facet::LicenceClass, Facet::Language, Facet::Publisher, Facet::Country,
                                   Facet::Fit, Facet::Size, Facet::Gated, Facet::Updated});
        QVERIFY(facets);
        const auto count = [&](Facet facet, const char* value) {
            return countOf(*std::ranges::find(*facets, facet, &FacetCounts::facet), value);
        };
        QCOMPARE(count(Facet::Kind, "model"), std::uint64_t(3));
        QCOMPARE(count(Facet::LicenceClass, "open-osi"), std::uint64_t(1));
        QCOMPARE(count(Facet::Language, "en"), std::uint64_t(1));
        QCOMPARE(count(Facet::Publisher, "lab"), std::uint64_t(2));
        QCOMPARE(count(Facet::Country, "FR"), std::uint64_t(1));
        QCOMPARE(count(Facet::Fit, "fits"), std::uint64_t(1));
        QCOMPARE(count(Facet::Fit, "too-big"), std::uint64_t(1));
        QCOMPARE(count(Facet::Fit, "unknown"), std::uint64_t(2));
        QCOMPARE(count(Facet::Size, "4-10B"), std::uint64_t(1));
        QCOMPARE(count(Facet::Size, ">80B"), std::uint64_t(1));
        QCOMPARE(count(Facet::Gated, "gated"), std::uint64_t(1));
        QCOMPARE(count(Facet::Gated, "open"), std::uint64_t(3));
        QCOMPARE(count(Facet::Updated, "week"), std::uint64_t(1));
        QCOMPARE(count(Facet::Updated, "older"), std::uint64_t(1));
    }

    void changedTagsAreFoundAndOldOnesAreNot() {
        CatalogBench bench;
        QVERIFY(bench->put({model("a/b", 1, {"oldtag"}), model("a/c", 1)}, hubUrl, "2026-01-01"));
        QVERIFY(bench->put({model("a/b", 1, {"newtag"}), model("a/c", 1, {"newtag"})}, hubUrl, today));
        const auto check = [&] {
            QCOMPARE(bench.names("oldtag"), Names{});
            QCOMPARE(bench.names("newtag"), (Names{"a/b", "a/c"}));
            Filter filter;
            filter.tags = {"newtag"};
            QCOMPARE(bench.names(filter, Order::Name), (Names{"a/b", "a/c"}));
            filter.tags = {"oldtag"};
            QCOMPARE(bench.names(filter), Names{});
        };
        check();
        bench.import(manyRows(0, 30'000)); // enough for a new snapshot
        check();
        bench.open();
        check();
    }

    void aStopEndsTheSearch() {
        CatalogBench bench;
        fill(bench);
        std::stop_source stop;
        stop.request_stop();
        Filter filter;
        filter.text = "qwen";
        QVERIFY(bench->search(filter, Order::Relevance, 0, 10, stop.get_token()).error().is(orrery::Errc::Cancelled));
        QVERIFY(bench->facets(filter, {Facet::Kind}, stop.get_token()).error().is(orrery::Errc::Cancelled));
        QVERIFY(bench->search(filter, Order::Relevance, 0, 10));
    }
};

QTEST_APPLESS_MAIN(CatalogSearchTest)
#include "tst_catalog_search.moc"
