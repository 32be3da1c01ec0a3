// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "header_text.h"

#include <orrery/net/retry.h>

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>

namespace orrery::net {

namespace {

constexpr std::int64_t secondsPerYear = 366LL * 24 * 3600;

} // namespace

std::optional<std::chrono::seconds> parseRetryAfter(std::string_view value, std::chrono::system_clock::time_point now) {
    value = trimmed(value);
    std::int64_t seconds = 0;
    if (value.find_first_not_of("0123456789") == std::string_view::npos) {
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
        if (error == std::errc::invalid_argument) return std::nullopt;
        if (error == std::errc::result_out_of_range) seconds = secondsPerYear;
    } else {
        const auto date = static_cast<std::int64_t>(curl_getdate(std::string(value).c_str(), nullptr));
        if (date < 0) return std::nullopt;
        seconds = date - std::chrono::system_clock::to_time_t(now);
    }
    return std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, secondsPerYear));
}

std::chrono::milliseconds backoffDelay(const RetryPolicy& policy, int failures, double random) {
    const double doubled = static_cast<double>(policy.firstDelay.count()) * std::exp2(std::max(0, failures - 1));
    const double longest = std::min(doubled, static_cast<double>(policy.longestDelay.count()));
    return std::chrono::milliseconds(static_cast<std::int64_t>(longest * std::clamp(random, 0.0, 1.0)));
}

bool isPassing(int status) {
    constexpr std::array passing{408, 429, 502, 503, 504};
    return std::find(passing.begin(), passing.end(), status) != passing.end();
}

bool isPassing(const Error& error) {
    return error.is(Errc::Offline) || error.is(Errc::Timeout) || error.is(Errc::BrokenOff);
}

} // namespace orrery::net
