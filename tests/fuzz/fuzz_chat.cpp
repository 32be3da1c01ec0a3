// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/chat_codec.h>
#include <orrery/inference/server_facts.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace orrery::inference;

namespace {

template <class T>
void checkResult(const orrery::Result<T>& result) {
    if (!result && result.error().message.empty()) std::abort();
}

/// A schema from outside becomes a request, and a plain grammar where the engine trips over it.
void checkSchema(std::string_view bytes) {
    ChatRequest request;
    request.form = {AnswerForm::Kind::JsonSchema, std::string(bytes)};
    const ChatDialect llama{.llamaServer = true};
    if (!checkChatRequest(request, llama)) return;
    if (writeChatRequest(request, "m", llama).empty()) std::abort();
    const auto retry = chatRetry(request, llama, 400, R"({"error":{"message":"Failed to initialize samplers"}})");
    if (!retry || retry->request.form.kind != AnswerForm::Kind::Grammar) std::abort();
}

} // namespace

/// Whatever a server sends is understood or an error with a message, and errors of any body have one, too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    checkResult(readChatFrame(bytes));
    checkResult(readProps(bytes));
    checkResult(readModelFacts(bytes, "m"));
    checkResult(readModelList(bytes));
    checkResult(readTokenCount(bytes));
    checkResult(readControlAnswer(bytes));
    if (chatError(500, bytes).message.empty()) std::abort();
    checkSchema(bytes);
    return 0;
}
