// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "hub_test.h"

#include "gguf/broken_models.h"
#include "gguf/ghost_model.h"

#include <fake_hub.h>

#include <orrery/gguf/errors.h>

#include <thread>

using namespace orrery;
using namespace orrery::hub;
using fakes::FakeHub;

namespace {

constexpr std::uint64_t mebibyte = 1U << 20U;

/// A file of a model without its weights: they are made up if somebody asks for them.
fakes::FakeFile ghost(std::string path, const fixtures::GgufWriter& writer) {
    return {.path = std::move(path),
            .bytes = writer.header(),
            .size = writer.fileSize(),
            .lfs = true,
            .sha256 = std::string(64, 'a')};
}

/// A model whose vocabulary alone is that long.
fixtures::GgufWriter wordy(std::size_t letters) {
    auto writer = fixtures::ghostModel(fixtures::ghost1B());
    writer.add("orrery.padding", std::string(letters, 'x'));
    return writer;
}

/// The second part of a model in two: no metadata but the format's own, one tensor.
fixtures::GgufWriter secondPart() {
    fixtures::GgufWriter writer;
    writer.add("split.no", std::uint32_t(1));
    writer.tensors.push_back({.name = "blk.99.ffn_up.weight",
                              .dimensions = {256, 1024},
                              .type = 0,
                              .size = std::uint64_t(1) << 20U,
                              .data = {}});
    return writer;
}

struct HeadHub : HubFixture {
    FakeHub hub;

    explicit HeadHub(std::vector<fakes::FakeFile> files, std::string hubToken = {}, std::string gated = {})
        : HubFixture(std::move(hubToken)) {
        endpoint = {"Fake", hub.url()};
        hub.addUser({.token = "hf_ada", .name = "ada"});
        hub.addRepo({.id = "night-ink/ghost",
                     .commits = {{.files = std::move(files)}},
                     .gated = std::move(gated),
                     .readers = {"ada"}});
    }

    Result<std::vector<FileBeginning>> heads(std::vector<std::string> paths, std::stop_token stop = {}) {
        return get<std::vector<FileBeginning>>([&](auto& client, auto done) {
            client.modelHeads(endpoint, {RepoKind::Model, "night-ink/ghost"}, "main", std::move(paths), stop,
                              std::move(done));
        });
    }
};

} // namespace

