// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "process_test.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

using namespace orrery;
using namespace orrery::platform;

class EventThreadTest : public QObject {
    Q_OBJECT

private slots:
    void runsTasksInOrderOnItsOwnThread() {
        std::vector<int> order;
        std::thread::id where;
        {
            EventThread thread;
            for (int i = 0; i < 1000; ++i) thread.post([&order, i] { order.push_back(i); });
            thread.post([&where] { where = std::this_thread::get_id(); });
        }
        QCOMPARE(order.size(), std::size_t(1000));
        QVERIFY(std::is_sorted(order.begin(), order.end()));
        QVERIFY(where != std::thread::id());
        QVERIFY(where != std::this_thread::get_id());
    }

    void takesTasksFromManyThreads() {
        std::atomic<int> count = 0;
        {
            EventThread thread;
            std::vector<std::thread> posters;
            for (int i = 0; i < 4; ++i) {
                posters.emplace_back([&] {
                    for (int j = 0; j < 500; ++j) thread.post([&count] { ++count; });
                });
            }
            for (std::thread& poster : posters) poster.join();
        }
        QCOMPARE(count.load(), 2000);
    }

    void aTaskMayPostAnother() {
        EventThread thread;
        ManualExecutor executor;
        bool done = false;
        thread.post([&] { thread.post([&] { executor.post([&done] { done = true; }); }); });
        QVERIFY(executor.runUntil([&done] { return done; }, patience));
    }

    void itsEndKillsWhatStillRunsAndSaysCancelled() {
        ManualExecutor executor;
        std::optional<Result<ProcessOutput>> output;
        {
            EventThread thread;
            runProcess(thread, executor, shell("sleep 1000"), std::chrono::hours(1),
                       [&output](Result<ProcessOutput> result) { output = std::move(result); });
        }
        executor.runPending();
        QVERIFY(output);
        QVERIFY(!output->has_value());
        QVERIFY(output->error().is(orrery::Errc::Cancelled));
    }
};

QTEST_GUILESS_MAIN(EventThreadTest)
#include "tst_event_thread.moc"
