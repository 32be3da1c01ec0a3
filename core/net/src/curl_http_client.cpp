// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/net/curl_http_client.h>

#include "transfer.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>
#include <mutex>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#ifndef _WIN32
#include <csignal>
#endif

namespace orrery::net {

namespace {

struct MultiDeleter {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};

CURLM* newMulti() {
    // Thread-safe, and libcurl counts the calls; never undone because another client may still live.
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    return ready == CURLE_OK ? curl_multi_init() : nullptr;
}

/// Signals are the main thread's; and OpenSSL, writing to a connection that is gone, would raise SIGPIPE here.
void blockSignals() {
#ifndef _WIN32
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
#endif
}

} // namespace

struct CurlHttpClient::State {
    using Owned = std::unique_ptr<Transfer>;

    State(Executor& completionExecutor, HttpClientOptions clientOptions)
        : executor(completionExecutor), options(std::move(clientOptions)), offline(options.offline) {}

    Executor& executor;
    const HttpClientOptions options;
    std::atomic<bool> offline;
    std::unique_ptr<CURLM, MultiDeleter> multi{newMulti()};

    std::mutex mutex;
    std::vector<Owned> incoming;
    bool quitting = false;

    // Of the network thread alone.
    std::vector<Owned> waiting; ///< For their time, or for room at their host; first come, first served.
    std::map<CURL*, Owned> running;
    std::map<std::string, int> runningPerHost;
    Clock::time_point lastLook; ///< When the waiting ones were last looked at.
    std::minstd_rand random{std::random_device{}()};

    std::thread thread;

    void wake() const { curl_multi_wakeup(multi.get()); }
    void submit(Owned transfer);
    void quit();

    void run();
    bool takeIncoming();
    void endStopped();
    void letGoOn();
    void endFinished();
    void endSilent();
    void startDue();
    void startIfDue(Owned& transfer);
    [[nodiscard]] bool hasRoom(const std::string& host) const;
    [[nodiscard]] int patienceMilliseconds() const;

    Owned release(CURL* easy);
    void end(CURL* easy, CURLcode code);
    void goOn(Owned transfer, std::optional<Result<HttpResponse>> result);
    void complete(Owned transfer, Result<HttpResponse> result) const;
    double chance() { return std::uniform_real_distribution<double>()(random); }
};

// ---- Any thread

void CurlHttpClient::State::submit(Owned transfer) {
    {
        const std::lock_guard lock(mutex);
        incoming.push_back(std::move(transfer));
    }
    wake();
}

void CurlHttpClient::State::quit() {
    {
        const std::lock_guard lock(mutex);
        quitting = true;
    }
    wake();
    thread.join();
}

// ---- The network thread

void CurlHttpClient::State::run() {
    blockSignals();
    while (takeIncoming()) {
        endStopped();
        letGoOn();
        int active = 0;
        curl_multi_perform(multi.get(), &active);
        endFinished();
        endSilent();
        startDue();
        curl_multi_poll(multi.get(), nullptr, 0, patienceMilliseconds(), nullptr);
    }
    while (!running.empty()) waiting.push_back(release(running.begin()->first));
    for (auto& transfer : waiting) complete(std::move(transfer), fail(cancelledError()));
}

bool CurlHttpClient::State::takeIncoming() {
    std::vector<Owned> arrived;
    bool goOnRunning = true;
    {
        const std::lock_guard lock(mutex);
        arrived.swap(incoming);
        goOnRunning = !quitting;
    }
    for (auto& transfer : arrived) {
        transfer->watch([this] { wake(); });
        waiting.push_back(std::move(transfer));
    }
    return goOnRunning;
}

void CurlHttpClient::State::endStopped() {
    std::vector<CURL*> stopped;
    for (const auto& [easy, transfer] : running) {
        if (transfer->stopRequested()) stopped.push_back(easy);
    }
    for (CURL* easy : stopped) complete(release(easy), fail(cancelledError()));
    const auto gone = std::stable_partition(waiting.begin(), waiting.end(),
                                            [](const Owned& transfer) { return !transfer->stopRequested(); });
    for (auto it = gone; it != waiting.end(); ++it) complete(std::move(*it), fail(cancelledError()));
    waiting.erase(gone, waiting.end());
}

void CurlHttpClient::State::letGoOn() {
    std::vector<CURL*> opened;
    for (const auto& [easy, transfer] : running) {
        if (transfer->mayGoOn()) opened.push_back(easy);
    }
    for (CURL* easy : opened) {
        const CURLcode code = running.at(easy)->goOn();
        if (code != CURLE_OK) end(easy, code);
    }
}

void CurlHttpClient::State::end(CURL* easy, CURLcode code) {
    Owned transfer = release(easy);
    auto result = transfer->ended(code, chance());
    goOn(std::move(transfer), std::move(result));
}

void CurlHttpClient::State::endFinished() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const CURLcode code = message->data.result;
        end(message->easy_handle, code); // the message dies there
    }
}

