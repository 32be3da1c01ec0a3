// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "journal.h"

#include <orrery/cache/layout.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string_view>

/// What a server says of names, and what stands in the journal.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orrery;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (cache::checkFileName(text)) { // then it stays below its folder
        const auto path = (std::filesystem::path("/folder") / text).lexically_normal().string();
        if (!path.starts_with("/folder/")) std::abort();
    }
    if (const auto record = download::recordFromJson(text)) {
        if (!download::recordFromJson(download::toJson(*record))) std::abort();
    }
    const std::string_view pattern = text.substr(0, size / 2);
    (void)download::matches(pattern, text.substr(size / 2));
    return 0;
}
