// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0

// How an exchange is made ready: the half of Transfer that speaks in libcurl's options.

#include "header_text.h"
#include "transfer.h"

#include <fmt/format.h>

#include <string>

namespace orrery::net {

namespace {

template <class T>
void set(CURL* easy, CURLoption option, T value) {
    curl_easy_setopt(easy, option, value);
}

} // namespace

Status Transfer::open(bool offline) {
    if (!m_target) return fail(m_target.error());
    if (Status headers = checkHeaders(); !headers) return headers;
    if (offline && !isLocal()) {
        return fail(
            Errc::Offline,
            fmt::format("Orrery is set to work offline, so {} was not asked. Go online to reach it.", peer().name), {},
            peer().where);
    }
    ++m_attempts;
    m_response = {};
    m_response.url = m_request.url;
    m_next = Next::Unknown;
    m_failure.reset();
    m_retryAfter.reset();
    m_headBytes = 0;
    m_bodyBytes = 0;
    m_bodyTotal = 0;
    m_lastByte.reset();
    m_sent = 0;
    m_held = false;
    setUp();
    return {};
}

Status Transfer::checkHeaders() const {
    if (!isToken(m_request.method)) return fail(orrery::Errc::InvalidArgument, "The request's method is not a word.");
    for (const auto& [name, value] : m_request.headers) {
        if (isToken(name) && isHeaderValue(value)) continue;
        return fail(orrery::Errc::InvalidArgument,
                    fmt::format("The request's header \"{}\" holds characters that a header must not have.",
                                isToken(name) ? name : "?"),
                    {}, peer().where);
    }
    return {};
}

void Transfer::setUp() {
    m_easy.reset(curl_easy_init());
    CURL* easy = m_easy.get();
    m_errorText.fill('\0');
    set(easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    set(easy, CURLOPT_URL, m_request.url.c_str());
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(easy, CURLOPT_NOSIGNAL, 1L);
    // Else taking a transfer out while its host's name is looked up would wait for the look-up.
    set(easy, CURLOPT_QUICK_EXIT, 1L);
    set(easy, CURLOPT_BUFFERSIZE, 512L << 10);
    set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_request.connectTimeout.count()));
    set(easy, CURLOPT_HEADERFUNCTION, &Transfer::onHeaderBytes);
    set(easy, CURLOPT_HEADERDATA, this);
    set(easy, CURLOPT_WRITEFUNCTION, &Transfer::onBodyBytes);
    set(easy, CURLOPT_WRITEDATA, this);
    set(easy, CURLOPT_PREREQFUNCTION, &Transfer::onConnected);
    set(easy, CURLOPT_PREREQDATA, this);
    set(easy, CURLOPT_XFERINFOFUNCTION, &Transfer::onTransferInfo);
    set(easy, CURLOPT_XFERINFODATA, this);
    set(easy, CURLOPT_NOPROGRESS, 0L);
    if (!m_options.caFile.empty()) set(easy, CURLOPT_CAINFO, m_options.caFile.c_str());
    setMethod();
    setHeaders();
    setRoute();
}

void Transfer::setMethod() {
    CURL* easy = m_easy.get();
    const std::string& method = m_request.method;
    if (method == "HEAD") {
        set(easy, CURLOPT_NOBODY, 1L);
    } else if (method != "GET" || !m_request.body.empty()) {
        if (method == "POST" || !m_request.body.empty()) {
            set(easy, CURLOPT_POST, 1L);
            set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
            set(easy, CURLOPT_POSTFIELDS, m_request.body.c_str());
        }
        if (method != "POST") set(easy, CURLOPT_CUSTOMREQUEST, method.c_str());
    }
    if (m_request.range) {
        const std::string last = m_request.range->last ? std::to_string(*m_request.range->last) : std::string();
        set(easy, CURLOPT_RANGE, fmt::format("{}-{}", m_request.range->first, last).c_str());
    }
}

void Transfer::setHeaders() {
    curl_slist* list = nullptr;
    const auto add = [&list](const std::string& line) { list = curl_slist_append(list, line.c_str()); };
    for (const auto& [name, value] : m_request.headers) add(value.empty() ? name + ';' : name + ": " + value);
    if (!hasHeader(m_request.headers, "expect")) add("Expect:");
    if (!hasHeader(m_request.headers, "content-type")) add("Content-Type:");
    m_headerList.reset(list);
    set(m_easy.get(), CURLOPT_HTTPHEADER, list);
    const std::string& agent = m_options.userAgent;
    set(m_easy.get(), CURLOPT_USERAGENT, agent.empty() ? "orrery/" ORRERY_VERSION : agent.c_str());
}

void Transfer::setRoute() {
    if (!m_request.unixSocket.empty()) set(m_easy.get(), CURLOPT_UNIX_SOCKET_PATH, m_request.unixSocket.c_str());
    if (isLocal()) {
        set(m_easy.get(), CURLOPT_PROXY, "");
    } else if (!m_options.proxy.empty()) {
        set(m_easy.get(), CURLOPT_PROXY, m_options.proxy.c_str());
    }
}

} // namespace orrery::net
