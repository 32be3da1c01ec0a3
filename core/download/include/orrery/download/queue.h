// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/executor.h>
#include <orrery/download/plan.h>
#include <orrery/hub/client.h>
#include <orrery/net/http_client.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace orrery::download {

enum class Errc {
    NoSpace,      ///< The disk has less room than the rest of the download needs.
    WrongContent, ///< What came is not what its hash promises; it was thrown away.
    WrongLength,  ///< The server sent more or less than it said.
    UnsafeFile,   ///< A scanner calls it unsafe; asks for consent.
    Busy,         ///< Another program is downloading the same file.
    NothingToDo,  ///< No file of the repository matches.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

enum class State {
    Waiting,  ///< For its turn.
    Planning, ///< Asking the Hub what there is.
    Running,
    Verifying,
    Paused,
    Done,
    Failed,
    Cancelled,
};

/// How one file stands.
struct FileStatus {
    std::string path;
    std::uint64_t size = 0;
    std::uint64_t done = 0; ///< Bytes on the disk.
    State state = State::Waiting;
};

/// How one download stands: a value, to show.
struct Status {
    std::uint64_t id = 0;
    Request request;
    State state = State::Waiting;
    std::string commit; ///< Empty until planned.
    std::uint64_t size = 0;
    std::uint64_t done = 0;
    double bytesPerSecond = 0; ///< Over the last seconds.
    std::optional<double> secondsLeft;
    std::vector<FileStatus> files;
    std::optional<Error> problem;   ///< With Failed; with Waiting: why it waits ("no network, trying again");
                                    ///< with Done: which unsafe names were left out.
    std::filesystem::path snapshot; ///< With Done: the folder that holds the files.
};

struct Options {
    std::filesystem::path cache;   ///< $HF_HUB_CACHE.
    std::filesystem::path journal; ///< Folder for what must survive a kill, in our own data folder; one queue's alone.
    int filesAtOnce = 2;
    int segmentsPerFile = 4;                         ///< Parallel ranges of one file.
    std::uint64_t segmentSize = 16ULL << 20;         ///< Smallest range worth a connection of its own.
    std::uint64_t chunkSize = 1ULL << 20;            ///< Most that is fetched twice after a kill.
    std::uint64_t bytesPerSecond = 0;                ///< Over all downloads; 0: no limit.
    std::uint64_t spareSpace = 512ULL << 20;         ///< Left free on the disk.
    bool links = true;                               ///< False: as HF_HUB_DISABLE_SYMLINKS asks.
    std::chrono::milliseconds stallTimeout{10000};   ///< Longest silence of a server: HF_HUB_DOWNLOAD_TIMEOUT.
    std::chrono::milliseconds firstRetryDelay{1000}; ///< Doubled with each failure in a row, to half a minute.
};

/// Downloads into the standard Hub cache, several at a time, surviving kills, network loss and sleep.
///
/// Files appear only whole and verified (sha256 or git blob hash). Progress is journalled so that after a kill at any
/// instant at most one chunk a connection is fetched again. Redirects to other hosts never see the token. Concurrent
/// with the Python tools under their locks. Unfinished downloads of the journal come back as Waiting (or Paused) on
/// construction, read from the disk a moment after it: onChange tells of each.
///
/// All methods from any thread, none blocks. `onChange` runs on `completion`, at most about ten times a second a
/// download and at each change of state.
class Queue {
public:
    struct Services {
        net::HttpClient& http;
        hub::HubClient& hub;
        Executor& workers;    ///< Planning, writing, hashing.
        Executor& completion; ///< Where onChange runs.
        hub::TokenSource token;
    };
    Queue(Services services, Options options, std::function<void(const Status&)> onChange);
    /// Stops what runs; it goes on with the next Queue on the same journal.
    ~Queue();
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;

    std::uint64_t add(Request request);
    void pause(std::uint64_t id);
    void resume(std::uint64_t id); ///< Also tries a failed one again.
    /// Ends it; its partial files are removed unless `keepPartial`.
    void cancel(std::uint64_t id, bool keepPartial = false);
    /// Forgets a finished one.
    void forget(std::uint64_t id);
    void setPriority(std::uint64_t id, int priority);
    void setBandwidth(std::uint64_t bytesPerSecond);
    /// Tries what waits for the network at once: it has come back, or the machine woke up.
    void wake();
    void setOffline(bool offline);

    [[nodiscard]] std::vector<Status> all() const;

private:
    struct Impl;
    std::shared_ptr<Impl> m_impl;
};

} // namespace orrery::download
