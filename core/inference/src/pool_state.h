// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/inference/model_pool.h>

#include "engine_preparation.h"
#include "ticker.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace orrery::inference {

/// The pool's models. Lives on `services.executor`; shared, so that leases and tasks under way may outlast the pool.
///
/// A slot is queued first. One at a time is admitted: the engine to use is asked for, its memory foreseen, room made by
/// ending idle engines; then its own engine is started and the next one's turn comes.
class ModelPool::State : public std::enable_shared_from_this<State> {
public:
    State(EngineServices services, HostSource hosts, PoolOptions options, std::function<void()> onChanged);

    void acquire(const EngineSettings& settings, std::stop_token stop,
                 std::function<void(Result<ModelLease>)> completion);
    void unload(std::uint64_t id, std::function<void()> completion);
    void unloadAll(std::function<void()> completion);
    void setOptions(const PoolOptions& options);
    void release(std::uint64_t id);
    void close();

    [[nodiscard]] std::vector<PoolEntry> entries() const;
    [[nodiscard]] std::optional<PoolEntry> find(const EngineSettings& settings) const;
    [[nodiscard]] std::deque<LogLine> log(std::uint64_t id) const;

private:
    struct Waiter {
        std::uint64_t number = 0;
        std::function<void(Result<ModelLease>)> completion;
        std::unique_ptr<std::stop_callback<std::function<void()>>> onStop;
    };
    struct Slot {
        std::uint64_t id = 0;
        EngineSettings settings;
        std::unique_ptr<Engine> engine; ///< None while queued.
        std::optional<Error> failure;
        int leases = 0;
        std::chrono::steady_clock::time_point lastUse;
        std::vector<Waiter> waiters;
        std::uint64_t expected = 0; ///< Bytes foreseen.

        [[nodiscard]] EngineState state() const;
        [[nodiscard]] bool isLive() const; ///< Takes memory, or is about to.
        [[nodiscard]] bool isIdle() const;
    };

    Slot* slot(std::uint64_t id);
    [[nodiscard]] const Slot* slot(std::uint64_t id) const;
    Slot& slotFor(const EngineSettings& settings);
    void addWaiter(Slot& to, std::stop_token stop, std::function<void(Result<ModelLease>)> completion);
    void dropWaiter(std::uint64_t id, std::uint64_t number);
    void failWaiters(Slot& of, const Error& error);
    ModelLease lease(Slot& of);
    void complete(std::function<void(Result<ModelLease>)> completion, Result<ModelLease> result);
    void removeSlot(std::uint64_t id);
    void forgetFailures(const std::filesystem::path& model);
    static PoolEntry entry(const Slot& of);

    void admitNext();
    void measure(const Result<EngineHost>& host);
    void admit(const EngineHost& host, const std::optional<MemoryOutlook>& outlook);
    [[nodiscard]] bool hasRoom(const Slot& next, const std::optional<MemoryOutlook>& outlook) const;
    bool makeRoom();
    void refuse(Slot& next, const std::optional<MemoryOutlook>& outlook);
    void startEngine(Slot& next, const EngineHost& host);
    void started(std::uint64_t id, const Status& status);
    void engineChanged();
    void settle();
    void watchIdle();
    void endIdle();
    void notify();

    /// A task that calls `method` if the pool still exists by then.
    template <class Method, class... Bound>
    auto later(Method method, Bound... bound);
    /// The same, if it is still that slot's turn.
    template <class Method>
    auto inTurn(Method method);

    EngineServices m_services;
    HostSource m_hosts;
    PoolOptions m_options;
    std::function<void()> m_onChanged;
    std::vector<std::unique_ptr<Slot>> m_slots; ///< Oldest first.
    std::uint64_t m_lastId = 0;
    std::uint64_t m_lastWaiter = 0;
    std::uint64_t m_turn = 0; ///< Whose turn it is to be admitted; 0: nobody's.
    std::uint64_t m_step = 0; ///< Answers to earlier questions about it are dropped.
    bool m_blocked = false;   ///< It waits for another to end or to get ready.
    bool m_notifying = false;
    std::unique_ptr<Ticker> m_ticker;
};

template <class Method, class... Bound>
auto ModelPool::State::later(Method method, Bound... bound) {
    return [weak = weak_from_this(), method, bound...](auto&&... arguments) {
        if (const auto self = weak.lock()) ((*self).*method)(bound..., std::forward<decltype(arguments)>(arguments)...);
    };
}

template <class Method>
auto ModelPool::State::inTurn(Method method) {
    return [weak = weak_from_this(), step = m_step, method](auto&&... arguments) {
        const auto self = weak.lock();
        if (self && self->m_step == step) ((*self).*method)(std::forward<decltype(arguments)>(arguments)...);
    };
}

} // namespace orrery::inference
