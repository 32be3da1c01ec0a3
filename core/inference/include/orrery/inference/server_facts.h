// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::inference {

/// What a server says about itself and its model; what it does not say is empty or absent.
struct ServerFacts {
    std::optional<std::uint64_t> contextTokens;
    bool readsImages = false;
    bool readsAudio = false;
    std::optional<bool> systemPrompt; ///< The model's template has a place for one.
    std::optional<bool> tools;
    std::string chatTemplate;
    std::string build;        ///< "b11669-Debian"
    bool llamaServer = false; ///< It answers as llama-server does: ChatEndpoint::llamaServer may be set.
};

// What servers answer besides chats. Pure. Each fails with Errc::BadAnswer when the body is nothing of the kind.

/// GET /props of llama-server.
Result<ServerFacts> readProps(std::string_view body);
/// GET /v1/models: what it says of this model, or of the only one there is; of another one nothing.
Result<ServerFacts> readModelFacts(std::string_view body, std::string_view model);
/// GET /v1/models: the names, each once, in their order.
Result<std::vector<std::string>> readModelList(std::string_view body);
/// POST /v1/chat/completions/input_tokens
Result<std::uint64_t> readTokenCount(std::string_view body);
/// POST /v1/chat/completions/control: Errc::Refused when the server did not do it.
Status readControlAnswer(std::string_view body);

} // namespace orrery::inference
