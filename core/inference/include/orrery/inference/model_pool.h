// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/base/result.h>
#include <orrery/inference/engine.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace orrery::inference {

struct PoolOptions {
    std::chrono::milliseconds idleTimeout =
        std::chrono::minutes(15); ///< After that long without use a model is unloaded; 0: never.
    std::size_t mostModels = 4;
    std::optional<unsigned> threads;          ///< Of an engine whose settings name none; none: the engine's own choice.
    std::uint64_t memoryReserve = 1ULL << 30; ///< Bytes left to everything else.
};

class ModelLease;

/// One model of the pool, as it is now.
struct PoolEntry {
    std::uint64_t id = 0; ///< Never used again for another start.
    EngineSettings settings;
    EngineState state = EngineState::Stopped;
    EngineFacts facts;
    std::optional<Error> failure;
    int leases = 0;                                ///< Uses under way.
    std::chrono::steady_clock::time_point lastUse; ///< When the last lease ended.
};

/// The models that are loaded: each in an engine of its own, loaded when somebody asks for it, kept while in use,
/// unloaded after a while, or earlier when another needs the memory (least recently used first). Two who ask for the
/// same settings share one engine.
///
/// Everything happens on `EngineServices::executor`: call all methods there, hear all callbacks there. Destruction ends
/// all engines; completions still owed come with Cancelled.
class ModelPool {
public:
    /// Finds the engine to start, each time one is started: the person may have chosen another.
    using HostSource = std::function<void(std::function<void(Result<EngineHost>)> completion)>;

    /// @param onChanged something in entries() is different. Not called from inside acquire().
    ModelPool(EngineServices services, HostSource hosts, PoolOptions options, std::function<void()> onChanged);
    ~ModelPool();
    ModelPool(const ModelPool&) = delete;
    ModelPool& operator=(const ModelPool&) = delete;

    /// Gets the model, loading it first when it is not.
    /// @param stop gives up waiting; a load that nobody waits for any more is ended.
    /// @param completion once: the lease, or the Error that Engine::start gives (NotEnoughMemory also when what is in
    /// use leaves too little).
    void acquire(const EngineSettings& settings, std::stop_token stop,
                 std::function<void(Result<ModelLease>)> completion);

    /// Ends that engine whoever uses it.
    void unload(std::uint64_t id, std::function<void()> completion = {});
    /// Ends all. A change of engine or sandbox takes effect with the next start.
    void unloadAll(std::function<void()> completion = {});
    void setOptions(const PoolOptions& options);

    /// Loaded, loading, ending, and those that failed last (the latest of each model), oldest first.
    [[nodiscard]] std::vector<PoolEntry> entries() const;
    /// The entry of these settings, if one is loaded, loading or failed.
    [[nodiscard]] std::optional<PoolEntry> find(const EngineSettings& settings) const;
    /// What that engine wrote, newest last; empty when the id is not known.
    [[nodiscard]] std::deque<LogLine> log(std::uint64_t id) const;

private:
    friend class ModelLease;
    class State;
    std::shared_ptr<State> m_state;
};

/// Keeps a model loaded while it lives (unless the engine fails or is ended by hand). Movable; may outlive the pool.
/// On the pool's executor.
class ModelLease {
public:
    ModelLease() = default;
    ModelLease(ModelLease&& other) noexcept;
    ModelLease& operator=(ModelLease&& other) noexcept;
    ~ModelLease();

    [[nodiscard]] explicit operator bool() const { return m_id != 0; }
    [[nodiscard]] std::uint64_t id() const { return m_id; }
    [[nodiscard]] const ChatEndpoint& endpoint() const { return m_endpoint; }
    [[nodiscard]] const EngineFacts& facts() const { return m_facts; } ///< As of when it was ready.

private:
    friend class ModelPool;
    std::weak_ptr<ModelPool::State> m_pool;
    std::uint64_t m_id = 0;
    ChatEndpoint m_endpoint;
    EngineFacts m_facts;
};

} // namespace orrery::inference
