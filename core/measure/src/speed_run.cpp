// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/measure/speed_run.h>

#include <orrery/gguf/file.h>
#include <orrery/measure/forecast.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace orrery::measure {

using namespace inference;

namespace {

/// One measurement under way. Records are written on the workers, one after another.
class SpeedRun : public std::enable_shared_from_this<SpeedRun> {
public:
    using Completion = std::function<void(Result<std::vector<SpeedRecord>>)>;

    SpeedRun(const EngineServices& services, EngineHost host, MeasureStore& store, SpeedQuestion question,
             Completion completion)
        : m_services(services),
          m_host(std::move(host)),
          m_store(store),
          m_question(std::move(question)),
          m_completion(std::move(completion)) {}

    void start(std::stop_token stop, std::function<void(const SpeedProgress&)> onProgress) {
        m_services.workers.post(
            [self = shared_from_this(), stop = std::move(stop), onProgress = std::move(onProgress)] {
                self->describe();
                self->m_services.executor.post([self, stop, onProgress] { self->measure(stop, onProgress); });
            });
    }

private:
    void describe() {
        m_common.taken =
            std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
                .count();
        m_common.machine = machineName();
        m_common.path = m_question.model.string();
        m_common.model = m_question.model.stem().string();
        m_common.engine = m_host.runtime.version;
        if (const auto header = gguf::readGgufFile(m_question.model)) {
            m_common.activeBytes = activeBytes(*header);
            if (const auto title = header->text("general.name"); title && !title->empty()) m_common.model = *title;
        }
    }

    void measure(const std::stop_token& stop, const std::function<void(const SpeedProgress&)>& onProgress) {
        if (stop.stop_requested()) return m_completion(fail(cancelledError()));
        measureSpeed(
            m_services, m_host, m_question, stop,
            [self = shared_from_this(), stop, onProgress](const SpeedProgress& progress) {
                if (stop.stop_requested()) return;
                self->keep(progress.rows);
                if (onProgress) onProgress(progress);
            },
            [self = shared_from_this()](Result<std::vector<SpeedRow>> rows) {
                if (rows) self->keep(*rows);
                self->finish(rows ? Status() : Status(fail(rows.error())));
            });
    }

    void keep(const std::vector<SpeedRow>& rows) {
        for (; m_seen < rows.size(); ++m_seen) {
            SpeedRecord record = m_common;
            record.row = rows[m_seen];
            m_records.push_back(std::move(record));
        }
        writeNext();
    }

    void writeNext() {
        if (m_writing || m_failed) return;
        if (m_written == m_records.size()) {
            if (m_status) complete();
            return;
        }
        m_writing = true;
        m_services.workers.post([self = shared_from_this(), record = m_records[m_written]] {
            auto id = self->m_store.add(record);
            self->m_services.executor.post([self, id = std::move(id)] { self->written(id); });
        });
    }

    void written(const Result<std::int64_t>& id) {
        m_writing = false;
        if (id) {
            m_records[m_written++].id = *id;
            return writeNext();
        }
        m_failed = id.error();
        if (m_status) complete();
    }

    void finish(Status status) {
        m_status = std::move(status);
        if (m_failed)
            complete();
        else
            writeNext();
    }

    void complete() {
        const Completion completion = std::exchange(m_completion, {});
        if (!completion) return;
        if (!*m_status) return completion(fail(m_status->error()));
        if (m_failed) return completion(fail(*m_failed));
        completion(m_records);
    }

    EngineServices m_services;
    EngineHost m_host;
    MeasureStore& m_store;
    SpeedQuestion m_question;
    Completion m_completion;
    SpeedRecord m_common;
    std::vector<SpeedRecord> m_records;
    std::size_t m_seen = 0;
    std::size_t m_written = 0;
    bool m_writing = false;
    std::optional<Error> m_failed;  // what the store said
    std::optional<Status> m_status; // how measuring ended
};

} // namespace

void measureModel(const EngineServices& services, const EngineHost& host, MeasureStore& store, SpeedQuestion question,
                  std::stop_token stop, std::function<void(const SpeedProgress&)> onProgress,
                  std::function<void(Result<std::vector<SpeedRecord>>)> completion) {
    std::make_shared<SpeedRun>(services, host, store, std::move(question), std::move(completion))
        ->start(std::move(stop), std::move(onProgress));
}

std::vector<SpeedRound> speedRounds(const std::vector<SpeedRecord>& records) {
    std::vector<SpeedRound> rounds;
    for (const SpeedRecord& record : records) {
        const bool reading = record.row.promptTokens > 0 && record.row.answerTokens == 0;
        const auto same = std::ranges::find_if(rounds, [&](const SpeedRound& round) {
            return round.taken == record.taken && round.machine == record.machine && round.path == record.path &&
                   round.engine == record.engine && round.threads == record.row.threads &&
                   round.batch == record.row.batch && round.gpuLayers == record.row.gpuLayers &&
                   !(reading ? round.prompt : round.answer);
        });
        SpeedRound& round = same != rounds.end() ? *same : rounds.emplace_back();
        round.taken = record.taken;
        round.machine = record.machine;
        round.model = record.model;
        round.path = record.path;
        round.engine = record.engine;
        round.threads = record.row.threads;
        round.batch = record.row.batch;
        round.gpuLayers = record.row.gpuLayers;
        round.ids.push_back(record.id);
        (reading ? round.prompt : round.answer) = record.row;
    }
    return rounds;
}

std::optional<std::size_t> bestRound(const std::vector<SpeedRound>& rounds) {
    double fastest = 0;
    for (const SpeedRound& round : rounds)
        if (round.answer) fastest = std::max(fastest, round.answer->tokensPerSecond);
    std::optional<std::size_t> best;
    for (std::size_t index = 0; index < rounds.size(); ++index) {
        const SpeedRound& round = rounds[index];
        if (!round.answer || round.answer->tokensPerSecond < fastest * 0.97) continue;
        if (!best || round.threads < rounds[*best].threads) best = index;
    }
    return best;
}

} // namespace orrery::measure
