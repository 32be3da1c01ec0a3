// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QTest>

#include "download_test.h"

#include <orrery/hub/errors.h>

#include <algorithm>
#include <cstdio>

using namespace orrery::download; // not orrery itself: it has another Status
using namespace std::chrono_literals;
namespace cache = orrery::cache;
namespace download = orrery::download;
namespace fakes = orrery::fakes;
namespace fs = std::filesystem;
namespace hub = orrery::hub;
namespace net = orrery::net;

namespace {

/// Bytes of the ranges asked for from the n-th request to the storage on.
std::uint64_t bytesAsked(const DownloadFixture& test, std::size_t first) {
    std::uint64_t sum = 0;
    const auto requests = test.hub.storageRequests();
    for (std::size_t i = first; i < requests.size(); ++i) {
        unsigned long long begin = 0;
        unsigned long long last = 0;
        if (std::sscanf(requests[i].header("range").c_str(), "bytes=%llu-%llu", &begin, &last) == 2)
            sum += last - begin + 1;
    }
    return sum;
}

} // namespace

class DownloadQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fetchesARepository();
    void costsNothingTheSecondTime();
    void fetchesAPullRequest();
    void fetchesWhatMatches();
    void saysWhenNothingMatches();
    void linksWhatAnotherRevisionHas();
    void worksWithoutLinks();
    void keepsTheTokenAtTheEndpoint();
    void pausesAndResumes();
    void cancels();
    void cancelsAndKeeps();
    void goesOnWithTheNextQueue();
    void comesBackPaused();
    void obeysPriorities();
    void obeysTheBandwidth();
    void staysOffline();
    void waitsForTheHub();
    void waitsForAnotherProgram();
    void forgets();
    void tellsHowItStands();
};

