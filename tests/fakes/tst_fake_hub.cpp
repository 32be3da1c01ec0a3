// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "../core/net/http_test.h"
#include "fake_hub.h"

#include <QTest>

#include <set>

using namespace orrery;
using namespace orrery::net;
using fakes::FakeHub;
using fakes::FakeKind;
using fakes::FakeRepo;
using nlohmann::json;

namespace {

const std::string bearer = "Bearer hf_ada";

/// A hub with one model, and a client to ask it with.
struct HubFixture {
    FakeHub hub;
    ClientFixture net;

    HubFixture() {
        hub.addUser({.token = "hf_ada", .name = "ada"});
        hub.addRepo(
            {.id = "acme/foo",
             .commits = {{.files = {{.path = "README.md", .bytes = "# old"}, {.path = "sub/foo.gguf", .size = 100000}}},
                         {.files = {{.path = "README.md", .bytes = "# Foo"}}, .title = "Say what it is"}},
             .refs = {{"v1.0", 0}, {"refs/pr/1", 1}},
             .tagged = {"v1.0"},
             .task = "text-generation",
             .tags = {"gguf"},
             .downloads = 5});
    }

    HttpResponse ask(const std::string& path, Headers headers = {}, const std::string& method = "GET") {
        const auto answer =
            net.fetch({.method = method, .url = hub.url(path), .headers = std::move(headers), .maxRedirects = 0});
        if (!answer) qFatal("%s", answer.error().message.c_str());
        return *answer;
    }

    json rows(const std::string& path, Headers headers = {}) { return json::parse(ask(path, std::move(headers)).body); }

    HttpResponse file(const std::string& path, std::optional<ByteRange> range = {}) {
        const auto answer = net.fetch({.url = hub.url(path), .range = range});
        if (!answer) qFatal("%s", answer.error().message.c_str());
        return *answer;
    }
};

std::string headerOf(const HttpResponse& answer, std::string_view name) {
    return std::string(answer.header(name).value_or(""));
}

} // namespace

class FakeHubTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsPageByPage();
    void filtersAndSorts();
    void refusesUnknownFields();
    void describesARepository();
    void listsTreesAndHistory();
    void resolvesSmallFiles();
    void redirectsLargeFilesToStorage();
    void servesRanges();
    void signedAddressesExpire();
    void tellsErrorsApart();
    void guardsGatedAndPrivate();
    void redirectsRenamed();
    void keepsQuotas();
    void misbehaves();
    void knowsPeople();
};

void FakeHubTest::listsPageByPage() {
    HubFixture f;
    for (int i = 0; i < 6; ++i) f.hub.addRepo({.id = "acme/bar" + std::to_string(i)});
    std::set<std::string> seen;
    std::string address = f.hub.url("/api/models?limit=3&search=ACME");
    int pages = 0;
    while (!address.empty()) {
        const auto answer = f.net.get(address);
        QVERIFY(answer && answer->ok());
        for (const auto& row : json::parse(answer->body)) seen.insert(row.at("id"));
        const std::string link = headerOf(*answer, "link");
        address = link.empty() ? link : link.substr(1, link.find('>') - 1);
        ++pages;
    }
    QCOMPARE(pages, 3);
    QCOMPARE(seen.size(), std::size_t(7));
}

void FakeHubTest::filtersAndSorts() {
    HubFixture f;
    f.hub.addRepo({.id = "zeta/big",
                   .tags = {"gguf", "tiny"},
                   .downloads = 9,
                   .gated = "auto",
                   .fields = {{"gguf", {{"total", 7000000000U}}}, {"cardData", {{"license", "mit"}}}}});
    QVERIFY(f.rows("/api/models?filter=gguf&sort=downloads")[0].at("id") == "zeta/big");
    QCOMPARE(f.rows("/api/models?filter=gguf").size(), std::size_t(2));
    QCOMPARE(f.rows("/api/models?filter=gguf&filter=license%3Amit").size(), std::size_t(1));
    QCOMPARE(f.rows("/api/models?author=acme").size(), std::size_t(1));
    QCOMPARE(f.rows("/api/models?gated=false").size(), std::size_t(1));
    QCOMPARE(f.rows("/api/models?num_parameters=min:6B,max:8B").size(), std::size_t(1));
    QCOMPARE(f.rows("/api/models?num_parameters=max:6B").size(), std::size_t(0));
    QCOMPARE(f.rows("/api/models?pipeline_tag=text-generation").size(), std::size_t(1));
    QCOMPARE(f.rows("/api/datasets").size(), std::size_t(0));
}

