// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/executor.h>
#include <orrery/governance/licence.h>
#include <orrery/inference/engine.h>
#include <orrery/measure/measure_store.h>

#include <functional>

/// What looking at a model works with. Everything named by reference or pointer outlives the presenters.
struct ModelServices {
    orrery::inference::EngineServices engine; ///< Its executor is the GUI thread's.
    /// Finds the engine to ask, each time anew; answers on the GUI thread.
    std::function<void(std::function<void(orrery::Result<orrery::inference::EngineHost>)>)> hosts;
    orrery::Executor& workers;                                  ///< For whatever blocks: files, the store.
    orrery::Executor& gui;                                      ///< Of the thread the presenters live on.
    orrery::measure::MeasureStore* measures = nullptr;          ///< None: no kept figures.
    const orrery::governance::LicenceTable* licences = nullptr; ///< None: licences by name alone.
};
