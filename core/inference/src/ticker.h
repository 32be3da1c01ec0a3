// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>

#include <chrono>
#include <memory>

namespace orrery::inference {

/// Posts a task again and again, until it goes. A tick waits for the one before it to have run, so none pile up.
class Ticker {
public:
    Ticker(Executor& executor, std::chrono::milliseconds interval, Task task);
    ~Ticker();
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

    void setInterval(std::chrono::milliseconds interval);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace orrery::inference
