// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTemporaryDir>
#include <QTest>

#include "engine_bench.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/inference/model_pool.h>
#include <orrery/measure/measure_store.h>
#include <orrery/net/curl_http_client.h>

#include <algorithm>
#include <latch>
#include <memory>
#include <optional>
#include <string>

namespace orrery::test {

/// All that the presenters of Compare and Measure stand on, on the GUI thread, with a store of its own.
class PresenterBench {
public:
    PresenterBench()
        : m_host(EngineBench().host()),
          store(std::move(*measure::MeasureStore::open(path("measurements.sqlite").toStdString()))) {}

    [[nodiscard]] bool hasEngine() const { return m_host.has_value(); }
    [[nodiscard]] inference::EngineServices services() { return {processes, http, workers, gui}; }
    [[nodiscard]] inference::ModelPool::HostSource hosts() {
        return [this](auto completion) {
            gui.post([host = m_host, completion] {
                if (host)
                    completion(*host);
                else
                    completion(fail(orrery::Errc::NotFound, "There is no engine on this computer."));
            });
        };
    }
    [[nodiscard]] QString path(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }
    QString file(const char* name, const std::string& bytes) {
        writeFile(path(name).toStdString(), bytes);
        return path(name);
    }

    /// Waits until the workers have done all they were asked for so far, and what came of it was heard here.
    bool settle() {
        const auto met = std::make_shared<std::latch>(workerCount); // each worker takes one, and waits for the others
        const auto heard = std::make_shared<int>(0);
        for (int i = 0; i < workerCount; ++i) {
            workers.post([this, met, heard] {
                met->arrive_and_wait();
                gui.post([heard] { ++*heard; });
            });
        }
        return QTest::qWaitFor([heard] { return *heard == workerCount; }, 60'000);
    }
    /// Whether no model is in use; those that stay loaded do not count.
    [[nodiscard]] bool isIdle() const {
        const auto entries = pool.entries();
        return std::ranges::all_of(entries, [](const inference::PoolEntry& entry) { return entry.leases == 0; });
    }

private:
    static constexpr int workerCount = 2;
    std::optional<inference::EngineHost> m_host;

public:
    QTemporaryDir folder;
    measure::MeasureStore store;
    GuiExecutor gui;
    WorkerPool workers{workerCount};
    platform::EventThread processes;
    net::CurlHttpClient http{gui};
    inference::ModelPool pool{services(), hosts(), {}, nullptr};
};

} // namespace orrery::test
