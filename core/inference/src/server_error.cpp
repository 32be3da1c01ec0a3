// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "server_error.h"

#include <orrery/inference/errors.h>

#include <fmt/format.h>

#include <initializer_list>
#include <string_view>

namespace orrery::inference {

namespace {

constexpr std::size_t longestSaid = 500; // bytes of a server's own words within a message

std::string detailText(const Json& detail) {
    if (detail.is_array() && !detail.empty()) return text(member(detail.front(), "msg"));
    return text(detail);
}

ServerError readErrorObject(const Json& error) {
    ServerError result;
    result.message = text(member(error, "message"));
    result.type = text(member(error, "type"));
    result.code = text(member(error, "code"));
    result.status = count(member(error, "code"));
    result.promptTokens = count(member(error, "n_prompt_tokens"));
    result.contextTokens = count(member(error, "n_ctx"));
    return result;
}

bool mentions(const ServerError& error, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words)
        if (error.message.find(word) != std::string::npos) return true;
    return false;
}

bool isContextError(const ServerError& error) {
    return error.type == "exceed_context_size_error" || error.code == "context_length_exceeded" ||
           mentions(error,
                    {"ontext size has been exceeded", "maximum context length", "exceeds the available context"});
}

Error contextError(const ServerError& error) {
    const std::string numbers =
        error.promptTokens && error.contextTokens
            ? fmt::format(" It has {} tokens, and {} fit.", *error.promptTokens, *error.contextTokens)
            : "";
    return {Errc::ContextFull,
            "This conversation has become too long for the model." + numbers +
                " Start a new one, or load the model with a longer context.",
            error.message,
            {}};
}

/// Troubles with what was asked, which llama-server tells as failures of its own or in words for programmers.
std::optional<Error> errorOfTheQuestion(const ServerError& error, const std::string& said) {
    if (mentions(error, {"image input is not supported", "audio input is not supported"}))
        return Error{Errc::Refused,
                     "This model was loaded without the part that sees pictures. Load it with its projector (a file "
                     "named mmproj), or ask without the picture.",
                     said,
                     {}};
    if (mentions(error, {"Failed to load image", "failed to decode image"}))
        return Error{Errc::Refused, "The engine cannot read this picture. Send it as PNG or JPEG.", said, {}};
    if (mentions(error, {"initialize samplers", "parse grammar", "generate parser", "JSON schema conversion failed"}))
        return Error{Errc::Refused,
                     "The engine does not understand the schema or grammar the answer shall follow. Correct it, or ask "
                     "without one.",
                     said,
                     {}};
    if (mentions(error, {"unordered_map::at"}))
        return Error{Errc::ServerFailed,
                     "The model's vocabulary has no sign for a character of this question. Write it without unusual "
                     "characters, or take another model.",
                     said,
                     {}};
    return std::nullopt;
}

std::string cut(std::string text) {
    if (text.size() <= longestSaid) return text;
    std::size_t end = longestSaid;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
    return text + "…";
}

} // namespace

ServerError readServerError(const Json& answer) {
    if (answer.is_array() && !answer.empty() && answer.front().is_object()) return readServerError(answer.front());
    const Json& error = member(answer, "error");
    if (error.is_object()) return readErrorObject(error);
    ServerError result = readErrorObject(answer);
    if (error.is_string()) result.message = text(error);
    if (result.message.empty()) result.message = detailText(member(answer, "detail"));
    return result;
}

bool saysError(const Json& answer) {
    return !member(answer, "error").is_null() || member(answer, "object") == "error" ||
           (member(answer, "choices").is_null() && !member(answer, "detail").is_null());
}

Error errorFor(int status, const ServerError& error) {
    if (isContextError(error)) return contextError(error);
    const std::string said = error.message.empty() ? fmt::format("status {}", status) : cut(error.message);
    if (auto known = errorOfTheQuestion(error, said)) return *std::move(known);
    if (status == 503 && error.type == "unavailable_error")
        return {Errc::Loading, "The model is still being loaded. Try again in a moment.", said, {}};
    if (status == 401 || status == 403)
        return {Errc::NotAllowed, "The server refuses the API key. Check it in the settings.", said, {}};
    if (status == 404)
        return {Errc::Refused, "The server does not know this model or address. Check both in the settings.", said, {}};
    if (status == 429)
        return {Errc::Refused,
                "The server has too much to do, or the account's limit is reached. Try again later.",
                said,
                {}};
    if (status >= 400 && status < 500)
        return {Errc::Refused, fmt::format("The server did not accept the question: {}", said), said, {}};
    return {Errc::ServerFailed, fmt::format("The server could not answer: {}", said), said, {}};
}

} // namespace orrery::inference
