// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/link_header.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using orrery::hub::nextLink;

/// Whatever the bytes, the address is a piece of them that can be written into a header again and read back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view header(reinterpret_cast<const char*>(data), size);
    const auto next = nextLink(header);
    if (!next) return 0;
    if (next->empty() || header.find(*next) == std::string_view::npos) std::abort();
    if (next->find_first_of(std::string_view(">\r\n\0", 4)) != std::string::npos) std::abort();
    if (nextLink("<a>; rel=prev, <" + *next + ">; rel=\"next\"") != next) std::abort();
    return 0;
}