void FakeHubTest::refusesUnknownFields() {
    HubFixture f;
    const json row = f.rows("/api/models?expand[]=likes&expand=sha")[0];
    QCOMPARE(row.size(), std::size_t(4));
    QCOMPARE(f.ask("/api/models?expand=shoeSize").status, 400);
    QCOMPARE(f.ask("/api/models?sort=shoeSize").status, 400);
    QCOMPARE(f.ask("/api/models/acme/foo?expand=shoeSize").status, 400);
}

void FakeHubTest::describesARepository() {
    HubFixture f;
    const json info = f.rows("/api/models/acme/foo?blobs=true&securityStatus=true");
    QVERIFY(info.at("sha") == f.hub.commitId("acme/foo"));
    QVERIFY(info.at("siblings")[1].at("lfs").at("sha256") == f.hub.file("acme/foo", "sub/foo.gguf").sha256);
    QVERIFY(info.at("securityRepoStatus").at("scansDone").get<bool>());
    QVERIFY(f.rows("/api/models/acme/foo/revision/v1.0").at("sha") == f.hub.commitId("acme/foo", "v1.0"));
    QVERIFY(f.rows("/api/models/acme/foo/revision/refs%2Fpr%2F1").at("sha") == f.hub.commitId("acme/foo"));
}

void FakeHubTest::listsTreesAndHistory() {
    HubFixture f;
    QCOMPARE(f.rows("/api/models/acme/foo/tree/main").size(), std::size_t(2));
    const json all = f.rows("/api/models/acme/foo/tree/main?recursive=true&expand=true");
    QCOMPARE(all.size(), std::size_t(3));
    QVERIFY(all[0].at("oid") == fakes::gitBlobSha1("# Foo"));
    QVERIFY(all[0].at("lastCommit").at("title") == "Say what it is");
    QVERIFY(f.ask("/api/models/acme/foo/tree/main?recursive=true&limit=2").header("link"));
    QCOMPARE(headerOf(f.ask("/api/models/acme/foo/tree/main/none"), "x-error-code"), std::string("EntryNotFound"));
    const json refs = f.rows("/api/models/acme/foo/refs?include_prs=1");
    QVERIFY(refs.at("tags")[0].at("name") == "v1.0");
    QCOMPARE(refs.at("pullRequests").size(), std::size_t(1));
    const HttpResponse commits = f.ask("/api/models/acme/foo/commits/main?p=1&limit=1");
    QCOMPARE(headerOf(commits, "x-total-count"), std::string("2"));
    QVERIFY(json::parse(commits.body)[0].at("title") == "Upload");
}

void FakeHubTest::resolvesSmallFiles() {
    HubFixture f;
    const HttpResponse head = f.ask("/acme/foo/resolve/main/README.md", {}, "HEAD");
    QCOMPARE(head.status, 200);
    QCOMPARE(headerOf(head, "content-length"), std::string("5"));
    QCOMPARE(headerOf(head, "x-repo-commit"), f.hub.commitId("acme/foo"));
    const std::string etag = headerOf(head, "etag");
    QCOMPARE(etag, '"' + fakes::gitBlobSha1("# Foo") + '"');
    QCOMPARE(f.ask("/acme/foo/resolve/main/README.md").body, std::string("# Foo"));
    QCOMPARE(f.ask("/acme/foo/resolve/main/README.md", {{"If-None-Match", etag}}).status, 304);
    f.hub.setResolveCache(true);
    QCOMPARE(f.ask("/acme/foo/resolve/main/README.md").status, 307);
    QCOMPARE(f.file("/acme/foo/resolve/main/README.md").body, std::string("# Foo"));
}

void FakeHubTest::redirectsLargeFilesToStorage() {
    HubFixture f;
    const auto file = f.hub.file("acme/foo", "sub/foo.gguf");
    const HttpResponse head = f.ask("/acme/foo/resolve/main/sub/foo.gguf", {{"Authorization", bearer}}, "HEAD");
    QCOMPARE(head.status, 302);
    QCOMPARE(headerOf(head, "x-linked-etag"), '"' + file.sha256 + '"');
    QCOMPARE(headerOf(head, "x-linked-size"), std::string("100000"));
    QVERIFY(headerOf(head, "location").starts_with(f.hub.storageUrl("/storage/")));
    QCOMPARE(f.file("/acme/foo/resolve/main/sub/foo.gguf").body, file.file.read(0, 100000));
    QCOMPARE(f.hub.bytesSent("sub/foo.gguf"), std::uint64_t(100000));
    QCOMPARE(f.hub.requestsWithToken(), 1);
    QCOMPARE(f.hub.storageRequestsWithToken(), 0);
}

