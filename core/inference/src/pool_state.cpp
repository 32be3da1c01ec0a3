// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "pool_state.h"

#include <algorithm>
#include <utility>

namespace orrery::inference {

EngineState ModelPool::State::Slot::state() const {
    if (failure) return EngineState::Failed;
    return engine ? engine->state() : EngineState::Starting;
}

bool ModelPool::State::Slot::isLive() const {
    return engine && engine->state() != EngineState::Failed && engine->state() != EngineState::Stopped;
}

bool ModelPool::State::Slot::isIdle() const {
    return state() == EngineState::Ready && leases == 0 && waiters.empty();
}

ModelPool::State::State(EngineServices services, HostSource hosts, PoolOptions options, std::function<void()> onChanged)
    : m_services(services), m_hosts(std::move(hosts)), m_options(options), m_onChanged(std::move(onChanged)) {}

ModelPool::State::Slot* ModelPool::State::slot(std::uint64_t id) {
    return const_cast<Slot*>(std::as_const(*this).slot(id));
}

const ModelPool::State::Slot* ModelPool::State::slot(std::uint64_t id) const {
    const auto found = std::ranges::find_if(m_slots, [id](const auto& slot) { return slot->id == id; });
    return found == m_slots.end() ? nullptr : found->get();
}

void ModelPool::State::acquire(const EngineSettings& settings, std::stop_token stop,
                               std::function<void(Result<ModelLease>)> completion) {
    if (stop.stop_requested()) return complete(std::move(completion), fail(cancelledError()));
    Slot& wanted = slotFor(settings);
    if (wanted.state() == EngineState::Ready)
        complete(std::move(completion), lease(wanted));
    else
        addWaiter(wanted, std::move(stop), std::move(completion));
    notify();
    admitNext();
}

ModelPool::State::Slot& ModelPool::State::slotFor(const EngineSettings& settings) {
    for (const auto& slot : m_slots) {
        const bool usable = slot->state() == EngineState::Ready || slot->state() == EngineState::Starting;
        if (usable && slot->settings == settings) return *slot;
    }
    forgetFailures(settings.model);
    m_slots.push_back(std::make_unique<Slot>());
    m_slots.back()->id = ++m_lastId;
    m_slots.back()->settings = settings;
    return *m_slots.back();
}

void ModelPool::State::forgetFailures(const std::filesystem::path& model) {
    std::erase_if(m_slots, [&](const auto& slot) {
        return slot->state() == EngineState::Failed && slot->settings.model == model;
    });
}

void ModelPool::State::addWaiter(Slot& to, std::stop_token stop, std::function<void(Result<ModelLease>)> completion) {
    const std::uint64_t number = ++m_lastWaiter;
    const std::function<void()> drop = later(&State::dropWaiter, to.id, number);
    to.waiters.push_back({number, std::move(completion), nullptr});
    to.waiters.back().onStop = std::make_unique<std::stop_callback<std::function<void()>>>(
        std::move(stop), [drop, &executor = m_services.executor] { executor.post(drop); });
}

void ModelPool::State::dropWaiter(std::uint64_t id, std::uint64_t number) {
    Slot* of = slot(id);
    if (!of) return;
    const auto waiter =
        std::ranges::find_if(of->waiters, [number](const Waiter& each) { return each.number == number; });
    if (waiter == of->waiters.end()) return;
    complete(std::move(waiter->completion), fail(cancelledError()));
    of->waiters.erase(waiter);
    const bool wanted = !of->waiters.empty() || of->leases > 0;
    if (!wanted && of->state() == EngineState::Starting) unload(id, {});
    notify();
}

void ModelPool::State::failWaiters(Slot& of, const Error& error) {
    for (Waiter& waiter : std::exchange(of.waiters, {})) complete(std::move(waiter.completion), fail(error));
}

void ModelPool::State::complete(std::function<void(Result<ModelLease>)> completion, Result<ModelLease> result) {
    m_services.executor.post(
        [completion = std::move(completion), result = std::make_shared<Result<ModelLease>>(std::move(result))] {
            completion(std::move(*result));
        });
}

ModelLease ModelPool::State::lease(Slot& of) {
    ModelLease lease;
    lease.m_pool = weak_from_this();
    lease.m_id = of.id;
    lease.m_endpoint = of.engine->endpoint();
    lease.m_facts = of.engine->facts();
    ++of.leases;
    return lease;
}

void ModelPool::State::release(std::uint64_t id) {
    Slot* of = slot(id);
    if (!of) return;
    --of->leases;
    of->lastUse = std::chrono::steady_clock::now();
    engineChanged();
}

void ModelPool::State::unload(std::uint64_t id, std::function<void()> completion) {
    Slot* of = slot(id);
    if (of) failWaiters(*of, cancelledError());
    if (of && of->isLive()) return of->engine->stop(std::move(completion));
    removeSlot(id);
    if (completion) m_services.executor.post(std::move(completion));
}

void ModelPool::State::unloadAll(std::function<void()> completion) {
    const auto done = std::make_shared<std::function<void()>>(std::move(completion));
    const std::shared_ptr<void> last(nullptr, [done, &executor = m_services.executor](void*) {
        if (*done) executor.post(std::move(*done));
    });
    std::vector<std::uint64_t> ids;
    for (const auto& slot : m_slots) ids.push_back(slot->id);
    for (const std::uint64_t id : ids) unload(id, [last] {});
}

void ModelPool::State::removeSlot(std::uint64_t id) {
    std::erase_if(m_slots, [id](const auto& slot) { return slot->id == id; });
    if (m_turn == id) m_turn = 0;
    engineChanged();
}

void ModelPool::State::setOptions(const PoolOptions& options) {
    m_options = options;
    m_ticker.reset();
    engineChanged();
}

void ModelPool::State::close() {
    m_onChanged = {};
    m_ticker.reset();
    for (const auto& slot : m_slots) failWaiters(*slot, cancelledError());
    m_slots.clear();
}

PoolEntry ModelPool::State::entry(const Slot& of) {
    PoolEntry entry{of.id, of.settings, of.state(), {}, of.failure, of.leases, of.lastUse};
    if (of.engine) entry.facts = of.engine->facts();
    return entry;
}

std::vector<PoolEntry> ModelPool::State::entries() const {
    std::vector<PoolEntry> result;
    result.reserve(m_slots.size());
    for (const auto& slot : m_slots) result.push_back(entry(*slot));
    return result;
}

std::optional<PoolEntry> ModelPool::State::find(const EngineSettings& settings) const {
    const auto found = std::ranges::find_if(m_slots, [&](const auto& slot) {
        return slot->settings == settings && slot->state() != EngineState::Stopping &&
               slot->state() != EngineState::Stopped;
    });
    return found == m_slots.end() ? std::nullopt : std::optional(entry(**found));
}

std::deque<LogLine> ModelPool::State::log(std::uint64_t id) const {
    const Slot* of = slot(id);
    return of && of->engine ? of->engine->log() : std::deque<LogLine>();
}

void ModelPool::State::notify() {
    if (std::exchange(m_notifying, true)) return;
    m_services.executor.post([weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self) return;
        self->m_notifying = false;
        if (const auto callback = self->m_onChanged) callback();
    });
}

} // namespace orrery::inference
