// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "hub_test.h"

#include <fake_hub.h>

using namespace orrery;
using namespace orrery::hub;
using fakes::FakeHub;
using fakes::FakeKind;

namespace {

/// A Hub with something of everything, and a client whose endpoint it is.
struct WholeHub : HubFixture {
    FakeHub hub;

    WholeHub() {
        endpoint = {"Fake", hub.url()};
        hub.addUser({.token = "hf_ada", .name = "ada"});
        hub.addRepo({.id = "acme/foo",
                     .commits = {{.files = {{.path = "README.md", .bytes = "---\nlicense: mit\n---\n# Foo"},
                                            {.path = "sub/foo.gguf", .size = 100'000}}}},
                     .refs = {{"v1.0", 0}, {"refs/pr/1", 0}},
                     .tagged = {"v1.0"},
                     .task = "text-generation",
                     .tags = {"gguf", "license:mit"},
                     .downloads = 5,
                     .fields = {{"cardData", {{"license", "mit"}}}}});
        hub.addRepo({.id = "acme/gated",
                     .commits = {{.files = {{.path = "x.bin", .size = 10}}}},
                     .gated = "manual",
                     .readers = {"ada"}});
        hub.addRepo({.id = "acme/secret",
                     .commits = {{.files = {{.path = "x", .bytes = "x"}}}},
                     .isPrivate = true,
                     .readers = {"ada"}});
        hub.addRepo({.id = "old/name", .movedTo = "acme/foo"});
        for (int i = 0; i < 120; ++i)
            hub.addRepo({.kind = FakeKind::Dataset, .id = "bulk/d" + std::to_string(i), .tags = {"LeRobot"}});
    }

    Status access(const std::string& name) {
        return get<void>([&](auto& client, auto done) {
            client.checkAccess(endpoint, {RepoKind::Model, name}, {}, std::move(done));
        });
    }
};

} // namespace

/// The client against a Hub that follows the protocol as a whole.
class HubEndToEndTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsEveryPage() {
        WholeHub f;
        ListQuery query;
        query.kind = RepoKind::Dataset;
        query.filters = {"LeRobot"};
        query.limit = 50;
        auto page = f.list(query).value();
        std::size_t rows = page.items.size();
        while (!page.next.empty()) {
            page = f.get<Page<RepoSummary>>([&](auto& client, auto done) {
                        client.listNext(f.endpoint, query.kind, page.next, {}, std::move(done));
                    }).value();
            rows += page.items.size();
        }
        QCOMPARE(rows, std::size_t(120));
    }

    void stayOnAMirrorThatRepeatsThePublicHubsLinks() {
        WholeHub f;
        f.hub.setAdvertisedOrigin("https://huggingface.co");
        ListQuery query;
        query.kind = RepoKind::Dataset;
        query.limit = 50;
        QVERIFY(f.list(query).value().next.starts_with(f.hub.url("/api/datasets")));
    }

    void readsARepository() {
        WholeHub f;
        const RepoInfo info = f.info("acme/foo").value();
        QCOMPARE(info.summary.licence, std::string("mit"));
        QCOMPARE(info.revision, f.hub.commitId("acme/foo"));
        QCOMPARE(info.files.size(), std::size_t(2));
        QCOMPARE(f.info("old/name").value().summary.id.name, std::string("acme/foo"));
        const auto entries = f.tree("acme/foo").value();
        const auto file =
            std::find_if(entries.begin(), entries.end(), [](const TreeEntry& e) { return e.path == "sub/foo.gguf"; });
        QVERIFY(file != entries.end());
        QCOMPARE(file->size, std::uint64_t(100'000));
        QCOMPARE(file->sha256, f.hub.file("acme/foo", "sub/foo.gguf").sha256);
        const Refs refs = f.get<Refs>([&](auto& client, auto done) {
                               client.refs(f.endpoint, {RepoKind::Model, "acme/foo"}, {}, done);
                           }).value();
        QCOMPARE(refs.tags.size(), std::size_t(1));
        QCOMPARE(refs.pullRequests.size(), std::size_t(1));
    }

    void readsFiles() {
        WholeHub f;
        f.token = "hf_ada";
        f.hub.setResolveCache(true);
        const RepoId repo{RepoKind::Model, "acme/foo"};
        const auto head = [&](const char* path) {
            return f.get<FileHead>(
                [&](auto& client, auto done) { client.fileHead(f.endpoint, repo, "refs/pr/1", path, {}, done); });
        };
        const FileHead large = head("sub/foo.gguf").value();
        QCOMPARE(large.commit, f.hub.commitId("acme/foo"));
        QCOMPARE(large.etag, f.hub.file("acme/foo", "sub/foo.gguf").sha256);
        QCOMPARE(large.size, std::uint64_t(100'000));
        QVERIFY(large.location.starts_with(f.hub.storageUrl()));
        const FileHead small = head("README.md").value();
        QCOMPARE(small.etag, f.hub.file("acme/foo", "README.md").gitOid);
        QVERIFY(head("nothing").error().is(hub::Errc::EntryNotFound));
        const auto readme = f.get<std::string>(
            [&](auto& client, auto done) { client.textFile(f.endpoint, repo, "main", "README.md", {}, done); });
        QVERIFY(readme.value().ends_with("# Foo"));
        QCOMPARE(f.hub.storageRequestsWithToken(), 0);
        QVERIFY(f.info("acme/foo", "nowhere").error().is(hub::Errc::RevisionNotFound));
    }

    void keepsToGates() {
        WholeHub f;
        QVERIFY(f.info("acme/gated").value().summary.gated == Gated::Manual);
        QVERIFY(f.access("acme/gated").error().is(hub::Errc::GatedLoggedOut));
        QVERIFY(f.info("acme/secret").error().is(hub::Errc::NotFound));
        QVERIFY(f.info("acme/nothing").error().is(hub::Errc::NotFound));
        f.token = "hf_ada";
        QVERIFY(f.access("acme/gated").has_value());
        QVERIFY(f.info("acme/secret").has_value());
        f.hub.change("acme/gated", [](fakes::FakeRepo& repo) { repo.readers.clear(); });
        QVERIFY(f.access("acme/gated").error().is(hub::Errc::Gated));
        f.token = "hf_revoked";
        QVERIFY(f.info("acme/foo").has_value());
        QVERIFY(f.info("acme/secret").error().is(hub::Errc::Unauthorised));
    }

    void meetsTheQuota() {
        WholeHub f;
        f.hub.setQuota("api", 1);
        QVERIFY(f.info("acme/foo"));
        QVERIFY(f.info("acme/foo").error().is(hub::Errc::RateLimited));
        QCOMPARE(f.client().rateLimits(f.endpoint).at(0).remaining, std::uint64_t(0));
    }

    void findsEverythingASpecFollowingHubCanDo() {
        WholeHub f;
        const auto all =
            f.get<Capabilities>([&](auto& client, auto done) { client.probe(f.endpoint, {}, done); }).value();
        QVERIFY(all.listing && all.paging && all.fields && all.accounts);
    }
};

QTEST_GUILESS_MAIN(HubEndToEndTest)
#include "tst_hub_end_to_end.moc"