/// What stands before a model's weights, fetched without them.
class HubHeadsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fetchesAHeaderAndNothingOfTheWeights() {
        const auto writer = fixtures::ghostModel(fixtures::ghost70B());
        HeadHub f({ghost("big-Q4_K.gguf", writer)});
        const auto heads = f.heads({"big-Q4_K.gguf"});
        QVERIFY2(heads.has_value(), heads ? "" : describe(heads.error()).c_str());
        QCOMPARE(heads->size(), std::size_t(1));
        QCOMPARE(heads->front().size, writer.fileSize());
        QVERIFY(heads->front().bytes == writer.header());
        QVERIFY(f.hub.bytesSent("big-Q4_K.gguf") <= 8 * mebibyte);
    }

    void asksForMoreUntilTheHeaderIsWhole() {
        const auto writer = wordy(20 * mebibyte);
        HeadHub f({ghost("wordy.gguf", writer)});
        const auto heads = f.heads({"wordy.gguf"});
        QVERIFY2(heads.has_value(), heads ? "" : describe(heads.error()).c_str());
        QVERIFY(heads->front().bytes == writer.header());
        QVERIFY2(f.hub.bytesSent("wordy.gguf") <= 32 * mebibyte, "no byte is fetched twice");
    }

    void fetchesEveryPartOfASplitModel() {
        const auto first = fixtures::ghostModel(fixtures::ghost1B());
        const auto second = secondPart();
        HeadHub f({ghost("m-00001-of-00002.gguf", first), ghost("m-00002-of-00002.gguf", second)});
        const auto heads = f.heads({"m-00001-of-00002.gguf", "m-00002-of-00002.gguf"});
        QVERIFY2(heads.has_value(), heads ? "" : describe(heads.error()).c_str());
        QCOMPARE(heads->size(), std::size_t(2));
        QCOMPARE(heads->back().path, std::string("m-00002-of-00002.gguf"));
        QVERIFY(heads->back().bytes == second.header());
    }

    void aSmallFileIsReadWhole() {
        const auto writer = secondPart();
        HeadHub f({{.path = "tiny.gguf", .bytes = writer.bytes(), .lfs = false}});
        const auto heads = f.heads({"tiny.gguf"});
        QVERIFY2(heads.has_value(), heads ? "" : describe(heads.error()).c_str());
        QVERIFY(heads->front().bytes == writer.header());
    }

    void theTokenOpensAGatedModel() {
        const auto writer = fixtures::ghostModel(fixtures::ghost1B());
        HeadHub member({ghost("m.gguf", writer)}, "hf_ada", "manual");
        QVERIFY(member.heads({"m.gguf"}).has_value());
        HeadHub stranger({ghost("m.gguf", writer)}, {}, "manual");
        const auto refused = stranger.heads({"m.gguf"});
        QVERIFY(!refused && refused.error().is(hub::Errc::GatedLoggedOut));
    }

    void saysWhatIsNoModel() {
        HeadHub f({{.path = "page.gguf", .bytes = fixtures::brokenModel(fixtures::Breakage::WebPage)},
                   {.path = "big-endian.gguf", .bytes = fixtures::brokenModel(fixtures::Breakage::BigEndian)}});
        const auto page = f.heads({"page.gguf"});
        QVERIFY(!page && page.error().is(gguf::Errc::NotGguf));
        QCOMPARE(page.error().where, std::string("page.gguf"));
        const auto turned = f.heads({"big-endian.gguf"});
        QVERIFY(!turned && turned.error().is(gguf::Errc::Unsupported));
        const auto missing = f.heads({"none.gguf"});
        QVERIFY(!missing && missing.error().is(hub::Errc::EntryNotFound));
        const auto nothing = f.heads({});
        QVERIFY(!nothing && nothing.error().is(orrery::Errc::InvalidArgument));
    }

    void aServerThatSendsWholeFilesIsLeftAtOnce() {
        HeadHub f({ghost("big.gguf", fixtures::ghostModel(fixtures::ghost8B()))});
        f.hub.misbehave("/storage/*", {.noRanges = true});
        const auto heads = f.heads({"big.gguf"});
        QVERIFY(!heads && heads.error().is(hub::Errc::BadRequest));
        QVERIFY(f.hub.bytesSent("big.gguf") < 64 * mebibyte);
    }

    void anotherPartThanAskedForIsRefused() {
        HeadHub f({ghost("big.gguf", fixtures::ghostModel(fixtures::ghost8B()))});
        f.hub.misbehave("/storage/*", {.wrongRange = true});
        const auto heads = f.heads({"big.gguf"});
        QVERIFY(!heads && heads.error().is(hub::Errc::BadAnswer));
    }

    void aHeaderWithoutEndIsGivenUp() {
        auto endless = fixtures::ghostModel(fixtures::ghost1B());
        endless.add("orrery.padding", std::string(16, 'x'));
        std::string bytes = endless.header();
        const std::size_t length = bytes.find("orrery.padding") + 14 + 4;
        bytes.replace(length, 8, fixtures::stored(std::uint64_t(500) << 20U));
        HeadHub f({{.path = "endless.gguf",
                    .bytes = bytes,
                    .size = std::uint64_t(1) << 40U,
                    .lfs = true,
                    .sha256 = std::string(64, 'b')}});
        const auto heads = f.heads({"endless.gguf"});
        QVERIFY(!heads && heads.error().is(gguf::Errc::Corrupt));
        QVERIFY(f.hub.bytesSent("endless.gguf") <= 128 * mebibyte);
    }

    void canBeStopped() {
        HeadHub f({ghost("big.gguf", fixtures::ghostModel(fixtures::ghost8B()))});
        f.hub.misbehave("/storage/*", {.stallAfter = 1000});
        std::stop_source stop;
        const std::jthread watcher([&](const std::stop_token& over) {
            while (!over.stop_requested() && f.hub.bytesSent("big.gguf") == 0) std::this_thread::yield();
            stop.request_stop();
        });
        const auto heads = f.heads({"big.gguf"}, stop.get_token());
        QVERIFY(!heads && heads.error().is(orrery::Errc::Cancelled));
    }
};

QTEST_GUILESS_MAIN(HubHeadsTest)
#include "tst_hub_heads.moc"
