// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/compare/comparison_run.h>

#include <orrery/compare/process_memory.h>
#include <orrery/inference/chat_client.h>
#include <orrery/inference/errors.h>

#include <algorithm>
#include <chrono>
#include <stop_token>
#include <utility>

namespace orrery::compare {

using namespace inference;

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr auto memoryInterval = std::chrono::milliseconds(400); // between two looks at an engine's memory

double msSince(SteadyClock::time_point start) {
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

struct Entry {
    Contender contender;
    Stage stage = Stage::Waiting;
    measure::ComparedAnswer answer;
    std::optional<Error> failure;
    std::stop_source stop;
    ModelLease lease;
    bool afterwards = false;
    bool looking = false; // at its memory
    SteadyClock::time_point asked, firstPiece, looked;
};

bool isActive(const Entry& entry) {
    return entry.stage != Stage::Waiting && !isOver(entry.stage);
}

} // namespace

bool isOver(Stage stage) {
    return stage == Stage::Done || stage == Stage::Stopped || stage == Stage::Failed;
}

/// Shared with all that is under way; `gone` cuts the ties to whoever hears the callbacks.
struct ComparisonRun::State : std::enable_shared_from_this<State> {
    State(EngineServices engineServices, ModelPool& modelPool)
        : services(engineServices), pool(modelPool), chat(engineServices.http, engineServices.executor) {}

    EngineServices services;
    ModelPool& pool;
    ChatClient chat;
    Question question;
    std::vector<Entry> entries;
    RunCallbacks callbacks;
    bool gone = false;

    void end();
    void advance();
    void begin(std::size_t index);
    void unloadOthers(const EngineSettings& keep, const std::function<void()>& completion);
    void acquire(std::size_t index);
    void acquired(std::size_t index, bool wasLoaded, Result<ModelLease>& lease);
    void askServer(std::size_t index);
    void ask(std::size_t index, const ChatEndpoint& endpoint);
    void piece(std::size_t index);
    void look(std::size_t index, std::function<void()> completion);
    void answered(std::size_t index, const Result<ChatResult>& result);
    void fail(std::size_t index, const Error& error);
    void finish(std::size_t index, Stage stage);
    void setStage(std::size_t index, Stage stage);
    void stop(std::size_t index);
    [[nodiscard]] bool mayBegin(std::size_t index) const;
    [[nodiscard]] bool hasOthersActive(std::size_t index) const;

