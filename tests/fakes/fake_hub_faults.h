// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fake_http_server.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::fakes {

/// What goes wrong with an answer. All but `answer`, `delay` and `times` concern the bytes of files.
struct Misbehaviour {
    std::optional<int> times = {};                ///< Only so many requests, then all is well again.
    std::optional<FakeResponse> answer = {};      ///< Instead of the right one.
    std::chrono::milliseconds delay{0};           ///< Before the answer.
    std::uint64_t bytesPerSecond = 0;             ///< Of each request; 0 = as fast as it goes.
    std::optional<std::uint64_t> cutAfter = {};   ///< Ends the connection after so many bytes of the body.
    std::optional<std::uint64_t> stallAfter = {}; ///< Sends no more after so many bytes of the body.
    bool wrongBytes = false;                      ///< The file's middle byte is another one.
    std::int64_t lengthError = 0;                 ///< Added to the true Content-Length.
    bool noRanges = false;                        ///< 200 and all of it, whatever range was asked for.
    bool wrongRange = false;                      ///< Content-Range names a range one byte further on.
};

FakeResponse serverError(int status = 503);
FakeResponse tooManyRequests(int retryAfterSeconds);
FakeResponse captivePortal(); ///< 200 with a web page.
FakeResponse redirectTo(std::string url, int status = 302);
FakeResponse deepJson(std::size_t depth);  ///< Arrays in arrays.
FakeResponse giantJson(std::size_t bytes); ///< One array of about so many bytes.

/// Whether `*` in the pattern can stand for something that makes it the text.
bool matches(std::string_view pattern, std::string_view text);

} // namespace orrery::fakes