void FakeHubTest::servesRanges() {
    HubFixture f;
    const std::string path = "/acme/foo/resolve/main/sub/foo.gguf";
    const auto file = f.hub.file("acme/foo", "sub/foo.gguf").file;
    const HttpResponse part = f.file(path, ByteRange{1003, 70001});
    QCOMPARE(part.status, 206);
    QCOMPARE(headerOf(part, "content-range"), std::string("bytes 1003-70001/100000"));
    QCOMPARE(part.body, file.read(0, 100000).substr(1003, 68999));
    const HttpResponse beyond = f.file(path, ByteRange{100000, {}});
    QCOMPARE(beyond.status, 416);
    QCOMPARE(headerOf(beyond, "content-range"), std::string("bytes */100000"));
    QCOMPARE(f.hub.rangeRequests(), 2);
}

void FakeHubTest::signedAddressesExpire() {
    HubFixture f;
    const std::string location = headerOf(f.ask("/acme/foo/resolve/main/sub/foo.gguf"), "location");
    QCOMPARE(f.net.get(location)->status, 200);
    f.hub.expireSignedUrls();
    QCOMPARE(f.net.get(location)->status, 403);
    QCOMPARE(f.file("/acme/foo/resolve/main/sub/foo.gguf").status, 200);
}

void FakeHubTest::tellsErrorsApart() {
    HubFixture f;
    const auto code = [&f](const std::string& path, Headers headers = {}) {
        const HttpResponse answer = f.ask(path, std::move(headers));
        return std::to_string(answer.status) + " " + headerOf(answer, "x-error-code");
    };
    QCOMPARE(code("/api/models/acme/none"), std::string("401 RepoNotFound"));
    QCOMPARE(code("/api/models/acme/none", {{"Authorization", bearer}}), std::string("404 RepoNotFound"));
    QCOMPARE(code("/api/models/acme/foo/tree/none"), std::string("404 RevisionNotFound"));
    QCOMPARE(code("/acme/foo/resolve/none/x"), std::string("404 RevisionNotFound"));
    QCOMPARE(code("/acme/foo/resolve/main/x"), std::string("404 EntryNotFound"));
    QCOMPARE(headerOf(f.ask("/acme/foo/resolve/main/x"), "x-repo-commit"), f.hub.commitId("acme/foo"));
    QCOMPARE(code("/api/models", {{"Authorization", "Bearer hf_wrong"}}), std::string("401 "));
    QVERIFY(f.ask("/api/models").header("x-request-id"));
    f.hub.change("acme/foo", [](FakeRepo& repo) { repo.disabled = true; });
    QCOMPARE(code("/acme/foo/resolve/main/README.md"), std::string("403 "));
}

void FakeHubTest::guardsGatedAndPrivate() {
    HubFixture f;
    const std::string file = "/acme/foo/resolve/main/README.md";
    f.hub.change("acme/foo", [](FakeRepo& repo) { repo.gated = "manual"; });
    QCOMPARE(f.ask("/api/models/acme/foo").status, 200);
    QCOMPARE(f.ask(file).status, 401);
    QCOMPARE(headerOf(f.ask(file), "x-error-code"), std::string("GatedRepo"));
    QCOMPARE(f.ask(file, {{"Authorization", bearer}}).status, 403);
    QCOMPARE(f.ask("/api/models/acme/foo/auth-check", {{"Authorization", bearer}}).status, 403);
    f.hub.change("acme/foo", [](FakeRepo& repo) { repo.readers = {"ada"}; });
    QCOMPARE(f.ask(file, {{"Authorization", bearer}}).status, 200);
    QCOMPARE(f.ask("/api/models/acme/foo/auth-check", {{"Authorization", bearer}}).status, 200);

    f.hub.change("acme/foo", [](FakeRepo& repo) { repo.isPrivate = true; });
    QCOMPARE(f.ask(file).status, 401);
    QCOMPARE(f.ask(file, {{"Authorization", bearer}}).status, 200);
    QCOMPARE(f.rows("/api/models").size(), std::size_t(0));
    QCOMPARE(f.rows("/api/models", {{"Authorization", bearer}}).size(), std::size_t(1));
    f.hub.addUser({.token = "hf_bob", .name = "bob"});
    QCOMPARE(f.ask(file, {{"Authorization", "Bearer hf_bob"}}).status, 404);
}

