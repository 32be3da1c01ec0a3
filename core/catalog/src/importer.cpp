// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "importer.h"

#include "row_stream.h"
#include "writer.h"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace orrery::catalog {

namespace {

constexpr std::size_t rowsAtOnce = 4096;
constexpr std::size_t bytesAtOnce = 8U << 20U; ///< Of rows with long lists of files.
constexpr std::size_t batchesAhead = 3;

struct Batch {
    std::vector<Entry> entries;
    std::uint64_t refused = 0;
    std::string firstProblem;
};

/// Hands batches from the thread that reads to the one that writes.
class Queue {
public:
    /// False: nobody wants more.
    bool push(Batch batch) {
        std::unique_lock lock(m_lock);
        m_changed.wait(lock, [&] { return m_batches.size() < batchesAhead || m_closed; });
        if (m_closed) return false;
        m_batches.push_back(std::move(batch));
        m_changed.notify_all();
        return true;
    }
    void finish() {
        const std::lock_guard lock(m_lock);
        m_finished = true;
        m_changed.notify_all();
    }
    void close() {
        const std::lock_guard lock(m_lock);
        m_closed = true;
        m_changed.notify_all();
    }
    std::optional<Batch> pop() {
        std::unique_lock lock(m_lock);
        m_changed.wait(lock, [&] { return !m_batches.empty() || m_finished || m_closed; });
        if (m_batches.empty() || m_closed) return std::nullopt;
        Batch batch = std::move(m_batches.front());
        m_batches.pop_front();
        m_changed.notify_all();
        return batch;
    }
    [[nodiscard]] bool closed() {
        const std::lock_guard lock(m_lock);
        return m_closed;
    }

private:
    std::mutex m_lock;
    std::condition_variable m_changed;
    std::deque<Batch> m_batches;
    bool m_finished = false;
    bool m_closed = false;
};

std::size_t roughSize(const WireRow& row) {
    return 500 + row.files.size() * sizeof(hub::TreeEntry) + row.summary.description.size();
}

void note(Batch& batch, const RefusedRow& refused) {
    if (batch.refused++ == 0) batch.firstProblem = fmt::format("Line {}: {}", refused.line, refused.reason);
}

void readRows(RowStream& stream, const ImportOptions& options, Queue& queue) {
    Batch batch;
    std::size_t size = 0;
    while (auto row = stream.next()) {
        if (const auto* refused = std::get_if<RefusedRow>(&*row)) {
            note(batch, *refused);
        } else {
            size += roughSize(std::get<WireRow>(*row));
            batch.entries.push_back(entryOf(std::move(std::get<WireRow>(*row)), options.endpoint, options.seen));
        }
        const bool full = batch.entries.size() >= rowsAtOnce || size >= bytesAtOnce;
        if (full && !queue.push(std::exchange(batch, {}))) return;
        if (full) size = 0;
        if (!full && batch.refused % rowsAtOnce == rowsAtOnce - 1 && queue.closed()) return;
    }
    queue.push(std::move(batch));
    queue.finish();
}

void add(ImportReport& report, const Batch& batch, const Written& written) {
    report.added += written.added;
    report.updated += written.updated;
    if (report.refused == 0) report.firstProblem = batch.firstProblem;
    report.refused += batch.refused;
}

} // namespace

Result<ImportReport> importRows(Store& store, std::istream& input, const ImportOptions& options,
                                const std::stop_token& stop) {
    const auto begin = std::chrono::steady_clock::now();
    RowStream stream(input, options.kind);
    Queue queue;
    const std::stop_callback closing(stop, [&] { queue.close(); });
    const std::jthread reading([&] { readRows(stream, options, queue); });
    ImportReport report;
    while (auto batch = queue.pop()) {
        const std::uint64_t read = batch->entries.size() + batch->refused;
        const auto written = writeEntries(store, std::move(batch->entries));
        if (!written) {
            queue.close();
            return fail(written.error());
        }
        report.read += read;
        add(report, *batch, *written);
        if (options.onProgress) options.onProgress(report.read);
    }
    if (stop.stop_requested()) return fail(cancelledError());
    if (Status tidied = store.tidy(); !tidied) return fail(tidied.error());
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

} // namespace orrery::catalog
