// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QRegularExpression>
#include <QTest>

#include "hub_test.h"

#include <algorithm>
#include <set>

using namespace orrery;
using namespace orrery::hub;
using fakes::FakeRequest;
using fakes::FakeResponse;

namespace {

const std::string commit(40, 'c');
const std::string sha256(64, 'a');

} // namespace

/// What the client asks, and what it makes of a Hub that behaves.
class HubClientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesThroughAListing() {
        HubFixture f;
        f.server.route("/api/models", [&f](const FakeRequest& request) {
            if (request.query == "cursor=2") return json(R"([{"id":"c/d"}])");
            return json(R"([{"id":"a/b"}])",
                        {{"Link", "<" + f.server.url("/api/models?cursor=2") + ">; rel=\"next\""}});
        });
        const auto first = f.list().value();
        QCOMPARE(first.items.at(0).id.name, std::string("a/b"));
        QCOMPARE(first.next, f.server.url("/api/models?cursor=2"));
        const auto second = f.get<Page<RepoSummary>>(
            [&](auto& hub, auto done) { hub.listNext(f.endpoint, RepoKind::Model, first.next, {}, std::move(done)); });
        QCOMPARE(second.value().items.at(0).id.name, std::string("c/d"));
        QCOMPARE(second.value().next, std::string());
    }

    void asksPlainlyWhenFieldsAreNotKnown() {
        HubFixture f;
        f.server.route("/api/models", [](const FakeRequest& request) {
            if (request.query.find("expand") != std::string::npos) return json(R"({"error":"what?"})", {}, 400);
            return json(R"([{"id":"a/b"}])");
        });
        QCOMPARE(f.list().value().items.size(), std::size_t(1));
        QCOMPARE(f.server.requests().at(1).query, std::string("sort=trendingScore&limit=60"));
    }

    void reportsAQuestionThatIsNeverUnderstood() {
        HubFixture f;
        f.server.route("/api/models", json(R"({"error":"bad sort"})", {}, 400));
        const auto page = f.list();
        QVERIFY(page.error().is(hub::Errc::BadRequest));
        QVERIFY(page.error().message.find("bad sort") != std::string::npos);
        QCOMPARE(f.server.count("/api/models"), 2);
    }

    void asksForARevisionWithItsSlashes() {
        HubFixture f("hf_secret");
        f.server.route("/api/models/a/b/revision/refs%2Fpr%2F3", json(R"({"id":"a/b","sha":"x"})"));
        QCOMPARE(f.info("a/b", "refs/pr/3").value().revision, std::string("x"));
        const FakeRequest request = f.server.requests().at(0);
        QCOMPARE(request.query, std::string("blobs=true&securityStatus=true"));
        QCOMPARE(request.header("authorization"), std::string("Bearer hf_secret"));
        QVERIFY(request.header("user-agent").starts_with("orrery/"));
    }

    void marksEachRequestWithItsOwnId() {
        HubFixture f;
        f.server.route("/api/models/a/b", json(R"({"id":"a/b"})"));
        std::set<std::string> ids;
        for (int i = 0; i < 3; ++i) QVERIFY(f.info("a/b"));
        for (const FakeRequest& request : f.server.requests()) {
            const QString id = QString::fromStdString(request.header("x-amzn-trace-id"));
            static const QRegularExpression uuid(
                "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
            QVERIFY2(uuid.match(id).hasMatch(), qPrintable(id));
            ids.insert(id.toStdString());
        }
        QCOMPARE(ids.size(), std::size_t(3));
    }

    void followsARenamedRepository() {
        HubFixture f("hf_secret");
        f.server.route("/api/models/gpt2", redirect("/api/models/openai-community/gpt2?blobs=true", {}, 307));
        f.server.route("/api/models/openai-community/gpt2", json(R"({"id":"openai-community/gpt2"})"));
        QCOMPARE(f.info("gpt2").value().summary.id.name, std::string("openai-community/gpt2"));
        QCOMPARE(f.server.requests().at(1).header("authorization"), std::string("Bearer hf_secret"));
    }

    void walksAWholeTree() {
        HubFixture f;
        f.server.route("/api/datasets/a/b/tree/main/sub%20folder/x", [&f](const FakeRequest& request) {
            if (request.query != "cursor=1")
                return json(R"([{"type":"file","path":"1"}])",
                            {{"Link", "<https://huggingface.co/api/datasets/a/b/tree/main/sub%20folder/x?cursor=1>; "
                                      "rel=\"next\""}});
            return json(R"([{"type":"file","path":"2"}])");
        });
        TreeRequest wanted;
        wanted.repo = {RepoKind::Dataset, "a/b"};
        wanted.folder = "sub folder/x";
        wanted.details = true;
        const auto entries = f.tree(wanted);
        QCOMPARE(entries.value().size(), std::size_t(2));
        QCOMPARE(f.server.requests().at(0).query, std::string("recursive=true&expand=true"));
    }

    void readsTheHeadOfALargeFile() {
        HubFixture f("hf_secret");
        f.server.route("/a/b/resolve/main/m%20x.gguf",
                       redirect("https://cdn.example/blob?sig=1", {{"X-Repo-Commit", commit},
                                                                   {"X-Linked-Etag", "W/\"" + sha256 + "\""},
                                                                   {"ETag", "\"other\""},
                                                                   {"X-Linked-Size", "4368439584"},
                                                                   {"Content-Length", "1290"}}));
        const FileHead head = f.head("m x.gguf").value();
        QCOMPARE(head.commit, commit);
        QCOMPARE(head.etag, sha256);
        QCOMPARE(head.size, std::uint64_t(4368439584));
        QCOMPARE(head.location, std::string("https://cdn.example/blob?sig=1"));
        QCOMPARE(f.server.requests().at(0).method, std::string("HEAD"));
        QCOMPARE(f.server.requests().at(0).header("accept-encoding"), std::string("identity"));
    }

    void readsTheHeadOfASmallFileBehindARelativeRedirect() {
        HubFixture f;
        f.server.route("/a/b/resolve/main/config.json",
                       redirect("/api/resolve-cache/models/a/b/c/config.json", {}, 307));
        f.server.route("/api/resolve-cache/models/a/b/c/config.json",
                       {.headers = {{"X-Repo-Commit", commit}, {"ETag", "\"e\""}, {"Content-Length", "519"}}});
        const FileHead head = f.head("config.json").value();
        QCOMPARE(head.etag, std::string("e"));
        QCOMPARE(head.size, std::uint64_t(519));
        QCOMPARE(head.location, f.server.url("/api/resolve-cache/models/a/b/c/config.json"));
    }

    void movesStorageAddressesOfThePublicHubToTheMirror() {
        HubFixture f;
        f.server.route("/a/b/resolve/main/x",
                       redirect("https://huggingface.co/api/y",
                                {{"X-Repo-Commit", commit}, {"ETag", "\"e\""}, {"X-Linked-Size", "1"}}));
        QCOMPARE(f.head("x").value().location, f.server.url("/api/y"));
    }

    void readsTexts() {
        HubFixture f;
        f.server.route("/a/b/resolve/main/README.md",
                       {.headers = {{"Content-Type", "text/html"}, {"X-Repo-Commit", commit}}, .body = "<h1>Foo</h1>"});
        QCOMPARE(f.text("README.md").value(), std::string("<h1>Foo</h1>"));
    }

    void triesAgainWhatPasses_data() {
        QTest::addColumn<int>("status");
        for (const int status : {408, 429, 500, 502, 503, 504}) QTest::addRow("%d", status) << status;
    }
    void triesAgainWhatPasses() {
        QFETCH(int, status);
        HubFixture f;
        std::atomic<int> asked = 0;
        f.server.route("/api/models/a/b", [&](const FakeRequest&) {
            if (++asked < 5) return FakeResponse{.status = status};
            return json(R"({"id":"a/b"})");
        });
        QVERIFY(f.info("a/b"));
        QCOMPARE(f.server.count("/api/models/a/b"), 5);
    }

    void givesUpAfterFiveTries() {
        HubFixture f;
        f.server.route("/api/models/a/b", FakeResponse{.status = 500});
        QVERIFY(f.info("a/b").error().is(hub::Errc::Server));
        QCOMPARE(f.server.count("/api/models/a/b"), 5);
    }

    void neverAsksAgainAfterANo_data() {
        QTest::addColumn<int>("status");
        for (const int status : {401, 403, 404, 451, 501}) QTest::addRow("%d", status) << status;
    }
    void neverAsksAgainAfterANo() {
        QFETCH(int, status);
        HubFixture f;
        f.server.route("/api/models/a/b", FakeResponse{.status = status});
        QVERIFY(!f.info("a/b"));
        QCOMPARE(f.server.count("/api/models/a/b"), 1);
    }

    void tellsALongWaitInsteadOfWaiting() {
        HubFixture f;
        f.server.route("/api/models/a/b",
                       json(R"({"error":"slow"})", {{"RateLimit", "\"api\";r=0;t=100"}, {"Retry-After", "0"}}, 429));
        const auto info = f.info("a/b");
        QVERIFY(info.error().is(hub::Errc::RateLimited));
        QVERIFY(info.error().message.find("101 seconds") != std::string::npos);
        QCOMPARE(f.server.count("/api/models/a/b"), 1);
    }

    void waitsAsLongAsTheServerAsks() {
        HubFixture f;
        f.pauses.assign(4, std::chrono::hours(1));
        std::atomic<int> asked = 0;
        f.server.route("/api/models/a/b", [&](const FakeRequest&) {
            if (++asked == 1) return FakeResponse{.status = 429, .headers = {{"Retry-After", "0"}}};
            return json(R"({"id":"a/b"})");
        });
        QVERIFY(f.info("a/b"));
    }

    void keepsGaugesOfTheQuota() {
        HubFixture f;
        f.server.route("/api/models/a/b", json(R"({"id":"a/b"})", {{"RateLimit", "\"api\";r=489;t=232"},
                                                                   {"RateLimit-Policy", "\"w\";\"api\";q=500;w=300"}}));
        QVERIFY(f.client().rateLimits(f.endpoint).empty());
        QVERIFY(f.info("a/b"));
        const auto limits = f.client().rateLimits(f.endpoint);
        QCOMPARE(limits.size(), std::size_t(1));
        QCOMPARE(limits[0].remaining, std::uint64_t(489));
        QVERIFY(f.client().rateLimits({"Other", "https://other.example"}).empty());
    }

    void asksForRefsCommitsPeopleAndPapers() {
        HubFixture f;
        f.server.route("/api/models/a/b/refs", json(R"({"branches":[{"name":"main"}]})"));
        f.server.route("/api/models/a/b/commits/v%2F1", json(R"([{"id":"c"}])"));
        f.server.route("/api/collections", json(R"([{"slug":"acme/x-1"}])"));
        f.server.route("/api/collections/acme/x-1", json(R"({"slug":"acme/x-1"})"));
        f.server.route("/api/daily_papers", json(R"([{"paper":{"id":"1"}}])"));
        f.server.route("/api/papers/search", json(R"([{"id":"2"}])"));
        const RepoId repo{RepoKind::Model, "a/b"};
        QVERIFY(f.get<Refs>([&](auto& hub, auto done) { hub.refs(f.endpoint, repo, {}, done); }));
        QVERIFY(f.get<std::vector<Commit>>(
            [&](auto& hub, auto done) { hub.commits(f.endpoint, repo, "v/1", 2, {}, done); }));
        QVERIFY(f.get<std::vector<Collection>>(
            [&](auto& hub, auto done) { hub.collections(f.endpoint, "acme", "a b", {}, done); }));
        QVERIFY(f.get<Collection>([&](auto& hub, auto done) { hub.collection(f.endpoint, "acme/x-1", {}, done); }));
        QVERIFY(f.get<std::vector<Paper>>([&](auto& hub, auto done) { hub.papers(f.endpoint, "", {}, done); }));
        const std::string search = std::string(249, 'x') + "ü";
        QVERIFY(f.get<std::vector<Paper>>([&](auto& hub, auto done) { hub.papers(f.endpoint, search, {}, done); }));
        const auto requests = f.server.requests();
        QCOMPARE(requests.at(0).query, std::string("include_prs=1"));
        QCOMPARE(requests.at(1).query, std::string("p=2&limit=50"));
        QCOMPARE(requests.at(2).query, std::string("sort=trending&limit=50&owner=acme&q=a%20b"));
        QVERIFY(requests.at(5).query.ends_with("xx&limit=50"));
    }

    void findsUsersAndOrganisations() {
        HubFixture f;
        f.server.route("/api/organizations/acme/overview", json(R"({"name":"acme"})"));
        f.server.route("/api/users/ada/overview", json(R"({"user":"ada"})"));
        const auto find = [&f](const char* name) {
            return f.get<Account>([&](auto& hub, auto done) { hub.account(f.endpoint, name, {}, done); });
        };
        QVERIFY(find("acme").value().organisation);
        QVERIFY(!find("ada").value().organisation);
        QVERIFY(find("nobody").error().is(hub::Errc::NotFound));
    }

    void knowsWhoseTokenItIs() {
        HubFixture f("hf_secret");
        f.server.route("/api/whoami-v2", [](const FakeRequest& request) {
            if (request.header("authorization") != "Bearer hf_secret") return json(R"({"error":"no"})", {}, 401);
            return json(R"({"name":"ada"})");
        });
        const auto ask = [&f] {
            return f.get<WhoAmI>([&](auto& hub, auto done) { hub.whoAmI(f.endpoint, {}, done); });
        };
        QCOMPARE(ask().value().name, std::string("ada"));
        f.token.clear();
        QVERIFY(ask().error().is(hub::Errc::Unauthorised));
    }

    void checksAccess() {
        HubFixture f;
        f.server.route("/api/models/a/b/auth-check", FakeResponse{.status = 200});
        f.server.route("/api/models/c/d/auth-check",
                       FakeResponse{.status = 401, .headers = {{"X-Error-Code", "GatedRepo"}}});
        const auto check = [&f](const char* name) {
            return f.get<void>([&](auto& hub, auto done) {
                hub.checkAccess(f.endpoint, {RepoKind::Model, name}, {}, done);
            });
        };
        QVERIFY(check("a/b").has_value());
        QVERIFY(check("c/d").error().is(hub::Errc::GatedLoggedOut));
    }

    void findsOutWhatAnEndpointCanDo() {
        const auto probe = [](HubFixture& f) {
            return f.get<Capabilities>([&](auto& hub, auto done) { hub.probe(f.endpoint, {}, done); });
        };
        HubFixture whole;
        whole.server.route("/api/models",
                           json(R"([{"id":"a/b","sha":"c"}])", {{"Link", "</api/models?cursor=1>; rel=\"next\""}}));
        whole.server.route("/api/trending", json("{}"));
        whole.server.route("/api/whoami-v2", json(R"({"error":"Unauthorized"})", {}, 401));
        const Capabilities all = probe(whole).value();
        QVERIFY(all.listing && all.paging && all.fields && all.trending && all.accounts);

        HubFixture mirror;
        mirror.server.route("/api/models", [](const FakeRequest& request) {
            return request.query == "limit=1" ? json(R"([{"id":"a/b"}])") : json("{}", {}, 400);
        });
        const Capabilities some = probe(mirror).value();
        QVERIFY(some.listing && !some.paging && !some.fields && !some.trending && !some.accounts);

        HubFixture proxy;
        QVERIFY(!probe(proxy).value().listing);

        HubFixture portal;
        portal.server.route("*", FakeResponse{.headers = {{"Content-Type", "text/html"}}, .body = "<html>Log in"});
        QVERIFY(probe(portal).error().is(hub::Errc::NotAHub));
    }
};

QTEST_GUILESS_MAIN(HubClientTest)
#include "tst_hub_client.moc"
