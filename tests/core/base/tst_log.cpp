// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/base/log.h>

#include <string>
#include <thread>
#include <vector>

using namespace orrery;

class LogTest : public QObject {
    Q_OBJECT

private slots:
    void linesReachTheSink() {
        std::vector<std::string> lines;
        setLogSink([&lines](LogLevel level, std::string_view module, std::string_view text) {
            lines.push_back(std::to_string(static_cast<int>(level)) + ' ' + std::string(module) + ' ' +
                            std::string(text));
        });
        log(LogLevel::Warning, "net", "slow");
        log(LogLevel::Debug, "hub", "asked");
        setLogSink({});
        log(LogLevel::Error, "net", "nobody hears this");
        QVERIFY((lines == std::vector<std::string>{"2 net slow", "0 hub asked"}));
    }

    void oneCallAtATime() {
        int count = 0; // not atomic: the sink promises to be called by one thread at a time
        setLogSink([&count](auto...) { ++count; });
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([] {
                for (int j = 0; j < 1000; ++j) log(LogLevel::Info, "test", "line");
            });
        }
        for (std::thread& thread : threads) thread.join();
        setLogSink({});
        QCOMPARE(count, 4000);
    }
};

QTEST_APPLESS_MAIN(LogTest)
#include "tst_log.moc"
