// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/base/executor.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

using namespace orrery;
using namespace std::chrono_literals;

class ExecutorTest : public QObject {
    Q_OBJECT

private slots:
    void manualRunsInOrderAndOnlyWhenAsked() {
        ManualExecutor executor;
        std::vector<int> order;
        for (int i = 0; i < 3; ++i) executor.post([&order, i] { order.push_back(i); });
        QVERIFY(order.empty());
        QCOMPARE(executor.runPending(), 3);
        QVERIFY((order == std::vector<int>{0, 1, 2}));
        QCOMPARE(executor.runPending(), 0);
    }

    void manualRunsWhatATaskPosts() {
        ManualExecutor executor;
        bool done = false;
        executor.post([&] { executor.post([&done] { done = true; }); });
        QVERIFY(executor.runUntil([&done] { return done; }, 5s));
    }

    void manualStopsAsSoonAsItIsDone() {
        ManualExecutor executor;
        int count = 0;
        for (int i = 0; i < 3; ++i) executor.post([&count] { ++count; });
        QVERIFY(executor.runUntil([&count] { return count == 1; }, 5s));
        QCOMPARE(count, 1);
    }

    void manualGivesUpInTime() {
        ManualExecutor executor;
        const auto start = std::chrono::steady_clock::now();
        QVERIFY(!executor.runUntil([] { return false; }, 30ms));
        QVERIFY(std::chrono::steady_clock::now() - start >= 30ms);
    }

    void manualWaitsWithoutATimeoutForAnotherThread() {
        ManualExecutor executor;
        bool done = false;
        std::promise<void> waiting;
        std::thread poster([&] {
            waiting.get_future().wait();
            executor.post([&done] { done = true; });
        });
        bool asked = false;
        const bool ended = executor.runUntil([&] {
            if (!std::exchange(asked, true)) waiting.set_value();
            return done;
        });
        poster.join();
        QVERIFY(ended);
    }

    void manualSeesAConditionThatNoTaskChanges() {
        ManualExecutor executor;
        std::atomic<bool> done = false;
        std::thread other([&done] { done = true; });
        QVERIFY(executor.runUntil([&done] { return done.load(); }, 5s));
        other.join();
    }

    void poolRunsTasksElsewhere() {
        WorkerPool pool(2);
        std::promise<std::thread::id> where;
        pool.post([&where] { where.set_value(std::this_thread::get_id()); });
        QVERIFY(where.get_future().get() != std::this_thread::get_id());
    }

    void poolUsesAllItsThreads() {
        WorkerPool pool(3);
        std::atomic<int> inside = 0;
        std::promise<void> all;
        std::promise<void> leave;
        const std::shared_future<void> mayLeave = leave.get_future().share();
        for (int i = 0; i < 3; ++i) {
            pool.post([&, mayLeave] {
                if (++inside == 3) all.set_value();
                mayLeave.wait();
            });
        }
        const bool together = all.get_future().wait_for(10s) == std::future_status::ready;
        leave.set_value();
        QVERIFY(together);
    }

    void aPoolOfOneKeepsTheOrder() {
        std::vector<int> order;
        std::promise<void> done;
        WorkerPool pool(1);
        for (int i = 0; i < 100; ++i) pool.post([&order, i] { order.push_back(i); });
        pool.post([&done] { done.set_value(); });
        done.get_future().wait();
        QCOMPARE(order.size(), std::size_t(100));
        QVERIFY(std::is_sorted(order.begin(), order.end()));
    }

    void theEndOfAPoolJoinsWhatRuns() {
        std::atomic<bool> finished = false;
        std::promise<void> begun;
        {
            WorkerPool pool(1);
            pool.post([&] {
                begun.set_value();
                for (int i = 0; i < 1000; ++i) std::this_thread::yield();
                finished = true;
            });
            begun.get_future().wait();
        }
        QVERIFY(finished);
    }

    void theEndOfAPoolDropsWhatWaits() {
        const auto witness = std::make_shared<int>();
        {
            WorkerPool pool(1);
            for (int i = 0; i < 1000; ++i) pool.post([witness] {});
        }
        QCOMPARE(witness.use_count(), 1L);
    }
};

QTEST_APPLESS_MAIN(ExecutorTest)
#include "tst_executor.moc"
