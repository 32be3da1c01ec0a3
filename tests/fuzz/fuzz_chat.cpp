// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/chat_codec.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Whatever a server streams is a frame or an error with a message, and errors of any body have one, too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto frame = orrery::inference::readChatFrame(bytes);
    if (!frame && frame.error().message.empty()) std::abort();
    if (orrery::inference::chatError(500, bytes).message.empty()) std::abort();
    return 0;
}
