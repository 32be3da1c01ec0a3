// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "file_transfer.h"
#include "journal.h"
#include "planning.h"
#include "speed.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace orrery::download {

/// One download: plans, has its files fetched when the queue says so, tells how it stands. Lives on the loop.
class Job : public std::enable_shared_from_this<Job> {
public:
    /// @param changed the state, or what a person sees of it, is another now.
    Job(std::shared_ptr<Context> context, const Journal& journal, Record record, std::function<void()> changed);

    [[nodiscard]] std::uint64_t id() const { return m_record.id; }
    [[nodiscard]] int priority() const { return m_record.request.priority; }
    [[nodiscard]] Status status() const;
    [[nodiscard]] bool finished() const { return m_state == State::Done || m_state == State::Cancelled; }

    // What the queue decides.
    [[nodiscard]] bool wantsPlan() const { return m_state == State::Waiting && !m_pausing && !m_surveyed; }
    [[nodiscard]] bool planning() const { return m_state == State::Planning; }
    void plan();
    [[nodiscard]] int filesRunning() const;
    /// @return whether there was one to start.
    bool startNextFile();
    /// Measures the speed. @return whether something moves.
    bool tick(Speed::Clock::time_point now);

    // What a person decides.
    void pause();
    void resume();
    void cancel(bool keepPartial);
    void setPriority(int priority);
    void wake();
    /// Offline nothing runs; online it takes its turn again.
    void setOffline(bool offline);
    [[nodiscard]] bool idle() const; ///< Nothing of it is under way.
    void stop() { stopFiles(); }

private:
    struct File {
        PlannedFile plan;
        State state = State::Waiting;
        std::uint64_t done = 0;
        std::shared_ptr<FileTransfer> transfer = {};
    };

    void listFiles();
    void takePlan(Result<Plan> plan);
    void startSurvey();
    void takeSurvey(const Result<std::vector<Presence>>& presences);
    void waitToPlan(Error error);
    void fileEnded(std::size_t index, const orrery::Status& result);
    void stopFiles();
    void halt(State state, std::optional<Error> problem = std::nullopt);
    void settle();
    void discardFiles();
    void save();
    [[nodiscard]] FileTarget target(const File& file) const;
    [[nodiscard]] State shownState() const;
    [[nodiscard]] std::optional<Error> shownProblem() const;
    void announce() { m_changed(); }

    const std::shared_ptr<Context> m_context;
    const Journal& m_journal;
    Record m_record;
    const std::function<void()> m_changed;

    State m_state = State::Waiting;
    bool m_surveyed = false; ///< m_files says what is in the cache.
    bool m_pausing = false;  ///< Waits for the right time to plan again.
    int m_failures = 0;
    std::optional<Error> m_problem;
    std::stop_source m_planning;
    std::vector<File> m_files;
    Speed m_speed;
};

} // namespace orrery::download
