// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QTest>

#include "hub_test.h"

#include <algorithm>

using namespace orrery;
using namespace orrery::hub;
using fakes::FakeHttpServer;
using fakes::FakeRequest;
using fakes::FakeResponse;

namespace {

const std::string commit(40, 'c');
constexpr const char* secret = "hf_secret";

bool everAuthorised(const FakeHttpServer& server) {
    const auto requests = server.requests();
    return std::any_of(requests.begin(), requests.end(),
                       [](const FakeRequest& r) { return r.hasHeader("authorization"); });
}

/// An HttpClient that answers by a script, for addresses no test server can have.
class ScriptedClient final : public net::HttpClient {
public:
    explicit ScriptedClient(Executor& executor) : m_executor(executor) {}

    std::vector<net::HttpRequest> requests;
    std::function<net::HttpResponse(const net::HttpRequest&)> answer;

    void start(net::HttpRequest request, std::stop_token, net::HttpCallbacks, Completion completion) override {
        net::HttpResponse response = answer(request);
        response.url = request.url;
        requests.push_back(std::move(request));
        m_executor.post([completion = std::move(completion), response] { completion(response); });
    }

private:
    Executor& m_executor;
};

} // namespace

/// Servers that lie, leak, loop and fall silent.
class HubHostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheTokenFromOtherHosts() {
        HubFixture f(secret);
        FakeHttpServer other; // another port is another origin
        f.server.route("/a/b/resolve/main/README.md", redirect(other.url("/blob")));
        other.route("/blob", FakeResponse{.body = "text"});
        QCOMPARE(f.text("README.md").value(), std::string("text"));
        QVERIFY(everAuthorised(f.server));
        QCOMPARE(other.count("/blob"), 1);
        QVERIFY(!everAuthorised(other));
    }

    void givesTheTokenBackAtHomeOnly() {
        HubFixture f(secret);
        FakeHttpServer other;
        f.server.route("/api/models/a/b", redirect(other.url("/x")));
        other.route("/x", redirect(f.server.url("/back")));
        f.server.route("/back", json(R"({"id":"a/b"})"));
        QVERIFY(f.info("a/b"));
        QVERIFY(!everAuthorised(other));
    }

    void refusesAPageOnAnotherHost() {
        HubFixture f(secret);
        FakeHttpServer other;
        const fakes::Headers link{{"Link", "<" + other.url("/api/models?cursor=1") + ">; rel=\"next\""}};
        f.server.route("/api/models", json(R"([{"id":"a/b"}])", link));
        f.server.route("/api/models/a/b/tree/main", json(R"([{"type":"file","path":"x"}])", link));
        const auto page = f.list().value();
        QCOMPARE(page.items.size(), std::size_t(1));
        const auto next = f.get<Page<RepoSummary>>(
            [&](auto& hub, auto done) { hub.listNext(f.endpoint, RepoKind::Model, page.next, {}, std::move(done)); });
        QVERIFY(next.error().is(hub::Errc::BadAnswer));
        QVERIFY(f.tree("a/b").error().is(hub::Errc::BadAnswer));
        QCOMPARE(other.connectionCount(), 0);
    }

    void refusesWhatIsNoAddressForTheNextPage_data() {
        QTest::addColumn<QString>("next");
        for (const char* next : {"", "file:///etc/passwd", "javascript:alert(1)", "/relative", "http://"})
            QTest::newRow(*next ? next : "nothing") << next;
    }
    void refusesWhatIsNoAddressForTheNextPage() {
        QFETCH(QString, next);
        HubFixture f;
        const auto page = f.get<Page<RepoSummary>>([&](auto& hub, auto done) {
            hub.listNext(f.endpoint, RepoKind::Model, next.toStdString(), {}, std::move(done));
        });
        QVERIFY(page.error().is(hub::Errc::BadAnswer));
    }

    void leavesPagesThatGoRoundInCircles() {
        HubFixture f;
        f.server.route("/api/models/a/b/tree/main", [&f](const FakeRequest& request) {
            const std::string next = request.query == "cursor=1" ? "cursor=2" : "cursor=1";
            return json("[]", {{"Link", "<" + f.server.url("/api/models/a/b/tree/main?" + next) + ">; rel=\"next\""}});
        });
        QVERIFY(f.tree("a/b").error().is(hub::Errc::BadAnswer));
        QCOMPARE(f.server.count("/api/models/a/b/tree/main"), 3);
    }

    void boundsATree() {
        HubFixture f;
        std::string page = "[";
        for (int i = 0; i < 50'000; ++i) page += R"({"type":"file","path":"x"},)";
        page.back() = ']';
        std::atomic<int> asked = 0;
        f.server.route("/api/models/a/b/tree/main", [&](const FakeRequest&) {
            const std::string next = f.server.url("/api/models/a/b/tree/main?cursor=" + std::to_string(++asked));
            return json(page, {{"Link", "<" + next + ">; rel=\"next\""}});
        });
        const auto entries = f.tree("a/b");
        QVERIFY(entries.error().message.find("200,000") != std::string::npos);
        QCOMPARE(asked.load(), 5);
    }

    void endsEndlessRedirects() {
        HubFixture f;
        f.server.route("/api/models/a/b", redirect("/api/models/a/b"));
        QVERIFY(f.info("a/b").error().is(net::Errc::Protocol));
        QCOMPARE(f.server.count("/api/models/a/b"), 6);
    }

    void refusesRedirectsToNowhere_data() {
        QTest::addColumn<QString>("location");
        for (const char* location : {"ftp://x/y", "http://", "file:///etc/passwd", "//"})
            QTest::newRow(location) << location;
    }
    void refusesRedirectsToNowhere() {
        QFETCH(QString, location);
        HubFixture f;
        f.server.route("/api/models/a/b", redirect(location.toStdString()));
        QVERIFY(!f.info("a/b"));
    }

    void neverLeavesEncryption() {
        ManualExecutor executor;
        ScriptedClient http(executor);
        http.answer = [](const net::HttpRequest&) {
            return net::HttpResponse{302,
                                     {{"location", "http://cdn.example/x"},
                                      {"x-repo-commit", commit},
                                      {"etag", "e"},
                                      {"x-linked-size", "1"}},
                                     {},
                                     {},
                                     "2"};
        };
        WorkerPool workers(1);
        HubClient client({http, workers, executor, {}});
        const Endpoint endpoint{"Safe", "https://hub.example"};
        const RepoId repo{RepoKind::Model, "a/b"};
        std::vector<Error> errors;
        client.info(endpoint, repo, {}, {}, [&](const Result<RepoInfo>& r) { errors.push_back(r.error()); });
        client.fileHead(endpoint, repo, "main", "x", {},
                        [&](const Result<FileHead>& r) { errors.push_back(r.error()); });
        QVERIFY(executor.runUntil([&] { return errors.size() == 2; }, std::chrono::seconds(60)));
        for (const Error& error : errors) QVERIFY(error.is(net::Errc::Protocol));
        QCOMPARE(http.requests.size(), std::size_t(2));
    }

    void doesWithoutATokenThatIsRefused() {
        HubFixture f("hf_old");
        f.server.route("/api/models/a/b", [](const FakeRequest& request) {
            if (request.hasHeader("authorization"))
                return json(R"({"error":"Invalid credentials in Authorization header"})", {}, 401);
            return json(R"({"id":"a/b"})");
        });
        QVERIFY(f.info("a/b"));
        QCOMPARE(f.server.count("/api/models/a/b"), 2);
    }

    void blamesTheTokenWhenItIsRefusedAndNeeded() {
        HubFixture f("hf_old");
        f.server.route("*", [](const FakeRequest& request) {
            if (request.hasHeader("authorization"))
                return json(R"({"error":"Invalid credentials in Authorization header"})", {}, 401);
            return json(R"({"error":"Invalid username or password."})", {}, 401);
        });
        QVERIFY(f.info("a/b").error().is(hub::Errc::Unauthorised));
        const auto who = f.get<WhoAmI>([&](auto& hub, auto done) { hub.whoAmI(f.endpoint, {}, done); });
        QVERIFY(who.error().is(hub::Errc::Unauthorised));
        QCOMPARE(f.server.count("/api/whoami-v2"), 1);
    }

    void neverShowsTheToken() {
        HubFixture f(secret);
        f.server.route("*", [](const FakeRequest& request) {
            return json(R"({"error":"no"})", {{"X-Request-Id", "r1"}},
                        request.path.find("a/b") == std::string::npos ? 403 : 401);
        });
        for (const char* name : {"a/b", "c/d"}) {
            const Error error = f.info(name).error();
            QVERIFY(describe(error).find(secret) == std::string::npos);
            QVERIFY(error.detail.find("r1") != std::string::npos);
        }
        f.token = "hf_secret\r\nX-Injected: 1";
        const auto info = f.info("a/b");
        QVERIFY(!info);
        QVERIFY(describe(info.error()).find(secret) == std::string::npos);
        QCOMPARE(f.server.requests().size(), std::size_t(2));
    }

    void namesWhatIsNoHub() {
        HubFixture f;
        f.server.route(
            "*", FakeResponse{.headers = {{"Content-Type", "text/html"}}, .body = "<html>Welcome to our network"});
        QVERIFY(f.list().error().is(hub::Errc::NotAHub));
        QVERIFY(f.info("a/b").error().is(hub::Errc::NotAHub));
        QVERIFY(f.text("README.md").error().is(hub::Errc::NotAHub));
        QVERIFY(f.head("x").error().is(hub::Errc::NotAHub));
        f.server.route("*", FakeResponse{.headers = {{"Content-Type", "application/json"}}, .body = "<html>"});
        QVERIFY(f.list().error().is(hub::Errc::NotAHub));
        QVERIFY(f.head("x").error().is(hub::Errc::NotAHub));
        f.server.route("*", redirect("http://portal.invalid/", {{"ETag", "e"}}));
        QVERIFY(f.head("x").error().is(hub::Errc::NotAHub));
    }

    void wantsAHeadToBeWhole_data() {
        QTest::addColumn<QString>("etag");
        QTest::addColumn<QString>("size");
        QTest::addColumn<bool>("redirected");
        QTest::newRow("no hash") << ""
                                 << "7" << false;
        QTest::newRow("an empty hash") << "\"\""
                                       << "7" << false;
        QTest::newRow("a size that is none") << "\"e\""
                                             << "-7" << false;
        QTest::newRow("a size with more behind it") << "\"e\""
                                                    << "7x" << false;
        QTest::newRow("a size beyond 64 bits") << "\"e\""
                                               << "99999999999999999999999" << false;
        QTest::newRow("the redirect's size") << "\"e\""
                                             << "" << true;
    }
    void wantsAHeadToBeWhole() {
        QFETCH(QString, etag);
        QFETCH(QString, size);
        QFETCH(bool, redirected);
        HubFixture f;
        fakes::Headers headers{{"X-Repo-Commit", commit}};
        if (!etag.isEmpty()) headers.emplace_back("ETag", etag.toStdString());
        if (!size.isEmpty()) headers.emplace_back("X-Linked-Size", size.toStdString());
        f.server.route("*", redirected ? redirect("http://cdn.invalid/x", headers)
                                       : FakeResponse{.headers = headers, .chunked = true});
        QVERIFY(f.head("x").error().is(hub::Errc::BadAnswer));
    }

    void knowsAFileThatIsNotThere() {
        HubFixture f;
        f.server.route("*", FakeResponse{.status = 404,
                                         .headers = {{"X-Error-Code", "EntryNotFound"}, {"X-Repo-Commit", commit}}});
        QVERIFY(f.head("x").error().is(hub::Errc::EntryNotFound));
        QVERIFY(f.text("x").error().is(hub::Errc::EntryNotFound));
    }

    void refusesWhatIsTooLarge() {
        HubFixture f;
        f.server.route("/a/b/resolve/main/big", FakeResponse{.body = std::string(5'000'001, 'x')});
        f.server.route("/a/b/resolve/main/endless", FakeResponse{.stream = [](const fakes::Write& write) {
                           while (write(std::string(65536, 'x'))) {}
                       }});
        f.server.route("/a/b/resolve/main/fits", FakeResponse{.body = std::string(5'000'000, 'x')});
        QVERIFY(f.text("big").error().is(net::Errc::TooLarge));
        QVERIFY(f.text("endless").error().is(net::Errc::TooLarge));
        QVERIFY(f.text("fits").has_value());
    }

    void readsOnlyWholeAnswers() {
        HubFixture f;
        std::atomic<int> asked = 0;
        f.server.route("/api/models/a/b", [&](const FakeRequest&) {
            FakeResponse answer = json(R"({"id":"a/b"})");
            if (++asked <= 2) answer.cutAfter = 5;
            return answer;
        });
        QVERIFY(f.info("a/b"));
        QCOMPARE(asked.load(), 3);
        f.server.route("/api/models/c/d",
                       FakeResponse{.headers = {{"Content-Length", "10"}}, .body = R"({"id":"c/d"})"});
        QVERIFY(f.info("c/d").error().is(hub::Errc::BadAnswer));
    }

    void tellsAtOnceThatItIsOffline() {
        HubFixture f({}, {.offline = true});
        f.pauses.assign(4, std::chrono::hours(1));
        f.endpoint.url = "https://hub.invalid";
        QVERIFY(f.info("a/b").error().is(net::Errc::Offline));
        QVERIFY(f.get<Capabilities>([&](auto& hub, auto done) { hub.probe(f.endpoint, {}, done); })
                    .error()
                    .is(net::Errc::Offline));
    }

    void endsPromptlyWhenAsked_data() {
        QTest::addColumn<bool>("pausing");
        QTest::newRow("while the server is silent") << false;
        QTest::newRow("between two tries") << true;
    }
    void endsPromptlyWhenAsked() {
        QFETCH(bool, pausing);
        HubFixture f;
        f.pauses.assign(4, std::chrono::hours(1));
        f.server.route("*", pausing ? FakeResponse{.status = 503} : FakeResponse{.neverAnswer = true});
        std::stop_source stop;
        std::vector<Error> ends;
        f.client().info(f.endpoint, {RepoKind::Model, "a/b"}, {}, stop.get_token(),
                        [&](const Result<RepoInfo>& r) { ends.push_back(r.error()); });
        QTRY_COMPARE(f.server.requests().size(), std::size_t(1));
        if (pausing) QTRY_COMPARE(f.server.answering(), 0);
        QElapsedTimer timer;
        timer.start();
        stop.request_stop();
        QVERIFY(f.executor.runUntil([&] { return !ends.empty(); }, std::chrono::seconds(60)));
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(ends.front().is(orrery::Errc::Cancelled));
        f.made.reset();
        f.executor.runPending();
        QCOMPARE(ends.size(), std::size_t(1));
    }

    void answersWhatIsOpenWhenItGoes() {
        HubFixture f(secret);
        f.server.route("*", FakeResponse{.neverAnswer = true});
        int cancelled = 0;
        const auto count = [&cancelled](const auto& result) {
            cancelled += !result && result.error().is(orrery::Errc::Cancelled);
        };
        const RepoId repo{RepoKind::Model, "a/b"};
        f.client().info(f.endpoint, repo, {}, {}, count);
        TreeRequest request;
        request.repo = repo;
        f.client().tree(f.endpoint, request, {}, count);
        f.client().account(f.endpoint, "ada", {}, count);
        f.client().probe(f.endpoint, {}, count);
        QTRY_COMPARE(f.server.answering(), 4);
        f.made.reset();
        QVERIFY(f.executor.runUntil([&] { return cancelled == 4; }, std::chrono::seconds(60)));
    }

    void answersWhatIsPausingWhenItGoes() {
        HubFixture f;
        f.pauses.assign(4, std::chrono::hours(1));
        f.server.route("*", FakeResponse{.status = 503});
        bool cancelled = false;
        f.client().info(f.endpoint, {RepoKind::Model, "a/b"}, {}, {},
                        [&](const Result<RepoInfo>& r) { cancelled = r.error().is(orrery::Errc::Cancelled); });
        QTRY_COMPARE(f.server.requests().size(), std::size_t(1));
        f.made.reset();
        QVERIFY(f.executor.runUntil([&] { return cancelled; }, std::chrono::seconds(60)));
    }
};

QTEST_GUILESS_MAIN(HubHostileTest)
#include "tst_hub_hostile.moc"