    /// A callback that calls `method` unless nobody listens any more.
    template <class Method>
    auto unlessGone(Method method) {
        return [self = shared_from_this(), method = std::move(method)](auto&&... arguments) mutable {
            if (!self->gone) method(std::forward<decltype(arguments)>(arguments)...);
        };
    }
};

void ComparisonRun::State::end() {
    gone = true;
    for (Entry& entry : entries) {
        entry.stop.request_stop();
        entry.lease = {};
    }
}

bool ComparisonRun::State::hasOthersActive(std::size_t index) const {
    for (std::size_t other = 0; other < entries.size(); ++other)
        if (other != index && isActive(entries[other])) return true;
    return false;
}

bool ComparisonRun::State::mayBegin(std::size_t index) const {
    const Entry& entry = entries[index];
    if (entry.stage != Stage::Waiting) return false;
    if (!question.atOnce || entry.afterwards) return !hasOthersActive(index);
    return std::ranges::none_of(entries, [&](const Entry& other) {
        return isActive(other) && other.contender.engine && other.contender.engine == entry.contender.engine;
    });
}

void ComparisonRun::State::advance() {
    const auto self = shared_from_this();
    for (std::size_t index = 0; index < entries.size() && !gone; ++index)
        if (mayBegin(index)) begin(index);
    const bool over = std::ranges::all_of(entries, [](const Entry& entry) { return isOver(entry.stage); });
    if (gone || !over || !callbacks.onFinished) return;
    std::exchange(callbacks.onFinished, {})();
}

void ComparisonRun::State::begin(std::size_t index) {
    setStage(index, Stage::Loading);
    if (gone || entries[index].stage != Stage::Loading) return;
    if (!entries[index].contender.engine) return askServer(index);
    const std::function<void()> next = unlessGone([this, index] { acquire(index); });
    if (question.atOnce && !entries[index].afterwards)
        next();
    else
        unloadOthers(*entries[index].contender.engine, next);
}

void ComparisonRun::State::unloadOthers(const EngineSettings& keep, const std::function<void()>& completion) {
    std::vector<std::uint64_t> idle;
    for (const PoolEntry& entry : pool.entries()) {
        const bool loaded = entry.state == EngineState::Ready;
        if (loaded && entry.leases == 0 && entry.settings != keep) idle.push_back(entry.id);
    }
    if (idle.empty()) return completion();
    const auto left = std::make_shared<std::size_t>(idle.size());
    for (const std::uint64_t id : idle) {
        pool.unload(id, [left, completion] {
            if (--*left == 0) completion();
        });
    }
}

void ComparisonRun::State::acquire(std::size_t index) {
    Entry& entry = entries[index];
    if (isOver(entry.stage)) return;
    const std::optional<PoolEntry> known = pool.find(*entry.contender.engine);
    const bool wasLoaded = known && known->state == EngineState::Ready;
    pool.acquire(*entry.contender.engine, entry.stop.get_token(),
                 unlessGone([this, index, wasLoaded](Result<ModelLease> lease) { acquired(index, wasLoaded, lease); }));
}

void ComparisonRun::State::acquired(std::size_t index, bool wasLoaded, Result<ModelLease>& lease) {
    Entry& entry = entries[index];
    if (isOver(entry.stage)) return;
    if (!lease) {
        const bool tight = lease.error().is(inference::Errc::NotEnoughMemory);
        if (question.atOnce && tight && !entry.afterwards && hasOthersActive(index)) {
            entry.afterwards = true;
            return setStage(index, Stage::Waiting);
        }
        return fail(index, lease.error());
    }
    entry.lease = std::move(*lease);
    if (!wasLoaded) entry.answer.loadMs = static_cast<double>(entry.lease.facts().startTime.count());
    ask(index, entry.lease.endpoint());
}

void ComparisonRun::State::askServer(std::size_t index) {
    entries[index].contender.server(unlessGone([this, index](const Result<ChatEndpoint>& endpoint) {
        if (isOver(entries[index].stage)) return;
        if (endpoint)
            ask(index, *endpoint);
        else
            fail(index, endpoint.error());
    }));
}

void ComparisonRun::State::ask(std::size_t index, const ChatEndpoint& endpoint) {
    Entry& entry = entries[index];
    ChatRequest request;
    if (!question.system.empty()) request.messages.push_back({Role::System, question.system});
    request.messages.push_back({Role::User, question.prompt});
    request.sampling = entry.contender.sampling;
    request.thinking = entry.contender.thinking;
    request.maxTokens = question.maxTokens;
    ChatCallbacks chatCallbacks;
    chatCallbacks.onContent = unlessGone([this, index](std::string_view text) {
        entries[index].answer.text += text;
        piece(index);
        if (callbacks.onContent) callbacks.onContent(index, text);
    });
    chatCallbacks.onReasoning = unlessGone([this, index](std::string_view text) {
        entries[index].answer.reasoning += text;
        piece(index);
        if (callbacks.onReasoning) callbacks.onReasoning(index, text);
    });
    chatCallbacks.onPrompt = unlessGone([this, index](const PromptProgress&) { look(index, {}); });
    entry.asked = SteadyClock::now();
    setStage(index, Stage::Reading);
    if (gone || isOver(entry.stage)) return;
    chat.start(endpoint, request, entry.stop.get_token(), std::move(chatCallbacks),
               unlessGone([this, index](const Result<ChatResult>& result) { answered(index, result); }));
}

void ComparisonRun::State::piece(std::size_t index) {
    Entry& entry = entries[index];
    ChatTimings& timings = entry.answer.timings;
    if (timings.answerTokens++ == 0) {
        timings.firstTokenMs = msSince(entry.asked);
        entry.firstPiece = SteadyClock::now();
        setStage(index, Stage::Answering);
        if (gone) return;
    }
    timings.answerMs = msSince(entry.firstPiece);
    look(index, {});
}

void ComparisonRun::State::look(std::size_t index, std::function<void()> completion) {
    Entry& entry = entries[index];
    const bool early = SteadyClock::now() - entry.looked < memoryInterval;
    if (!completion && (!entry.lease || entry.looking || early)) return;
    entry.looking = true;
    entry.looked = SteadyClock::now();
    const std::int64_t process = entry.lease ? entry.lease.facts().processId : 0;
    auto seen = unlessGone([this, index, completion = std::move(completion)](std::uint64_t bytes) {
        entries[index].looking = false;
        entries[index].answer.memory = std::max(entries[index].answer.memory, bytes);
        if (completion) completion();
    });
    services.workers.post([&executor = services.executor, process, seen = std::move(seen)]() mutable {
        const std::uint64_t bytes = processTreeMemory(process);
        executor.post([bytes, seen = std::move(seen)]() mutable { seen(bytes); });
    });
}

void ComparisonRun::State::answered(std::size_t index, const Result<ChatResult>& result) {
    Entry& entry = entries[index];
    if (isOver(entry.stage)) return;
    if (!result) return fail(index, result.error());
    entry.answer.text = result->text;
    entry.answer.reasoning = result->reasoning;
    entry.answer.timings = result->timings;
    look(index, [this, index] {
        if (!isOver(entries[index].stage)) finish(index, Stage::Done);
    });
}

void ComparisonRun::State::fail(std::size_t index, const Error& error) {
    Entry& entry = entries[index];
    const bool stopped = error.is(orrery::Errc::Cancelled) && entry.stop.stop_requested();
    entry.answer.problem = stopped ? "It was stopped." : error.message;
    if (!stopped) entry.failure = error;
    finish(index, stopped ? Stage::Stopped : Stage::Failed);
}

void ComparisonRun::State::finish(std::size_t index, Stage stage) {
    entries[index].lease = {};
    setStage(index, stage);
    if (gone) return;
    // Not from in here: whoever told the end may not be done with it.
    services.executor.post(unlessGone([this] { advance(); }));
}

void ComparisonRun::State::setStage(std::size_t index, Stage stage) {
    entries[index].stage = stage;
    if (!gone && callbacks.onStage) callbacks.onStage(index, stage);
}

void ComparisonRun::State::stop(std::size_t index) {
    if (index >= entries.size() || isOver(entries[index].stage)) return;
    entries[index].stop.request_stop();
    if (isOver(entries[index].stage)) return; // the pool or the client told so at once
    fail(index, cancelledError());
}

ComparisonRun::ComparisonRun(EngineServices services, ModelPool& pool)
    : m_services(services), m_pool(pool), m_state(std::make_shared<State>(services, pool)) {}

ComparisonRun::~ComparisonRun() {
    m_state->end();
}

void ComparisonRun::start(Question question, std::vector<Contender> contenders, RunCallbacks callbacks) {
    m_state->end();
    m_state = std::make_shared<State>(m_services, m_pool);
    m_state->question = std::move(question);
    m_state->callbacks = std::move(callbacks);
    for (Contender& contender : contenders) {
        Entry& entry = m_state->entries.emplace_back();
        entry.answer.label = contender.label;
        entry.answer.model = contender.model;
        entry.answer.settings = contender.settings;
        entry.contender = std::move(contender);
    }
    m_services.executor.post([state = m_state] {
        if (!state->gone) state->advance();
    });
}

void ComparisonRun::stop(std::size_t index) {
    m_state->stop(index);
}

void ComparisonRun::stopAll() {
    const auto state = m_state;
    for (std::size_t index = state->entries.size(); index-- > 0;) // those that wait first, so that none begins
        state->stop(index);
}

bool ComparisonRun::isRunning() const {
    return std::ranges::any_of(m_state->entries, [](const Entry& entry) { return !isOver(entry.stage); });
}

std::size_t ComparisonRun::count() const {
    return m_state->entries.size();
}

Stage ComparisonRun::stage(std::size_t index) const {
    return m_state->entries.at(index).stage;
}

const measure::ComparedAnswer& ComparisonRun::answer(std::size_t index) const {
    return m_state->entries.at(index).answer;
}

const std::optional<Error>& ComparisonRun::failure(std::size_t index) const {
    return m_state->entries.at(index).failure;
}

bool ComparisonRun::cameAfterwards(std::size_t index) const {
    return m_state->entries.at(index).afterwards;
}

} // namespace orrery::compare