void CurlHttpClient::State::endSilent() {
    const auto now = Clock::now();
    std::vector<CURL*> silent;
    for (const auto& [easy, transfer] : running) {
        const auto deadline = transfer->idleDeadline();
        if (deadline && *deadline <= now) silent.push_back(easy);
    }
    for (CURL* easy : silent) {
        Owned transfer = release(easy);
        auto result = transfer->endedSilent(chance());
        goOn(std::move(transfer), std::move(result));
    }
}

void CurlHttpClient::State::startDue() {
    lastLook = Clock::now();
    for (auto& transfer : waiting) startIfDue(transfer);
    std::erase(waiting, nullptr);
}

bool CurlHttpClient::State::hasRoom(const std::string& host) const {
    const auto found = runningPerHost.find(host);
    return found == runningPerHost.end() || found->second < std::max(1, options.maxConnectionsPerHost);
}

/// Leaves `transfer` empty when it started, or ended at once.
void CurlHttpClient::State::startIfDue(Owned& transfer) {
    const std::string host = transfer->hostKey();
    if (transfer->due() > lastLook) return;
    if (!hasRoom(host)) return;
    if (Status opened = transfer->open(offline); !opened) {
        complete(std::move(transfer), fail(opened.error()));
        return;
    }
    CURL* easy = transfer->easy();
    if (!host.empty()) ++runningPerHost[host];
    curl_multi_add_handle(multi.get(), easy);
    running.emplace(easy, std::move(transfer));
}

int CurlHttpClient::State::patienceMilliseconds() const {
    using namespace std::chrono;
    const auto now = Clock::now();
    auto wait = milliseconds(60000);
    const auto shorten = [&](Clock::time_point then) { wait = std::min(wait, ceil<milliseconds>(then - now)); };
    for (const auto& transfer : waiting) {
        if (transfer->due() > lastLook)
            shorten(transfer->due()); // the others wait for room; who leaves it ends the poll
    }
    for (const auto& [easy, transfer] : running) {
        if (const auto deadline = transfer->idleDeadline()) shorten(*deadline);
    }
    return static_cast<int>(std::max<milliseconds::rep>(0, wait.count()));
}

CurlHttpClient::State::Owned CurlHttpClient::State::release(CURL* easy) {
    const auto found = running.find(easy);
    Owned transfer = std::move(found->second);
    running.erase(found);
    curl_multi_remove_handle(multi.get(), easy);
    const auto host = runningPerHost.find(transfer->hostKey());
    if (host != runningPerHost.end() && --host->second == 0) runningPerHost.erase(host);
    return transfer;
}

void CurlHttpClient::State::goOn(Owned transfer, std::optional<Result<HttpResponse>> result) {
    if (result) {
        complete(std::move(transfer), std::move(*result));
    } else {
        waiting.insert(waiting.begin(), std::move(transfer));
    }
}

void CurlHttpClient::State::complete(Owned transfer, Result<HttpResponse> result) const {
    Task task = transfer->completionTask(std::move(result));
    transfer.reset();
    executor.post(std::move(task));
}

// ---- CurlHttpClient

CurlHttpClient::CurlHttpClient(Executor& completionExecutor, HttpClientOptions options)
    : m_state(std::make_unique<State>(completionExecutor, std::move(options))) {
    m_state->thread = std::thread([state = m_state.get()] { state->run(); });
}

CurlHttpClient::~CurlHttpClient() {
    m_state->quit();
}

void CurlHttpClient::start(HttpRequest request, std::stop_token stop, HttpCallbacks callbacks, Completion completion) {
    m_state->submit(std::make_unique<Transfer>(m_state->options, std::move(request), std::move(stop),
                                               std::move(callbacks), std::move(completion)));
}

void CurlHttpClient::setOffline(bool offline) {
    m_state->offline = offline;
}

bool CurlHttpClient::isOffline() const {
    return m_state->offline;
}

} // namespace orrery::net