void DownloadQueueTest::fetchesARepository() {
    DownloadFixture test;
    test.addRepo({{.path = "README.md", .bytes = "# Foo"},
                  {.path = "empty.txt", .bytes = ""},
                  {.path = "big.gguf", .size = 3'000'001},
                  {.path = "sub/deep/part.safetensors", .size = 70'000}});
    const Status status = test.finish(test.add());
    QVERIFY2(status.state == State::Done, status.problem ? orrery::describe(*status.problem).c_str() : "");
    for (const char* path : {"README.md", "empty.txt", "big.gguf", "sub/deep/part.safetensors"})
        QVERIFY2(test.isWhole(path), path);
    const std::string commit = test.hub.commitId(DownloadFixture::repoName);
    QCOMPARE(status.commit, commit);
    QCOMPARE(status.snapshot.string(), test.paths().snapshot(commit).string());
    QCOMPARE(status.done, status.size);
    QCOMPARE(DownloadFixture::read(test.paths().ref("main")), commit);
    QCOMPARE(fs::read_symlink(test.fileOf("sub/deep/part.safetensors")).string(),
             "../../../../blobs/" + test.etagOf("sub/deep/part.safetensors"));
    QCOMPARE(cache::readTree(test.paths(), commit)->size(), std::size_t(4));
    QCOMPARE(DownloadFixture::filesIn(test.paths().blobs()), 4); // no partial file stays
    QCOMPARE(DownloadFixture::filesIn(test.options.journal), 0);
    QVERIFY(test.hub.rangeRequests() > 4); // in parts
}

void DownloadQueueTest::costsNothingTheSecondTime() {
    DownloadFixture test;
    test.addRepo({{.path = "README.md", .bytes = "# Foo"}, {.path = "big.gguf", .size = 300'000}});
    QVERIFY(test.finish(test.add()).state == State::Done);
    const auto sent = test.hub.bytesSent();
    const Status again = test.finish(test.add());
    QVERIFY(again.state == State::Done);
    QCOMPARE(again.done, again.size);
    QCOMPARE(test.hub.bytesSent(), sent);
}

void DownloadQueueTest::fetchesAPullRequest() {
    DownloadFixture test;
    fakes::FakeRepo repo;
    repo.id = DownloadFixture::repoName;
    repo.commits = {{.files = {{.path = "a.txt", .bytes = "new"}}}, {.files = {{.path = "a.txt", .bytes = "old"}}}};
    repo.refs = {{"refs/pr/3", 0}};
    test.hub.addRepo(repo);
    test.start();
    Request request = test.request();
    request.revision = "refs/pr/3";
    const Status status = test.finish(test.queue->add(request));
    QVERIFY2(status.state == State::Done, status.problem ? orrery::describe(*status.problem).c_str() : "");
    QCOMPARE(DownloadFixture::read(status.snapshot / "a.txt"), std::string("new"));
    QCOMPARE(DownloadFixture::read(test.paths().folder() / "refs/refs/pr/3"), status.commit);
    QVERIFY(!fs::exists(test.paths().ref("main")));
}

void DownloadQueueTest::fetchesWhatMatches() {
    DownloadFixture test;
    test.addRepo({{.path = "a-Q4_K_M.gguf", .size = 1000},
                  {.path = "a-Q8_0.gguf", .size = 1000},
                  {.path = "README.md", .bytes = "x"}});
    QVERIFY(test.finish(test.add({"*Q4_K_M*"})).state == State::Done);
    QVERIFY(test.isWhole("a-Q4_K_M.gguf"));
    QVERIFY(!fs::exists(test.fileOf("a-Q8_0.gguf")));
    QCOMPARE(test.hub.bytesSent("a-Q8_0.gguf"), std::uint64_t(0));
}

void DownloadQueueTest::saysWhenNothingMatches() {
    DownloadFixture test;
    test.addRepo({{.path = "README.md", .bytes = "x"}});
    const Status status = test.finish(test.add({"*.gguf"}));
    QVERIFY(status.state == State::Failed);
    QVERIFY(status.problem->is(download::Errc::NothingToDo));
}

void DownloadQueueTest::linksWhatAnotherRevisionHas() {
    DownloadFixture test;
    test.addRepo({{.path = "big.gguf", .size = 300'000}});
    QVERIFY(test.finish(test.add()).state == State::Done);
    const auto sent = test.hub.bytesSent();
    test.hub.commit(DownloadFixture::repoName, {.files = {{.path = "README.md", .bytes = "new"}}});
    QVERIFY(test.finish(test.add()).state == State::Done);
    QVERIFY(test.isWhole("big.gguf"));
    QCOMPARE(test.hub.bytesSent(), sent + 3);
    QCOMPARE(DownloadFixture::filesIn(test.paths().snapshots()), 2);
}

void DownloadQueueTest::worksWithoutLinks() {
    DownloadFixture test;
    test.options.links = false;
    test.addRepo({{.path = "sub/big.gguf", .size = 300'000}});
    QVERIFY(test.finish(test.add()).state == State::Done);
    QVERIFY(test.isWhole("sub/big.gguf"));
    QVERIFY(!fs::is_symlink(test.fileOf("sub/big.gguf")));
    QCOMPARE(DownloadFixture::filesIn(test.paths().blobs()), 0);
}

void DownloadQueueTest::keepsTheTokenAtTheEndpoint() {
    DownloadFixture test;
    test.addRepo({{.path = "README.md", .bytes = "x"}, {.path = "big.gguf", .size = 2'000'000}});
    test.hub.change(DownloadFixture::repoName, [](fakes::FakeRepo& repo) {
        repo.isPrivate = true;
        repo.readers = {"ada"};
    });
    QVERIFY(test.finish(test.add()).state == State::Done);
    QVERIFY(test.isWhole("big.gguf"));
    QVERIFY(test.hub.requestsWithToken() > 0);
    QVERIFY(!test.hub.storageRequests().empty());
    QCOMPARE(test.hub.storageRequestsWithToken(), 0);
    test.sentToken.reset();
    test.start();
    const Status refused = test.finish(test.add({"*.bin"}));
    QVERIFY(refused.state == State::Failed);
    QVERIFY(refused.problem->is(hub::Errc::NotFound) || refused.problem->is(hub::Errc::Unauthorised));
}

void DownloadQueueTest::pausesAndResumes() {
    DownloadFixture test;
    test.addRepo({{.path = "big.gguf", .size = 4'000'000}});
    test.hub.misbehave("*/big.gguf", {.bytesPerSecond = 400'000});
    const auto id = test.add();
    QVERIFY(test.wait([&] { return test.last(id) && test.last(id)->done > 300'000; }));
    QElapsedTimer timer;
    timer.start();
    test.queue->pause(id);
    QVERIFY(test.waitFor(id, State::Paused));
    QVERIFY2(timer.elapsed() < 500, std::to_string(timer.elapsed()).c_str());
    QVERIFY(test.wait([&] { return test.last(id)->files.at(0).state == State::Waiting; }));
    const auto done = test.last(id)->done;
    QVERIFY(done >= 300'000);
    test.hub.behave();
    const auto asked = test.hub.storageRequests().size();
    test.queue->resume(id);
    QVERIFY(test.finish(id).state == State::Done);
    QVERIFY(test.isWhole("big.gguf"));
    QCOMPARE(bytesAsked(test, asked), 4'000'000 - done); // not a byte twice
}

void DownloadQueueTest::cancels() {
    DownloadFixture test;
    test.addRepo({{.path = "a.txt", .bytes = "a"}, {.path = "big.gguf", .size = 4'000'000}});
    test.hub.misbehave("*/big.gguf", {.bytesPerSecond = 400'000});
    const auto id = test.add();
    QVERIFY(test.wait([&] { return test.last(id) && test.last(id)->done > 300'000; }));
    QElapsedTimer timer;
    timer.start();
    test.queue->cancel(id);
    QVERIFY(test.waitFor(id, State::Cancelled));
    QVERIFY2(timer.elapsed() < 500, std::to_string(timer.elapsed()).c_str());
    QVERIFY(test.wait([&] { return DownloadFixture::filesIn(test.paths().blobs()) == 1; })); // the whole one stays
    QVERIFY(test.wait([&] { return DownloadFixture::filesIn(test.options.journal) == 0; }));
    QVERIFY(!fs::exists(fs::symlink_status(test.fileOf("big.gguf"))));
}

void DownloadQueueTest::cancelsAndKeeps() {
    DownloadFixture test;
    test.addRepo({{.path = "big.gguf", .size = 2'000'000}});
    test.hub.misbehave("*/big.gguf", {.bytesPerSecond = 400'000});
    const auto id = test.add();
    QVERIFY(test.wait([&] { return test.last(id) && test.last(id)->done > 300'000; }));
    test.queue->cancel(id, true);
    QVERIFY(test.waitFor(id, State::Cancelled));
    QVERIFY(test.wait([&] { return test.last(id)->files.at(0).state == State::Waiting; }));
    const auto done = test.last(id)->done;
    const auto asked = test.hub.storageRequests().size();
    test.hub.behave();
    QVERIFY(test.finish(test.add()).state == State::Done);
    QVERIFY(test.isWhole("big.gguf"));
    QCOMPARE(bytesAsked(test, asked), 2'000'000 - done);
}

void DownloadQueueTest::goesOnWithTheNextQueue() {
    DownloadFixture test;
    test.addRepo({{.path = "big.gguf", .size = 4'000'000}, {.path = "other.gguf", .size = 500'000}});
    test.hub.misbehave("*/big.gguf", {.bytesPerSecond = 400'000});
    const auto id = test.add();
    QVERIFY(test.wait([&] { return test.last(id) && test.last(id)->done > 1'000'000; }));
    test.queue.reset();
    test.heard.clear();
    test.hub.behave();
    const auto asked = test.hub.count("/api/*");
    test.start();
    const Status status = test.finish(id);
    QVERIFY2(status.state == State::Done, status.problem ? orrery::describe(*status.problem).c_str() : "");
    QVERIFY(test.isWhole("big.gguf"));
    QVERIFY(test.isWhole("other.gguf"));
    QCOMPARE(test.hub.count("/api/*"), asked);                                 // the plan was kept
    const auto most = 4'500'000 + std::uint64_t(8) * test.options.segmentSize; // what was on its way
    QVERIFY2(test.hub.bytesSent() < most, std::to_string(test.hub.bytesSent()).c_str());
}

void DownloadQueueTest::comesBackPaused() {
    DownloadFixture test;
    test.addRepo({{.path = "big.gguf", .size = 1'000'000}});
    test.hub.misbehave("*/big.gguf", {.bytesPerSecond = 100'000});
    const auto id = test.add();
    QVERIFY(test.wait([&] { return test.last(id) && test.last(id)->done > 50'000; }));
    test.queue->pause(id);
    QVERIFY(test.waitFor(id, State::Paused));
    test.queue.reset();
    test.heard.clear();
    test.hub.behave();
    test.start();
    QVERIFY(test.waitFor(id, State::Paused));
    QCOMPARE(test.queue->all().size(), std::size_t(1));
    QCOMPARE(test.queue->all().at(0).size, std::uint64_t(1'000'000));
    test.queue->resume(id);
    QVERIFY(test.finish(id).state == State::Done);
    QVERIFY(test.isWhole("big.gguf"));
}

void DownloadQueueTest::obeysPriorities() {
    DownloadFixture test;
    test.options.filesAtOnce = 1;
    test.addRepo({{.path = "first.gguf", .size = 1000, .seed = 1},
                  {.path = "last.gguf", .size = 1000, .seed = 2},
                  {.path = "next.gguf", .size = 1000, .seed = 3}});
    test.hub.misbehave("*/first.gguf", {.delay = 300ms});
    const auto first = test.add({"first.gguf"});
    QVERIFY(test.waitFor(first, State::Running));
    const auto last = test.add({"last.gguf"});
    Request request = test.request({"next.gguf"});
    request.priority = 5;
    const auto next = test.queue->add(request);
    QVERIFY(test.finish(last).state == State::Done);
    QVERIFY(test.isIn(first, State::Done));
    QVERIFY(test.isIn(next, State::Done));
    std::vector<std::string> order;
    for (const auto& each : test.hub.storageRequests()) order.push_back(each.path.substr(each.path.rfind('/') + 1));
    order.erase(std::unique(order.begin(), order.end()), order.end());
    QVERIFY((order == std::vector<std::string>{"first.gguf", "next.gguf", "last.gguf"}));
}

void DownloadQueueTest::obeysTheBandwidth() {
    DownloadFixture test;
    test.options.bytesPerSecond = 1'000'000;
    test.addRepo({{.path = "a.gguf", .size = 700'000}, {.path = "b.gguf", .size = 700'000, .seed = 2}});
    QElapsedTimer timer;
    timer.start();
    const auto id = test.add();
    QVERIFY(test.finish(id).state == State::Done);
    QVERIFY2(timer.elapsed() > 1200, std::to_string(timer.elapsed()).c_str()); // both together
    QVERIFY(test.isWhole("a.gguf"));
    QVERIFY(test.isWhole("b.gguf"));
}

void DownloadQueueTest::staysOffline() {
    DownloadFixture test;
    test.addRepo({{.path = "big.gguf", .size = 2'000'000}});
    test.hub.misbehave("*/big.gguf", {.bytesPerSecond = 200'000});
    const auto id = test.add();
    QVERIFY(test.wait([&] { return test.last(id) && test.last(id)->done > 50'000; }));
    test.queue->setOffline(true);
    QVERIFY(test.wait([&] { return test.isIn(id, State::Waiting) && test.last(id)->problem; }));
    QVERIFY(test.last(id)->problem->is(net::Errc::Offline));
    const auto other = test.queue->add(test.request());
    QVERIFY(test.wait([&] { return test.isIn(other, State::Waiting) && test.last(other)->problem; }));
    test.queue->cancel(other);
    test.hub.behave();
    test.queue->setOffline(false);
    const Status end = test.finish(id);
    QVERIFY2(end.state == State::Done, end.problem ? describe(*end.problem).c_str() : "");
    QVERIFY(test.isWhole("big.gguf"));
}

void DownloadQueueTest::waitsForTheHub() {
    DownloadFixture test;
    test.options.firstRetryDelay = 1h; // only wake() helps
    test.addRepo({{.path = "big.gguf", .size = 500'000}});
    test.hub.misbehave("*/big.gguf", {.answer = fakes::serverError(503)});
    const auto id = test.add();
    QVERIFY(test.wait([&] { return test.isIn(id, State::Waiting) && test.last(id)->problem; }));
    QVERIFY(test.last(id)->problem->is(hub::Errc::Server));
    test.hub.behave();
    test.queue->wake();
    QVERIFY(test.finish(id).state == State::Done);
    QVERIFY(test.isWhole("big.gguf"));
    QVERIFY(!test.last(id)->problem);
}

void DownloadQueueTest::waitsForAnotherProgram() {
    DownloadFixture test;
    test.addRepo({{.path = "big.gguf", .size = 500'000}});
    std::optional<cache::BlobLock> theirs;
    {
        auto lock = cache::BlobLock::tryAcquire(test.paths(), test.etagOf("big.gguf"));
        QVERIFY(lock);
        theirs.emplace(std::move(*lock));
    }
    const auto id = test.add();
    QVERIFY(test.wait([&] { return test.isIn(id, State::Waiting) && test.last(id)->problem; }));
    QVERIFY(test.last(id)->problem->is(download::Errc::Busy));
    QCOMPARE(test.hub.bytesSent(), std::uint64_t(0));
    // The other one brings the file: it is not fetched again.
    const auto stored = test.hub.file(DownloadFixture::repoName, "big.gguf").file;
    std::ofstream(test.paths().blob(test.etagOf("big.gguf")), std::ios::binary) << stored.read(0, 500'000);
    theirs.reset();
    QVERIFY(test.finish(id).state == State::Done);
    QVERIFY(test.isWhole("big.gguf"));
    QCOMPARE(test.hub.bytesSent(), std::uint64_t(0));
}

void DownloadQueueTest::forgets() {
    DownloadFixture test;
    test.addRepo({{.path = "a.gguf", .size = 1000}});
    const auto id = test.add();
    QVERIFY(test.finish(id).state == State::Done);
    QCOMPARE(test.queue->all().size(), std::size_t(1));
    test.queue->forget(id);
    QVERIFY(test.wait([&] { return test.queue->all().empty(); }));
}

void DownloadQueueTest::tellsHowItStands() {
    DownloadFixture test;
    test.addRepo({{.path = "big.gguf", .size = 3'000'000}});
    test.hub.misbehave("*/big.gguf", {.bytesPerSecond = 500'000});
    const auto id = test.add();
    QVERIFY(test.finish(id).state == State::Done);
    const auto& heard = test.heard.at(id);
    QVERIFY(std::any_of(heard.begin(), heard.end(), [](const Status& s) { return s.state == State::Planning; }));
    const auto timed =
        std::find_if(heard.begin(), heard.end(), [](const Status& s) { return s.secondsLeft.has_value(); });
    QVERIFY(timed != heard.end());
    QVERIFY(timed->bytesPerSecond > 100'000);
    QVERIFY(timed->state == State::Running);
    for (std::size_t i = 1; i < heard.size(); ++i) QVERIFY(heard[i].done >= heard[i - 1].done);
    QVERIFY(heard.size() < 60); // not for each piece
    QCOMPARE(heard.back().files.at(0).done, std::uint64_t(3'000'000));
}

QTEST_GUILESS_MAIN(DownloadQueueTest)
#include "tst_download_queue.moc"
