// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "pool_state.h"

#include <orrery/inference/errors.h>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace orrery::inference {

void ModelPool::State::admitNext() {
    if (m_turn != 0) return;
    const auto next = std::ranges::find_if(m_slots, [](const auto& slot) { return !slot->engine && !slot->failure; });
    if (next == m_slots.end()) return;
    m_turn = (*next)->id;
    ++m_step;
    m_blocked = false;
    m_hosts([ask = inTurn(&State::measure), &executor = m_services.executor](Result<EngineHost> host) {
        executor.post([ask, host = std::move(host)] { ask(host); });
    });
}

void ModelPool::State::measure(const Result<EngineHost>& host) {
    Slot* next = slot(m_turn);
    if (!next) return;
    if (!host) {
        next->failure = host.error();
        m_turn = 0;
        failWaiters(*next, host.error());
        return engineChanged();
    }
    m_services.workers.post(
        [host = *host, settings = next->settings, done = inTurn(&State::admit), &executor = m_services.executor] {
            const auto outlook = foreseeMemory(host, settings);
            // What is wrong with the file is for the engine's own start to say.
            executor.post(
                [done, host, outlook = outlook ? std::optional(*outlook) : std::nullopt] { done(host, outlook); });
        });
}

void ModelPool::State::admit(const EngineHost& host, const std::optional<MemoryOutlook>& outlook) {
    Slot* next = slot(m_turn);
    if (!next) return;
    if (!hasRoom(*next, outlook)) {
        m_blocked = makeRoom();
        return m_blocked ? notify() : refuse(*next, outlook);
    }
    next->expected = outlook ? outlook->need.total() : 0;
    m_turn = 0;
    startEngine(*next, host);
    admitNext();
}

bool ModelPool::State::hasRoom(const Slot& next, const std::optional<MemoryOutlook>& outlook) const {
    std::size_t live = 0;
    std::uint64_t spoken = 0; // what the system calls free, but others are about to take or have mapped
    for (const auto& slot : m_slots) {
        if (!slot->isLive()) continue;
        ++live;
        if (slot->state() == EngineState::Starting) spoken += slot->expected;
        if (slot->state() == EngineState::Ready && !slot->engine->facts().weightsRepacked)
            spoken += slot->engine->facts().memory.weights;
    }
    if (live == 0 || !outlook) return true;
    if (live >= m_options.mostModels) return false;
    if (next.settings.ignoreMemory || outlook->available == 0) return true;
    return outlook->need.total() + m_options.memoryReserve + spoken <= outlook->available;
}

/// @return whether there may be more room soon.
bool ModelPool::State::makeRoom() {
    Slot* oldest = nullptr;
    for (const auto& slot : m_slots) {
        if (slot->state() == EngineState::Stopping) return true;
        if (slot->isIdle() && (!oldest || slot->lastUse < oldest->lastUse)) oldest = slot.get();
    }
    if (oldest) {
        oldest->engine->stop();
        return true;
    }
    return std::ranges::any_of(m_slots,
                               [](const auto& slot) { return slot->engine && slot->state() == EngineState::Starting; });
}

void ModelPool::State::refuse(Slot& next, const std::optional<MemoryOutlook>& outlook) {
    const auto live = std::ranges::count_if(m_slots, [](const auto& slot) { return slot->isLive(); });
    const bool crowded = static_cast<std::size_t>(live) >= m_options.mostModels;
    const std::string where = next.settings.model.string();
    const Error error =
        crowded
            ? Error{Errc::NotEnoughMemory,
                    fmt::format("{} models are in use, as many as may be loaded at once. Unload one of them, or allow "
                                "more in the settings.",
                                live),
                    {},
                    where}
            : Error{Errc::NotEnoughMemory,
                    fmt::format("This model needs {:.1f} GB of memory, and the models in use leave too little. Unload "
                                "one of them, use a shorter context, or choose a smaller model.",
                                static_cast<double>(outlook->need.total()) / 1e9),
                    fmt::format("{} bytes needed, {} available", outlook->need.total(), outlook->available), where};
    next.failure = error;
    m_turn = 0;
    failWaiters(next, error);
    engineChanged();
}

void ModelPool::State::startEngine(Slot& next, const EngineHost& host) {
    next.engine = std::make_unique<Engine>(m_services, [weak = weak_from_this()](EngineState) {
        if (const auto self = weak.lock()) self->engineChanged();
    });
    next.engine->start(host, next.settings, {}, later(&State::started, next.id));
}

void ModelPool::State::started(std::uint64_t id, const Status& status) {
    Slot* of = slot(id);
    if (!of) return;
    of->lastUse = std::chrono::steady_clock::now();
    if (!status) {
        failWaiters(*of, status.error());
    } else if (of->engine->state() == EngineState::Ready) {
        for (Waiter& waiter : std::exchange(of->waiters, {})) complete(std::move(waiter.completion), lease(*of));
    } else { // it failed, or was ended, in the meantime
        failWaiters(*of, of->engine->failure().value_or(cancelledError()));
    }
    engineChanged();
}

void ModelPool::State::engineChanged() {
    notify();
    m_services.executor.post(later(&State::settle));
}

void ModelPool::State::settle() {
    for (const auto& slot : m_slots)
        if (slot->engine && slot->engine->state() == EngineState::Failed) slot->failure = slot->engine->failure();
    std::erase_if(m_slots, [](const auto& slot) {
        return slot->engine && slot->engine->state() == EngineState::Stopped && slot->waiters.empty();
    });
    watchIdle();
    if (m_turn != 0 && m_blocked) m_turn = 0;
    admitNext();
}

void ModelPool::State::watchIdle() {
    constexpr std::chrono::milliseconds shortest{20};
    constexpr std::chrono::milliseconds longest{5000};
    const bool watch = m_options.idleTimeout.count() > 0 &&
                       std::ranges::any_of(m_slots, [](const auto& slot) { return slot->isIdle(); });
    if (watch == (m_ticker != nullptr)) return;
    if (watch)
        m_ticker = std::make_unique<Ticker>(
            m_services.executor, std::clamp(m_options.idleTimeout / 10, shortest, longest), later(&State::endIdle));
    else
        m_ticker.reset();
}

void ModelPool::State::endIdle() {
    const auto now = std::chrono::steady_clock::now();
    for (const auto& slot : m_slots)
        if (slot->isIdle() && now - slot->lastUse >= m_options.idleTimeout) slot->engine->stop();
}

} // namespace orrery::inference
