// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json_fields.h"

#include <orrery/base/error.h>

#include <cstdint>
#include <optional>
#include <string>

namespace orrery::inference {

/// What a server says went wrong, in any of the shapes in use: {"error":{"message","type","code",...}}, the same in an
/// array, {"error":"..."}, {"object":"error","message"}, {"message"}, {"detail":"..."}, {"detail":[{"msg"}]}.
struct ServerError {
    std::string message;
    std::string type;
    std::string code; ///< Where it is a word.
    std::optional<std::uint64_t> status;
    std::optional<std::uint64_t> promptTokens;
    std::optional<std::uint64_t> contextTokens;
};

ServerError readServerError(const Json& answer);

/// Whether this answer or frame is an error rather than a piece of a chat.
bool saysError(const Json& answer);

/// For a person; `status` is HTTP's.
Error errorFor(int status, const ServerError& error);

} // namespace orrery::inference
