// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/measure/measure_store.h>

#include "record_json.h"

#include <orrery/sqlite/set_aside.h>
#include <orrery/sqlite/statements.h>

#include <array>
#include <mutex>

namespace orrery::measure {

using sqlite::Statement;
using sqlite::Statements;

namespace {

/// What stands in the column "tie".
enum TieColumn { NoTie = 0, Tie = 1, BothBad = 2 };

int tieColumn(bool tie, bool bothBad) {
    if (bothBad) return BothBad;
    return tie ? Tie : NoTie;
}

constexpr std::int64_t applicationId = 0x4F72724D; // "OrrM"

const std::array<sqlite::Migration, 1> migrations{{
    {"CREATE TABLE speed(id INTEGER PRIMARY KEY AUTOINCREMENT, taken INTEGER NOT NULL, machine TEXT NOT NULL,"
     " body TEXT NOT NULL);"
     "CREATE INDEX speed_of_machine ON speed(machine, taken);"
     "CREATE TABLE comparison(id INTEGER PRIMARY KEY AUTOINCREMENT, taken INTEGER NOT NULL, vote INTEGER,"
     " tie INTEGER NOT NULL, answers INTEGER NOT NULL, body TEXT NOT NULL);",
     nullptr},
}};

Error notThere(std::string_view what) {
    return {orrery::Errc::NotFound,
            "This " + std::string(what) + " is no longer there. It may have been removed elsewhere.",
            {},
            {}};
}

nlohmann::json parse(std::string_view body) {
    return nlohmann::json::parse(body, nullptr, false);
}

} // namespace

struct MeasureStore::State {
    explicit State(sqlite::Database database) : sql(std::move(database)) {}

    static Result<std::unique_ptr<State>> open(const std::filesystem::path& file) {
        auto database = sqlite::openForWriting(file, {applicationId, migrations});
        if (!database) return fail(database.error());
        if (Status whole = sqlite::checkWhole(*database); !whole) return fail(whole.error());
        return std::make_unique<State>(std::move(*database));
    }

    /// One statement that changes one row.
    template <class... Values>
    Status changeOne(std::string_view what, std::string_view statement, const Values&... values) {
        const std::lock_guard guard(lock);
        if (Status done = sql.run(statement, values...); !done) return done;
        return sql.database().changed() == 1 ? Status() : fail(notThere(what));
    }

    Statements sql;
    std::mutex lock;
};

MeasureStore::MeasureStore(std::unique_ptr<State> state) : m_state(std::move(state)) {}
MeasureStore::MeasureStore(MeasureStore&&) noexcept = default;
MeasureStore& MeasureStore::operator=(MeasureStore&&) noexcept = default;
MeasureStore::~MeasureStore() = default;

Result<MeasureStore> MeasureStore::open(const std::filesystem::path& file, std::string* notice) {
    auto state =
        sqlite::openOrBeginAnew(file, "The file of your measurements", notice, [&] { return State::open(file); });
    if (!state) return fail(state.error());
    return MeasureStore(std::move(*state));
}

Result<std::int64_t> MeasureStore::add(const SpeedRecord& record) {
    const std::lock_guard guard(m_state->lock);
    const Status done = m_state->sql.run("INSERT INTO speed(taken, machine, body) VALUES(?,?,?)", record.taken,
                                         record.machine, compact(toJson(record)));
    if (!done) return fail(done.error());
    return m_state->sql.database().lastId();
}

Result<std::vector<SpeedRecord>> MeasureStore::speeds(std::string_view machine) {
    const std::lock_guard guard(m_state->lock);
    std::vector<SpeedRecord> records;
    const Status done = m_state->sql.each(
        "SELECT id, body FROM speed WHERE ?1='' OR machine=?1 ORDER BY taken DESC, id DESC",
        [&](const Statement& row) {
            records.push_back(speedRecordFrom(parse(row.bytes(1))));
            records.back().id = row.number(0);
        },
        machine);
    if (!done) return fail(done.error());
    return records;
}

Status MeasureStore::removeSpeed(std::int64_t id) {
    return m_state->changeOne("measurement", "DELETE FROM speed WHERE id=?", id);
}

Result<std::int64_t> MeasureStore::add(const Comparison& comparison) {
    const std::lock_guard guard(m_state->lock);
    const Status done = m_state->sql.run(
        "INSERT INTO comparison(taken, vote, tie, answers, body) VALUES(?,?,?,?,?)", comparison.taken, comparison.vote,
        tieColumn(comparison.tie, comparison.bothBad), comparison.answers.size(), compact(toJson(comparison)));
    if (!done) return fail(done.error());
    return m_state->sql.database().lastId();
}

Status MeasureStore::replace(const Comparison& comparison) {
    return m_state->changeOne("comparison",
                              "UPDATE comparison SET taken=?, vote=?, tie=?, answers=?, body=? WHERE id=?",
                              comparison.taken, comparison.vote, tieColumn(comparison.tie, comparison.bothBad),
                              comparison.answers.size(), compact(toJson(comparison)), comparison.id);
}

Status MeasureStore::setVote(std::int64_t comparison, std::optional<std::size_t> vote, bool tie, bool bothBad) {
    if (int(vote.has_value()) + int(tie) + int(bothBad) > 1)
        return fail(orrery::Errc::InvalidArgument, "A vote is for one answer, a tie, or against all of them.");
    if (!vote)
        return m_state->changeOne("comparison", "UPDATE comparison SET vote=NULL, tie=? WHERE id=?",
                                  tieColumn(tie, bothBad), comparison);
    return m_state->changeOne("answer", "UPDATE comparison SET vote=?1, tie=0 WHERE id=?2 AND answers>?1", *vote,
                              comparison);
}

Result<std::vector<Comparison>> MeasureStore::comparisons() {
    const std::lock_guard guard(m_state->lock);
    std::vector<Comparison> list;
    const Status done = m_state->sql.each("SELECT id, body, vote, tie FROM comparison ORDER BY taken DESC, id DESC",
                                          [&](const Statement& row) {
                                              Comparison comparison = comparisonFrom(parse(row.bytes(1)));
                                              comparison.id = row.number(0);
                                              comparison.vote.reset();
                                              if (!row.isNull(2))
                                                  comparison.vote = static_cast<std::size_t>(row.number(2));
                                              comparison.tie = row.number(3) == Tie;
                                              comparison.bothBad = row.number(3) == BothBad;
                                              list.push_back(std::move(comparison));
                                          });
    if (!done) return fail(done.error());
    return list;
}

Status MeasureStore::removeComparison(std::int64_t id) {
    return m_state->changeOne("comparison", "DELETE FROM comparison WHERE id=?", id);
}

} // namespace orrery::measure
