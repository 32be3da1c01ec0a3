// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "explore_query.h"

using namespace orrery;
using namespace orrery::ui;
using catalog::Facet;

namespace {

const std::string today = "2026-11-26";

catalog::Entry entry(const std::string& name) {
    catalog::Entry entry;
    entry.summary.id = {hub::RepoKind::Model, name};
    entry.summary.task = "text-generation";
    entry.summary.parameters = 7'000'000'000;
    entry.summary.modified = "2026-11-20T10:00:00.000Z";
    entry.licenceClass = governance::LicenceClass::OpenOsi;
    return entry;
}

} // namespace

class ExploreQueryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingByTrendUntilSomebodySearches() {
        ExploreQuery query;
        QCOMPARE(orderOf(query), catalog::Order::Trending);
        query.text = "llama";
        QCOMPARE(orderOf(query), catalog::Order::Relevance);
        QCOMPARE(listingsOf(query).front().search, std::string("llama"));
    }

    void severalValuesAreLeftToTheCatalogue() {
        ExploreQuery query;
        query.chosen[Facet::Library] = {"gguf"};
        QCOMPARE(listingsOf(query).front().filters, std::vector<std::string>{"gguf"});
        query.chosen[Facet::Library] = {"gguf", "mlx"};
        QVERIFY(listingsOf(query).front().filters.empty());
        QCOMPARE(filterOf(query, 0, today).libraries.size(), std::size_t(2));
    }

    void sizesAndAges() {
        ExploreQuery query;
        query.chosen[Facet::Size] = {"4-10B"};
        query.chosen[Facet::Updated] = {"month"};
        const catalog::Filter filter = filterOf(query, 0, today);
        QCOMPARE(*filter.minParameters, std::uint64_t(4'000'000'000));
        QCOMPARE(*filter.maxParameters, std::uint64_t(9'999'999'999));
        QCOMPARE(filter.modifiedSince, std::string("2026-10-27"));
        QCOMPARE(listingsOf(query).front().minParameters, filter.minParameters);
        query.chosen[Facet::Size] = {"<1B"};
        QVERIFY(!filterOf(query, 0, today).minParameters);
        query.chosen[Facet::Size] = {">80B"};
        QVERIFY(!filterOf(query, 0, today).maxParameters);
    }

    void roboticsIsAShelfOfItsOwn() {
        ExploreQuery query;
        query.shelf = Shelf::Robotics;
        QCOMPARE(listingsOf(query).front().task, std::string("robotics"));
        query.robotShelf = RobotShelf::Recordings;
        QCOMPARE(listingsOf(query).front().kind, hub::RepoKind::Dataset);
        QCOMPARE(listingsOf(query).front().filters, std::vector<std::string>{"LeRobot"});
        query.robotShelf = RobotShelf::Descriptions;
        QCOMPARE(listingsOf(query).size(), std::size_t(2)); // models and datasets hold them
        query.robotShelf = RobotShelf::ReachyApps;
        QCOMPARE(filterOf(query, 0, today).kinds, std::vector{hub::RepoKind::Space});
    }

    void thisDiskNeedsNoHub() {
        ExploreQuery query;
        query.installedOnly = true;
        QVERIFY(listingsOf(query).empty());
        QVERIFY(filterOf(query, 0, today).installedOnly);
    }

    void rowsOfTheHubPassWhatTheCatalogueWould() {
        const auto passes = [](const auto& change) {
            catalog::Filter filter;
            change(filter);
            return matches(filter, entry("acme/foo"));
        };
        QVERIFY(passes([](catalog::Filter&) {}));
        QVERIFY(passes([](catalog::Filter& f) { f.tasks = {"robotics", "text-generation"}; }));
        QVERIFY(!passes([](catalog::Filter& f) { f.tasks = {"robotics"}; }));
        QVERIFY(!passes([](catalog::Filter& f) { f.kinds = {hub::RepoKind::Space}; }));
        QVERIFY(!passes([](catalog::Filter& f) { f.publishers = {"other"}; }));
        QVERIFY(!passes([](catalog::Filter& f) { f.licenceClasses = {governance::LicenceClass::Unknown}; }));
        QVERIFY(!passes([](catalog::Filter& f) { f.countries = {"FR"}; }));
        QVERIFY(!passes([](catalog::Filter& f) { f.gated = true; }));
        QVERIFY(!passes([](catalog::Filter& f) { f.maxParameters = 1'000'000'000; }));
        QVERIFY(!passes([](catalog::Filter& f) { f.modifiedSince = "2026-11-21"; }));
        QVERIFY(!passes([](catalog::Filter& f) { f.languages = {"de"}; }));
        QVERIFY(!passes([](catalog::Filter& f) { f.tags = {"gguf"}; }));
        QVERIFY(!passes([](catalog::Filter& f) { f.endpoint = "https://elsewhere"; }));
    }

    void tagsDoNotCareForCase() {
        catalog::Entry recording = entry("acme/demo");
        recording.summary.tags = {"lerobot"};
        catalog::Filter filter;
        filter.tags = {"LeRobot"};
        QVERIFY(matches(filter, recording));
    }

    void fitsByTheSmallestCopy() {
        constexpr std::uint64_t memory = 16ULL << 30;
        catalog::Entry model = entry("acme/foo-7b");
        QCOMPARE(fitOf(model, memory), gguf::Fit::Fits);
        model.smallestVariant = 40'000'000'000;
        QCOMPARE(fitOf(model, memory), gguf::Fit::TooBig);
        model.smallestVariant = 0;
        model.summary.parameters.reset();
        QCOMPARE(fitOf(model, memory), gguf::Fit::Unknown);
        QCOMPARE(fitOf(entry("acme/foo-7b"), 0), gguf::Fit::Unknown);
    }
};

QTEST_GUILESS_MAIN(ExploreQueryTest)
#include "tst_explore_query.moc"
