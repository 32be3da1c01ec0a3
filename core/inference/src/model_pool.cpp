// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/model_pool.h>

#include "pool_state.h"

#include <utility>

namespace orrery::inference {

ModelPool::ModelPool(EngineServices services, HostSource hosts, PoolOptions options, std::function<void()> onChanged)
    : m_state(std::make_shared<State>(services, std::move(hosts), options, std::move(onChanged))) {}

ModelPool::~ModelPool() {
    m_state->close();
}

void ModelPool::acquire(const EngineSettings& settings, std::stop_token stop,
                        std::function<void(Result<ModelLease>)> completion) {
    m_state->acquire(settings, std::move(stop), std::move(completion));
}

void ModelPool::unload(std::uint64_t id, std::function<void()> completion) {
    m_state->unload(id, std::move(completion));
}

void ModelPool::unloadAll(std::function<void()> completion) {
    m_state->unloadAll(std::move(completion));
}

void ModelPool::setOptions(const PoolOptions& options) {
    m_state->setOptions(options);
}

std::vector<PoolEntry> ModelPool::entries() const {
    return m_state->entries();
}

std::optional<PoolEntry> ModelPool::find(const EngineSettings& settings) const {
    return m_state->find(settings);
}

std::deque<LogLine> ModelPool::log(std::uint64_t id) const {
    return m_state->log(id);
}

ModelLease::ModelLease(ModelLease&& other) noexcept
    : m_pool(std::move(other.m_pool)),
      m_id(std::exchange(other.m_id, 0)),
      m_endpoint(std::move(other.m_endpoint)),
      m_facts(std::move(other.m_facts)) {}

ModelLease& ModelLease::operator=(ModelLease&& other) noexcept {
    std::swap(m_pool, other.m_pool);
    std::swap(m_id, other.m_id);
    std::swap(m_endpoint, other.m_endpoint);
    std::swap(m_facts, other.m_facts);
    return *this;
}

ModelLease::~ModelLease() {
    const auto pool = m_pool.lock();
    if (pool && m_id != 0) pool->release(m_id);
}

} // namespace orrery::inference
