// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/inference/engine.h>
#include <orrery/measure/measure_store.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/platform/event_thread.h>

#include <string>

/// What was measured and compared, as the window keeps it, too.
orrery::Result<orrery::measure::MeasureStore> openMeasurements();

/// Writes a text to a file, or to standard output where no file is named. @return the exit code.
int writeOut(const std::string& text, const std::string& file);

/// Says what went wrong on stderr. @return the exit code.
int failWith(const orrery::Error& error);

/// What engines stand on in a program whose main thread runs its own tasks.
struct EngineStage {
    orrery::ManualExecutor executor;
    orrery::platform::EventThread processes;
    orrery::net::CurlHttpClient http{executor};
    orrery::WorkerPool workers{1};

    orrery::inference::EngineServices services() { return {processes, http, workers, executor}; }
};
