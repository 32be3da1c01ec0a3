// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "call.h"
#include "caller_check.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

/// What another program may send to the local server.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orrery::serve;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto call = readCall(bytes);
    if (call && errorBody(call->model, "type", "code").empty()) std::abort();
    const auto half = bytes.substr(0, size / 2);
    const Caller caller{std::string(half), {}, std::string(bytes.substr(size / 2)), {}};
    const bool let = judgeCaller(caller, "orrery-0123456789", true) == Verdict::Welcome;
    if (let && bytes.find("orrery-0123456789") == std::string_view::npos) std::abort();
    return 0;
}
