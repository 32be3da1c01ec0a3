// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>
#include <orrery/inference/engine.h>
#include <orrery/inference/model_pool.h>
#include <orrery/measure/measure_store.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::compare {

/// Who answers: a model of this computer with its settings, or one of a server.
struct Contender {
    std::string label;    ///< Model and what differs, for a person.
    std::string model;    ///< What votes are counted for.
    std::string settings; ///< JSON of what differs; kept with the answer.
    std::optional<inference::EngineSettings> engine;
    /// Gets the server and its key, on the services' executor; only asked where `engine` is not set.
    std::function<void(std::function<void(Result<inference::ChatEndpoint>)>)> server;
    inference::Sampling sampling;
    bool thinking = true;
};

struct Question {
    std::string prompt;
    std::string system; ///< May be empty.
    std::optional<std::uint32_t> maxTokens;
    bool atOnce = false; ///< Else in turn: each local model has the computer for itself.
};

enum class Stage {
    Waiting,
    Loading,
    Reading, ///< The prompt.
    Answering,
    Done,
    Stopped,
    Failed,
};
bool isOver(Stage stage);

/// What is told while it runs, on the services' executor. `index` is the contender's.
struct RunCallbacks {
    std::function<void(std::size_t index, Stage stage)> onStage;
    std::function<void(std::size_t index, std::string_view piece)> onContent;
    std::function<void(std::size_t index, std::string_view piece)> onReasoning;
    std::function<void()> onFinished; ///< Once, when all are over.
};

/// One question put to several contenders.
///
/// In turn, whatever else the pool has loaded and nobody uses is unloaded before each local model, so that each meets
/// the same computer. At once, those that share an engine answer one after another, and one that does not fit beside
/// the others answers after them. A contender that fails or is stopped keeps what came and does not hold up the others.
///
/// All methods and callbacks on `EngineServices::executor`; services and pool outlive it. Destruction stops all and
/// tells nothing more.
class ComparisonRun {
public:
    ComparisonRun(inference::EngineServices services, inference::ModelPool& pool);
    ~ComparisonRun();
    ComparisonRun(const ComparisonRun&) = delete;
    ComparisonRun& operator=(const ComparisonRun&) = delete;

    /// Ends what runs, telling nothing more of it, and begins anew.
    void start(Question question, std::vector<Contender> contenders, RunCallbacks callbacks);
    void stop(std::size_t index);
    void stopAll();

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] Stage stage(std::size_t index) const;
    /// As far as it has come: while it answers, the numbers are as seen from here.
    [[nodiscard]] const measure::ComparedAnswer& answer(std::size_t index) const;
    [[nodiscard]] const std::optional<Error>& failure(std::size_t index) const;
    /// At once was asked for, but it did not fit beside the others.
    [[nodiscard]] bool cameAfterwards(std::size_t index) const;

private:
    struct State;
    inference::EngineServices m_services;
    inference::ModelPool& m_pool;
    std::shared_ptr<State> m_state;
};

} // namespace orrery::compare
