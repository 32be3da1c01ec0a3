// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/net/http_client.h>

#include <chrono>
#include <optional>
#include <string_view>

namespace orrery::net {

/// A Retry-After header: seconds, or an HTTP date seen from `now` (one in the past is 0). Nothing when it is neither.
std::optional<std::chrono::seconds> parseRetryAfter(std::string_view value, std::chrono::system_clock::time_point now);

/// How long to wait after `failures` (1, 2, ...) failed attempts: full jitter, that is `random` (0..1) times the
/// doubled delay.
std::chrono::milliseconds backoffDelay(const RetryPolicy& policy, int failures, double random);

/// Whether the same request may get another answer a little later.
bool isPassing(int status);
bool isPassing(const Error& error);

} // namespace orrery::net
