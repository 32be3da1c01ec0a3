// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "curl_error.h"

#include <orrery/net/http_client.h>

#include <fmt/format.h>

#include <utility>

namespace orrery::net {

namespace {

std::pair<Errc, std::string> explain(CURLcode code, const std::string& name, std::chrono::milliseconds connectTimeout) {
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return {Errc::Offline,
                fmt::format("The address of {} cannot be found. Check the network connection and the name.", name)};
    case CURLE_COULDNT_RESOLVE_PROXY:
        return {Errc::Offline, "The address of the proxy cannot be found. Check the proxy in the settings."};
    case CURLE_COULDNT_CONNECT:
        return {Errc::Offline, fmt::format("Nothing answers at {}. Check the network connection, and whether that "
                                           "service is running.",
                                           name)};
    case CURLE_OPERATION_TIMEDOUT:
        return {Errc::Timeout, fmt::format("No connection to {} within {}. Check the network connection, or try again "
                                           "later.",
                                           name, inSeconds(connectTimeout))};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return {Errc::Tls, fmt::format("The certificate of {} cannot be trusted, so nothing was sent to it. Check the "
                                       "computer's date, and the certificates of your network.",
                                       name)};
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
        return {Errc::Tls, fmt::format("No encrypted connection to {} could be made.", name)};
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return {Errc::BrokenOff,
                fmt::format("The connection to {} ended before everything was here. Try again.", name)};
    default: return {Errc::Protocol, fmt::format("The answer of {} could not be understood.", name)};
    }
}

} // namespace

Error errorFromCurl(CURLcode code, const Peer& peer, std::string detail, std::chrono::milliseconds connectTimeout) {
    auto [errc, message] = explain(code, peer.name, connectTimeout);
    if (detail.empty()) detail = curl_easy_strerror(code);
    return {errc, std::move(message), std::move(detail), peer.where};
}

std::string inSeconds(std::chrono::milliseconds time) {
    return fmt::format("{:g} s", static_cast<double>(time.count()) / 1000);
}

} // namespace orrery::net