void FakeHubTest::redirectsRenamed() {
    HubFixture f;
    f.hub.addRepo({.id = "foo", .movedTo = "acme/foo"});
    const HttpResponse answer = f.ask("/foo/resolve/main/README.md");
    QCOMPARE(answer.status, 307);
    QCOMPARE(headerOf(answer, "location"), std::string("/acme/foo/resolve/main/README.md"));
    QCOMPARE(f.file("/foo/resolve/main/README.md").body, std::string("# Foo"));
    QCOMPARE(headerOf(f.ask("/api/models/foo/tree/main?recursive=true"), "location"),
             std::string("/api/models/acme/foo/tree/main?recursive=true"));
}

void FakeHubTest::keepsQuotas() {
    HubFixture f;
    f.hub.setQuota("api", 1, std::chrono::seconds(300));
    QVERIFY(headerOf(f.ask("/api/models"), "ratelimit").starts_with("\"api\";r=0;t="));
    QCOMPARE(f.ask("/api/models").status, 429);
    QCOMPARE(f.ask("/acme/foo/resolve/main/README.md").status, 200);
}

void FakeHubTest::misbehaves() {
    HubFixture f;
    const std::string path = "/acme/foo/resolve/main/sub/foo.gguf";
    const std::string right = f.hub.file("acme/foo", "sub/foo.gguf").file.read(0, 100000);
    f.hub.misbehave("/api/models", {.times = 2, .answer = fakes::serverError()});
    QCOMPARE(f.ask("/api/models").status, 503);
    QCOMPARE(f.ask("/api/models").status, 503);
    QCOMPARE(f.ask("/api/models").status, 200);

    f.hub.misbehave("*.gguf", {.cutAfter = 1000});
    QVERIFY(!f.net.get(f.hub.url(path)));
    f.hub.misbehave("*.gguf", {.lengthError = 10});
    QVERIFY(!f.net.get(f.hub.url(path)));
    f.hub.misbehave("*.gguf", {.wrongBytes = true});
    const std::string wrong = f.file(path).body;
    QVERIFY(wrong != right && wrong.size() == right.size());
    f.hub.misbehave("*.gguf", {.noRanges = true});
    QCOMPARE(f.file(path, ByteRange{10, 19}).status, 200);
    f.hub.misbehave("*.gguf", {.wrongRange = true});
    QCOMPARE(headerOf(f.file(path, ByteRange{10, 19}), "content-range"), std::string("bytes 11-20/100000"));
    f.hub.misbehave("*.gguf", {.bytesPerSecond = 1000000});
    QCOMPARE(f.file(path).body, right);
    f.hub.misbehave("*.gguf", {.stallAfter = 1000});
    QVERIFY(!f.net.fetch({.url = f.hub.url(path), .idleTimeout = std::chrono::milliseconds(200)}));
    f.hub.behave();
    QCOMPARE(f.file(path).body, right);
}

void FakeHubTest::knowsPeople() {
    HubFixture f;
    f.hub.addAccount({.name = "acme", .organisation = true, .fields = {{"isVerified", true}}});
    f.hub.addCollection({{"slug", "acme/best-0123456789abcdef01234567"},
                         {"title", "The best"},
                         {"owner", {{"name", "acme"}}},
                         {"items", json::array({1, 2, 3, 4, 5})}});
    f.hub.addPaper({{"paper", {{"id", "2601.00001"}, {"title", "On cogs"}, {"summary", "They turn."}}}});
    QCOMPARE(f.ask("/api/whoami-v2").status, 401);
    QVERIFY(f.rows("/api/whoami-v2", {{"Authorization", bearer}}).at("name") == "ada");
    QVERIFY(f.rows("/api/organizations/acme/overview").at("numModels") == 1);
    QCOMPARE(f.ask("/api/users/acme/overview").status, 404);
    QCOMPARE(f.rows("/api/collections?owner=acme")[0].at("items").size(), std::size_t(4));
    QCOMPARE(f.rows("/api/collections/acme/best-0123456789abcdef01234567").at("items").size(), std::size_t(5));
    QCOMPARE(f.rows("/api/papers/search?q=COGS").size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(FakeHubTest)
#include "tst_fake_hub.moc"
