// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interrupt.h"

#include <orrery/inference/engine.h>
#include <orrery/inference/engine_report.h>
#include <orrery/net/curl_http_client.h>

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

/// What engines stand on in a command that asks one something and ends. The main thread runs its tasks.
class EngineSession {
public:
    [[nodiscard]] orrery::inference::EngineServices services() { return {m_processes, m_http, m_workers, m_executor}; }

    /// @param runtime empty: the best there is.
    orrery::Result<orrery::inference::EngineHost> host(const std::string& runtime) {
        std::optional<orrery::inference::EngineReport> report;
        orrery::inference::examineEngines(m_processes, m_executor, orrery::inference::standardRuntimeSearch(runtime),
                                          [&](orrery::inference::EngineReport found) { report = std::move(found); });
        m_executor.runUntil([&] { return report.has_value(); });
        return report->host();
    }

    /// Starts something and waits for its answer; Ctrl-C stops it.
    template <class T>
    orrery::Result<T> wait(const std::function<void(std::stop_token, std::function<void(orrery::Result<T>)>)>& start) {
        std::stop_source stop;
        std::optional<orrery::Result<T>> answer;
        start(stop.get_token(), [&](orrery::Result<T> result) { answer = std::move(result); });
        m_executor.runUntil([&] {
            if (isInterrupted()) stop.request_stop();
            return answer.has_value();
        });
        return std::move(*answer);
    }

private:
    orrery::ManualExecutor m_executor;
    orrery::platform::EventThread m_processes;
    orrery::net::CurlHttpClient m_http{m_executor};
    orrery::WorkerPool m_workers{1};
};
