// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "curl_error.h"

#include <orrery/base/executor.h>
#include <orrery/net/curl_http_client.h>
#include <orrery/net/url.h>

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace orrery::net {

using Clock = std::chrono::steady_clock;

struct EasyDeleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// One request from start() to its completion: one or more exchanges (attempts and redirects), each with an easy handle
/// of its own. Knows nothing of the multi handle and never waits. Network thread only, but for construction.
class Transfer {
public:
    Transfer(const HttpClientOptions& options, HttpRequest request, std::stop_token stop, HttpCallbacks callbacks,
             HttpClient::Completion completion);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    /// Calls `wake`, from any thread, when the caller wants the end or opens the gate.
    void watch(const std::function<void()>& wake);
    [[nodiscard]] bool stopRequested() const { return m_stop.stop_requested(); }

    /// What counts as one host for the limit; empty = no limit.
    [[nodiscard]] std::string hostKey() const;
    [[nodiscard]] Clock::time_point due() const { return m_due; }
    [[nodiscard]] std::optional<Clock::time_point> idleDeadline() const;

    /// Makes the handle of the next exchange. Fails finally: such an error is not tried again.
    Status open(bool offline);
    [[nodiscard]] CURL* easy() const { return m_easy.get(); }

    /// Whether the body waits at its gate, which is open by now.
    [[nodiscard]] bool mayGoOn() const { return m_held && !m_request.gate->held(); }
    /// Lets it pass. Anything but CURLE_OK is how the exchange ended.
    CURLcode goOn();

    /// Takes in how the exchange ended, once its handle has left the multi handle.
    /// @return the final result; nothing when another exchange follows at due().
    std::optional<Result<HttpResponse>> ended(CURLcode code, double random);
    std::optional<Result<HttpResponse>> endedSilent(double random);

    /// The completion as a task; everything else of the caller's dies with the transfer before the task runs.
    Task completionTask(Result<HttpResponse> result);

private:
    enum class Next { Unknown, Deliver, Redirect, Retry };
    using Final = std::optional<Result<HttpResponse>>;

    static std::size_t onHeaderBytes(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t onBodyBytes(char* data, std::size_t size, std::size_t count, void* self);
    static int onConnected(void* self, char*, char*, int, int);
    static int onTransferInfo(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t sent);

    [[nodiscard]] bool isLocal() const;
    [[nodiscard]] Peer peer() const;
    [[nodiscard]] Status checkHeaders() const;
    void setUp();
    void setMethod();
    void setHeaders();
    void setRoute();

    bool takeHeaderLine(std::string_view line);
    void startHead(std::string_view statusLine);
    bool endHead();
    [[nodiscard]] Next planFor(const HttpResponse& head);
    bool takeBody(std::string_view bytes);
    bool mustHold();
    bool collect(std::string_view bytes);
    bool refuseLongBody();
    void reportProgress(bool last);

    Final settle(std::optional<Error> error, double random);
    Final tryAgain(const Error& error, double random);
    Final deliver();
    Status redirect();
    void forgetSecrets();
    [[nodiscard]] bool attemptsLeft() const;

    const HttpClientOptions& m_options;
    HttpRequest m_request; ///< Of the next exchange: redirects change it.
    std::stop_token m_stop;
    HttpCallbacks m_callbacks;
    HttpClient::Completion m_completion;
    Result<Url> m_target;
    int m_attempts = 0;
    int m_redirects = 0;
    bool m_heard = false; ///< A callback has been told something, so no attempt may follow.
    Clock::time_point m_due{};

    // Of the exchange under way.
    std::unique_ptr<curl_slist, ListDeleter> m_headerList;
    std::unique_ptr<CURL, EasyDeleter> m_easy;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
    HttpResponse m_response;
    Next m_next = Next::Unknown;
    std::optional<Error> m_failure; ///< Why a callback of ours ended it.
    std::optional<std::chrono::milliseconds> m_retryAfter;
    std::size_t m_headBytes = 0;
    std::uint64_t m_bodyBytes = 0;
    std::uint64_t m_bodyTotal = 0;
    std::optional<Clock::time_point> m_lastByte; ///< Empty until connected.
    curl_off_t m_sent = 0;
    bool m_held = false; ///< libcurl keeps the body back until goOn().
    Clock::time_point m_lastProgress{};

    std::optional<std::stop_callback<std::function<void()>>> m_stopWatch;
};

} // namespace orrery::net
