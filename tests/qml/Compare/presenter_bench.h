// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTemporaryDir>

#include "engine_bench.h"

#include <orrery/bridge/gui_executor.h>
#include <orrery/inference/model_pool.h>
#include <orrery/measure/measure_store.h>
#include <orrery/net/curl_http_client.h>

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

private:
    std::optional<inference::EngineHost> m_host;

public:
    QTemporaryDir folder;
    measure::MeasureStore store;
    GuiExecutor gui;
    WorkerPool workers{2};
    platform::EventThread processes;
    net::CurlHttpClient http{gui};
    inference::ModelPool pool{services(), hosts(), {}, nullptr};
};

} // namespace orrery::test
