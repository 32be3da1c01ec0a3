// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <string>
#include <string_view>
#include <vector>

namespace orrery::serve {

/// What has to be known of a request before it is passed on; the rest is for the engine to judge.
struct Call {
    std::string model; ///< Empty: it names none.
};

/// Fails on what is no JSON object, and on pictures that are to be fetched from somewhere: only such that come with the
/// request ("data:") are passed on, for an engine without a sandbox would open the connection. Pure.
Result<Call> readCall(std::string_view body);

/// An error as OpenAI writes it.
std::string errorBody(std::string_view message, std::string_view type, std::string_view code);

/// The answer to /v1/models.
std::string modelList(const std::vector<std::string>& names);

} // namespace orrery::serve
